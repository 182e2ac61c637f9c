namespace Werkstrom.Learning.Boosting;

/// <summary>A tree of questions with at most two answers each; node 0 is the root.</summary>
sealed class Tree(Node[] nodes)
{
    public Node[] Nodes => nodes;

    /// <summary>What the tree adds for a row.</summary>
    public double Predict(ReadOnlySpan<float> row)
    {
        var at = 0;
        while (nodes[at].Left != 0)
            at = nodes[at].Next(row[nodes[at].Column]);
        return nodes[at].Value;
    }

    /// <summary>Mean answer over the rows of the training, by their weights.</summary>
    public double Mean()
    {
        var sum = 0.0;
        foreach (var node in nodes)
        {
            if (node.Left == 0)
                sum += node.Value * node.Cover;
        }

        return sum / nodes[0].Cover;
    }

    /// <summary>Whether every child and column named is there, as a file might say otherwise.</summary>
    public bool IsSound(int columns)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Left != 0 && (nodes[i].Left <= i || nodes[i].Left + 1 >= nodes.Length || (uint)nodes[i].Column >= (uint)columns))
                return false;
        }

        return nodes.Length > 0 && nodes[0].Cover > 0;
    }
}
