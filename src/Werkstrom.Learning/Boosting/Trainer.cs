using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Boosting;

/// <summary>Adds tree after tree, each to bring down the loss that is left: <see href="https://doi.org/10.1214/aos/1013203451"/>.</summary>
/// <param name="names">Of the columns.</param>
/// <param name="binned">The rows.</param>
/// <param name="target">One a row.</param>
/// <param name="weights">One a row.</param>
/// <param name="learned">The rows that are learned from, rising; the others only get their scores.</param>
sealed class Trainer(
    IReadOnlyList<string> names, Binned binned, double[] target, double[] weights, int[] learned, BoostOptions options, Loss loss, CancellationToken stop)
{
    readonly ParallelOptions _threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop };
    Vector256<double>[][]? _gradients;

    /// <summary>Called after each round.</summary>
    public Action? Grown { get; init; }

    /// <summary>Learns.</summary>
    /// <returns>The model, and the scores of all rows by output.</returns>
    public (BoostModel Model, double[][] Scores) Run(FeatureTable? aside, double[] asideTarget)
    {
        Grower grower = new(binned, options, _threads);
        Numbers chance = new(options.Seed);
        var start = loss.Start([.. learned.Select(r => target[r])], [.. learned.Select(r => weights[r])]);
        var scores = Filled(start, target.Length);
        Kept? kept = aside is null ? null : new(aside, asideTarget, loss, start);
        List<Tree> trees = [];
        for (var round = 0; round < options.Rounds && kept?.IsOver(options.StopAfter) != true; round++)
        {
            stop.ThrowIfCancellationRequested();
            var gradients = Gradients(scores);
            var rows = chance.Choose(Some(options.RowShare, learned.Length), learned.Length);
            for (var i = 0; i < rows.Length; i++)
                rows[i] = learned[rows[i]];
            var columns = chance.Choose(Some(options.ColumnShare, names.Count), names.Count);
            for (var output = 0; output < loss.Outputs; output++)
            {
                var (tree, bins) = grower.Grow(gradients[output], [.. rows], columns, Leaf(scores));
                Add(tree, bins, scores[output]);
                kept?.Add(tree, output);
                trees.Add(tree);
            }

            kept?.Judge(trees.Count);
            Grown?.Invoke();
        }

        return (new(names, options.Loss, options.Quantile, start, [.. trees.Take(kept?.Trees ?? trees.Count)]), scores);
    }

    static int Some(double share, int of) => Math.Clamp((int)Math.Round(share * of), 1, of);

    static double[][] Filled(double[] start, int rows)
    {
        var scores = new double[start.Length][];
        for (var output = 0; output < start.Length; output++)
            Array.Fill(scores[output] = new double[rows], start[output]);
        return scores;
    }

    Func<ReadOnlySpan<int>, Vector256<double>, double> Leaf(double[][] scores) =>
        (rows, sums) => options.LearningRate * loss.Leaf(rows, sums, options.L2, target, scores, weights);

    Vector256<double>[][] Gradients(double[][] scores)
    {
        var gradients = _gradients ??= [.. Enumerable.Range(0, loss.Outputs).Select(_ => new Vector256<double>[target.Length])];
        Span<double> own = stackalloc double[loss.Outputs];
        for (var output = 0; output < loss.Outputs; output++)
        {
            foreach (var row in learned)
            {
                for (var o = 0; o < own.Length; o++)
                    own[o] = scores[o][row];
                var (gradient, curvature) = loss.At(target[row], own, output);
                gradients[output][row] = Vector256.Create(gradient * weights[row], curvature * weights[row], 1, weights[row]);
            }
        }

        return gradients;
    }

    void Add(Tree tree, int[] bins, double[] scores)
    {
        var nodes = tree.Nodes;
        for (var row = 0; row < scores.Length; row++)
        {
            var at = 0;
            while (nodes[at].Left != 0)
            {
                var bin = binned.Columns[nodes[at].Column][row];
                at = nodes[at].Left + (bin == binned.Missing ? nodes[at].MissingRight : bin > bins[at] ? 1 : 0);
            }

            scores[row] += nodes[at].Value;
        }
    }

    /// <summary>Rows that are kept aside, to see when more trees no longer help.</summary>
    sealed class Kept(FeatureTable table, double[] target, Loss loss, double[] start)
    {
        readonly double[][] _scores = Filled(start, table.Rows);
        double _best = double.PositiveInfinity;
        int _since;

        public int Trees { get; private set; }

        public bool IsOver(int? patience) => _since >= patience;

        public void Add(Tree tree, int output)
        {
            var row = new float[table.Columns.Count];
            for (var i = 0; i < table.Rows; i++)
            {
                table.CopyRow(i, row);
                _scores[output][i] += tree.Predict(row);
            }
        }

        public void Judge(int trees)
        {
            var sum = 0.0;
            Span<double> own = stackalloc double[_scores.Length];
            for (var row = 0; row < target.Length; row++)
            {
                for (var o = 0; o < own.Length; o++)
                    own[o] = _scores[o][row];
                sum += loss.Value(target[row], own);
            }

            _since++;
            if (sum < _best)
                (_best, _since, Trees) = (sum, 0, trees);
        }
    }
}
