using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Boosting;

/// <summary>Adds tree after tree, each to bring down the loss that is left: <see href="https://doi.org/10.1214/aos/1013203451"/>.</summary>
sealed class Trainer(FeatureTable table, double[] target, double[] weights, BoostOptions options, Loss loss, CancellationToken stop)
{
    readonly ParallelOptions _threads = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop };

    public BoostModel Run(FeatureTable? aside, double[] asideTarget)
    {
        var binned = Binned.Of(table, options.Bins, _threads);
        Grower grower = new(binned, options, _threads);
        Numbers chance = new(options.Seed);
        var start = loss.Start(target, weights);
        var scores = Filled(start, table.Rows);
        Kept? kept = aside is null ? null : new(aside, asideTarget, loss, start);
        List<Tree> trees = [];
        for (var round = 0; round < options.Rounds && kept?.IsOver(options.StopAfter) != true; round++)
        {
            stop.ThrowIfCancellationRequested();
            var gradients = Gradients(scores);
            var rows = chance.Choose(Some(options.RowShare, table.Rows), table.Rows);
            var columns = chance.Choose(Some(options.ColumnShare, table.Columns.Count), table.Columns.Count);
            for (var output = 0; output < loss.Outputs; output++)
            {
                var (tree, bins) = grower.Grow(gradients[output], [.. rows], columns, Leaf(scores));
                Add(tree, bins, binned, scores[output]);
                kept?.Add(tree, output);
                trees.Add(tree);
            }

            kept?.Judge(trees.Count);
        }

        return new(table.Names, options.Loss, options.Quantile, start, [.. trees.Take(kept?.Trees ?? trees.Count)]);
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
        var gradients = new Vector256<double>[loss.Outputs][];
        Span<double> own = stackalloc double[loss.Outputs];
        for (var output = 0; output < loss.Outputs; output++)
        {
            gradients[output] = new Vector256<double>[target.Length];
            for (var row = 0; row < target.Length; row++)
            {
                for (var o = 0; o < own.Length; o++)
                    own[o] = scores[o][row];
                var (gradient, curvature) = loss.At(target[row], own, output);
                gradients[output][row] = Vector256.Create(gradient * weights[row], curvature * weights[row], 1, weights[row]);
            }
        }

        return gradients;
    }

    static void Add(Tree tree, int[] bins, Binned binned, double[] scores)
    {
        var nodes = tree.Nodes;
        for (var row = 0; row < scores.Length; row++)
        {
            var at = 0;
            while (nodes[at].Left != 0)
            {
                var bin = binned.Columns[nodes[at].Column][row];
                at = nodes[at].Left + (bin == Binned.Missing ? nodes[at].MissingRight : bin > bins[at] ? 1 : 0);
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
