namespace Werkstrom.Learning.Boosting;

/// <summary>A model of trees within a model file.</summary>
static class BoostFile
{
    public const string Kind = "boost";

    public static void Write(BinaryWriter to, IReadOnlyList<string> names, BoostLoss loss, double quantile, double[] start, Tree[] trees)
    {
        to.Write(names.Count);
        foreach (var name in names)
            to.Write(name);
        to.Write((byte)loss);
        to.Write(quantile);
        to.Write(start.Length);
        foreach (var value in start)
            to.Write(value);
        to.Write(trees.Length);
        foreach (var tree in trees)
            Write(to, tree.Nodes);
    }

    public static BoostModel Read(BinaryReader from)
    {
        var names = ModelFile.List(from, r => r.ReadString());
        var loss = (BoostLoss)from.ReadByte();
        var quantile = from.ReadDouble();
        var start = ModelFile.List(from, r => r.ReadDouble());
        var trees = ModelFile.List(from, r => new Tree(ModelFile.List(r, Node)));
        if (!Enum.IsDefined(loss) || start.Length == 0 || trees.Length % start.Length != 0 || !trees.All(t => t.IsSound(names.Length)))
            throw new InvalidDataException("The model contradicts itself: a tree asks for what is not there.");
        return new(names, loss, quantile, start, trees);
    }

    static void Write(BinaryWriter to, Node[] nodes)
    {
        to.Write(nodes.Length);
        foreach (var node in nodes)
        {
            to.Write(node.Limit);
            to.Write(node.Column);
            to.Write(node.Left);
            to.Write((byte)node.MissingRight);
            to.Write(node.Value);
            to.Write(node.Cover);
        }
    }

    static Node Node(BinaryReader from) => new()
    {
        Limit = from.ReadSingle(),
        Column = from.ReadInt32(),
        Left = from.ReadInt32(),
        MissingRight = from.ReadByte() & 1,
        Value = from.ReadDouble(),
        Cover = from.ReadDouble(),
    };
}
