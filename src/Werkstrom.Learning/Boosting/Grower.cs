using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Boosting;

/// <summary>
/// Grows one tree at a time from sums of gradients by interval, <see href="https://dl.acm.org/doi/10.5555/3294996.3295074"/> (LightGBM):
/// only the smaller child is summed, the larger is what is left. A column is always summed by one thread, in the order of the rows, so
/// that the number of threads changes nothing.
/// </summary>
sealed class Grower(Binned binned, BoostOptions options, ParallelOptions threads)
{
    // below this many additions a second thread costs more than it saves
    const int WorthThreads = 60_000;

    readonly int _width = binned.Missing + 1;
    readonly List<Vector256<double>[]> _sums = []; // one for each depth, plus one
    readonly List<Node> _nodes = [];
    readonly List<int> _bins = [];
    int[] _columns = [];
    int[] _rows = [];
    Vector256<double>[] _gradients = []; // in the order of _rows
    int[] _otherRows = [];
    Vector256<double>[] _otherGradients = [];
    Func<ReadOnlySpan<int>, Vector256<double>, double> _leaf = (_, _) => 0;

    /// <summary>Grows a tree.</summary>
    /// <param name="gradients">Of every row: gradient, curvature, 1, weight.</param>
    /// <param name="rows">Those that the tree sees.</param>
    /// <param name="columns">Those that it may ask for.</param>
    /// <param name="leaf">What a leaf says, from its rows and their sums.</param>
    public (Tree Tree, int[] Bins) Grow(
        Vector256<double>[] gradients, int[] rows, int[] columns, Func<ReadOnlySpan<int>, Vector256<double>, double> leaf)
    {
        (_columns, _rows, _leaf) = ([.. columns.Where(c => binned.Uppers[c].Length > 0 || binned.Gaps[c])], rows, leaf);
        if (_gradients.Length < rows.Length)
            (_gradients, _otherGradients, _otherRows) = (new Vector256<double>[rows.Length], new Vector256<double>[rows.Length], new int[rows.Length]);
        var all = Vector256<double>.Zero;
        for (var i = 0; i < rows.Length; i++)
            all += _gradients[i] = gradients[rows[i]];
        _nodes.Clear();
        _bins.Clear();
        Add();
        Open(new(0, 0, rows.Length, 0, all));
        return (new([.. _nodes]), [.. _bins]);
    }

    void Open(Part root)
    {
        var best = new Split[_columns.Length];
        if (MaySplit(root))
        {
            var sums = Sums(0);
            ForColumns(root.Count, i =>
            {
                Sum(sums, i, root);
                best[i] = Find(sums, i, root);
            });
        }

        Divide(root, 0, Best(best));
    }

    // sums of the node are in _sums[slot]
    void Divide(Part part, int slot, Split split)
    {
        CollectionsMarshal.AsSpan(_nodes)[part.Node].Cover = part.Sums[3];
        if (split.Gain <= 0)
        {
            CollectionsMarshal.AsSpan(_nodes)[part.Node].Value = _leaf(_rows.AsSpan(part.Start, part.Count), part.Sums);
            return;
        }

        var left = Ask(part, split);
        Part first = new(left, part.Start, (int)split.Left[2], part.Depth + 1, split.Left);
        Part second = new(left + 1, part.Start + first.Count, part.Count - first.Count, part.Depth + 1, part.Sums - split.Left);
        Partition(part, split);
        var (small, large) = first.Count <= second.Count ? (first, second) : (second, first);
        var (ofSmall, ofLarge) = Search(small, large, slot);
        Divide(small, slot + 1, ofSmall);
        Divide(large, slot, ofLarge);
    }

    (Split Small, Split Large) Search(Part small, Part large, int slot)
    {
        if (!MaySplit(large))
            return default;
        var (sums, whole) = (Sums(slot + 1), Sums(slot));
        var (ofSmall, ofLarge) = (new Split[_columns.Length], new Split[_columns.Length]);
        ForColumns(small.Count, i =>
        {
            Sum(sums, i, small);
            for (var bin = i * _width; bin < (i + 1) * _width; bin++)
                whole[bin] -= sums[bin];
            ofSmall[i] = MaySplit(small) ? Find(sums, i, small) : default;
            ofLarge[i] = Find(whole, i, large);
        });
        return (Best(ofSmall), Best(ofLarge));
    }

    bool MaySplit(Part part) => part.Depth < options.Depth && part.Count >= 2 * options.MinRows;

    Split Find(Vector256<double>[] sums, int i, Part part) =>
        Split.Find(sums.AsSpan(i * _width, _width), binned.Uppers[_columns[i]].Length + 1, part.Sums, _columns[i], options.MinRows, options.L2);

    // the first of equals: the order of the columns decides, not that of the threads
    static Split Best(Split[] splits)
    {
        Split best = default;
        foreach (var split in splits)
        {
            if (split.Gain > best.Gain)
                best = split;
        }

        return best;
    }

    void Sum(Vector256<double>[] sums, int i, Part part)
    {
        var mine = sums.AsSpan(i * _width, _width);
        mine.Clear();
        ref var bin = ref MemoryMarshal.GetReference(mine);
        ref var column = ref MemoryMarshal.GetArrayDataReference(binned.Columns[_columns[i]]);
        var rows = _rows.AsSpan(part.Start, part.Count);
        var gradients = _gradients.AsSpan(part.Start, part.Count);
        for (var row = 0; row < rows.Length; row++)
            Unsafe.Add(ref bin, Unsafe.Add(ref column, rows[row])) += gradients[row]; // rows are checked when they are chosen
    }

    int Ask(Part part, Split split)
    {
        var left = Add();
        Add();
        ref var node = ref CollectionsMarshal.AsSpan(_nodes)[part.Node];
        var uppers = binned.Uppers[split.Column];
        node.Limit = split.Bin < uppers.Length ? uppers[split.Bin] : float.PositiveInfinity;
        (node.Column, node.Left, node.MissingRight) = (split.Column, left, split.MissingRight ? 1 : 0);
        _bins[part.Node] = split.Bin;
        return left;
    }

    int Add()
    {
        _nodes.Add(default);
        _bins.Add(0);
        return _nodes.Count - 1;
    }

    void Partition(Part part, Split split)
    {
        var column = binned.Columns[split.Column];
        var (left, right) = (part.Start, 0);
        for (var i = part.Start; i < part.Start + part.Count; i++)
        {
            var bin = column[_rows[i]];
            if (bin == binned.Missing ? split.MissingRight : bin > split.Bin)
                (_otherRows[right], _otherGradients[right++]) = (_rows[i], _gradients[i]);
            else
                (_rows[left], _gradients[left++]) = (_rows[i], _gradients[i]);
        }

        Array.Copy(_otherRows, 0, _rows, left, right);
        Array.Copy(_otherGradients, 0, _gradients, left, right);
    }

    Vector256<double>[] Sums(int slot)
    {
        while (_sums.Count <= slot)
            _sums.Add([]);
        if (_sums[slot].Length < _columns.Length * _width)
            _sums[slot] = new Vector256<double>[_columns.Length * _width];
        return _sums[slot];
    }

    void ForColumns(int rows, Action<int> work)
    {
        if (threads.MaxDegreeOfParallelism > 1 && (long)rows * _columns.Length >= WorthThreads)
        {
            Parallel.For(0, _columns.Length, threads, work);
            return;
        }

        for (var i = 0; i < _columns.Length; i++)
            work(i);
    }

    readonly record struct Part(int Node, int Start, int Count, int Depth, Vector256<double> Sums);
}
