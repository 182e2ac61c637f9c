namespace Werkstrom.Learning.Boosting;

/// <summary>
/// Shapley values of one tree and row: algorithm 2 of Lundberg et al., <see href="https://arxiv.org/abs/1802.03888"/>. A column that is not
/// known goes both ways, by the weights of the rows in training.
/// </summary>
static class Shapley
{
    const int Deepest = 14; // of 12 questions, the root and a spare

    public static void Add(Node[] nodes, ReadOnlySpan<float> row, Span<double> shares)
    {
        // a path for each depth, one behind the other
        Span<Step> room = stackalloc Step[Deepest * (Deepest + 1) / 2 + Deepest];
        Walk(new(nodes, row, shares), 0, room, 0, 1, 1, -1);
    }

    static void Walk(Work work, int at, Span<Step> room, int length, double zero, double one, int column)
    {
        Extend(room, length, zero, one, column);
        ref readonly var node = ref work.Nodes[at];
        if (node.Left == 0)
        {
            for (var i = 1; i <= length; i++)
                work.Shares[room[i].Column] += Unwound(room, length, i) * (room[i].One - room[i].Zero) * node.Value;
            return;
        }

        var hot = node.Next(work.Row[node.Column]);
        var cold = node.Left + (hot == node.Left ? 1 : 0);
        var (zeroBefore, oneBefore, last) = (1.0, 1.0, length);
        for (var i = 1; i <= length; i++)
        {
            if (room[i].Column != node.Column)
                continue;
            (zeroBefore, oneBefore) = (room[i].Zero, room[i].One);
            Unwind(room, last--, i);
            break;
        }

        var next = room[(length + 1)..];
        Go(work, hot, room, next, last, zeroBefore * work.Nodes[hot].Cover / node.Cover, oneBefore, node.Column);
        Go(work, cold, room, next, last, zeroBefore * work.Nodes[cold].Cover / node.Cover, 0, node.Column);
    }

    static void Go(Work work, int child, Span<Step> room, Span<Step> next, int last, double zero, double one, int column)
    {
        room[..(last + 1)].CopyTo(next);
        Walk(work, child, next, last + 1, zero, one, column);
    }

    static void Extend(Span<Step> path, int length, double zero, double one, int column)
    {
        path[length] = new() { Column = column, Zero = zero, One = one, Weight = length == 0 ? 1 : 0 };
        for (var i = length - 1; i >= 0; i--)
        {
            path[i + 1].Weight += one * path[i].Weight * (i + 1) / (length + 1);
            path[i].Weight = zero * path[i].Weight * (length - i) / (length + 1);
        }
    }

    static void Unwind(Span<Step> path, int length, int at)
    {
        var (one, zero, next) = (path[at].One, path[at].Zero, path[length].Weight);
        for (var i = length - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = path[i].Weight;
                path[i].Weight = next * (length + 1) / ((i + 1) * one);
                next = weight - (path[i].Weight * zero * (length - i) / (length + 1));
            }
            else
            {
                path[i].Weight = path[i].Weight * (length + 1) / (zero * (length - i));
            }
        }

        for (var i = at; i < length; i++)
            (path[i].Column, path[i].Zero, path[i].One) = (path[i + 1].Column, path[i + 1].Zero, path[i + 1].One);
    }

    static double Unwound(Span<Step> path, int length, int at)
    {
        var (one, zero, next, sum) = (path[at].One, path[at].Zero, path[length].Weight, 0.0);
        for (var i = length - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = next * (length + 1) / ((i + 1) * one);
                sum += weight;
                next = path[i].Weight - (weight * zero * (length - i) / (length + 1));
            }
            else
            {
                sum += path[i].Weight / (zero * (length - i) / (length + 1));
            }
        }

        return sum;
    }

    /// <summary>One column on the way to a leaf.</summary>
    struct Step
    {
        public int Column;

        /// <summary>Share of the rows that go this way where the column is not known.</summary>
        public double Zero;

        /// <summary>1 where the row goes this way, else 0.</summary>
        public double One;

        /// <summary>Weight of the sets of known columns of this size.</summary>
        public double Weight;
    }

    readonly ref struct Work(Node[] nodes, ReadOnlySpan<float> row, Span<double> shares)
    {
        public readonly Node[] Nodes = nodes;
        public readonly ReadOnlySpan<float> Row = row;
        public readonly Span<double> Shares = shares;
    }
}
