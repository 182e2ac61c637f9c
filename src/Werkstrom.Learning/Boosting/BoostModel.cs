namespace Werkstrom.Learning.Boosting;

/// <summary>
/// A model of gradient-boosted trees: <see href="https://doi.org/10.1214/aos/1013203451"/> (Friedman), with sums by interval. Safe for use by
/// many threads at once.
/// </summary>
public sealed class BoostModel
{
    readonly Tree[] _trees;
    readonly double[] _start;
    readonly double _quantile;
    readonly Loss _loss;

    internal BoostModel(IReadOnlyList<string> names, BoostLoss loss, double quantile, double[] start, Tree[] trees)
    {
        (Names, Kind, _quantile, _start, _trees) = (names, loss, quantile, start, trees);
        _loss = Loss.Of(new() { Loss = loss, Quantile = quantile }, start.Length);
    }

    /// <summary>Columns that it asks for, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What it learned.</summary>
    public BoostLoss Kind { get; }

    /// <summary>Numbers that an answer has: 1, or one a class.</summary>
    public int Outputs => _start.Length;

    /// <summary>For tests of what trees say.</summary>
    internal Tree FirstTree => _trees[0];

    /// <summary>Rounds that were kept.</summary>
    public int Rounds => _trees.Length / Outputs;

    /// <summary>
    /// Learns. Columns that are constant are never asked for; a missing value goes the way that was better in training.
    /// </summary>
    /// <param name="table">The rows; from 2.</param>
    /// <param name="target">One a row: a number; 0 or 1; a class from 0.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="weights">One a row, above 0; null: all the same.</param>
    /// <param name="aside">Rows that are not learned from, on which <see cref="BoostOptions.StopAfter"/> decides.</param>
    /// <param name="stop">Ends the training.</param>
    /// <exception cref="ArgumentException">An input or option is impossible; all faults at once.</exception>
    public static BoostModel Train(
        FeatureTable table, double[] target, BoostOptions? options = null, double[]? weights = null,
        (FeatureTable Table, double[] Target)? aside = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        var loss = Loss.Of(options, options.Loss == BoostLoss.Softmax && target.Length > 0 ? (int)Math.Clamp(target.Max(), 0, 1000) + 1 : 1);
        List<string> faults = [.. options.Errors(), .. Errors(table, target, loss, "target")];
        if (weights is not null && weights.Length != table.Rows)
            faults.Add($"weights: one a row is needed, {table.Rows}, not {weights.Length}");
        if (weights is not null && Array.FindIndex(weights, w => !double.IsFinite(w) || w <= 0) is >= 0 and var at)
            faults.Add($"weights[{at}]: a weight is above 0 and finite, not {weights[at]}");
        if (options.StopAfter is not null && aside is null)
            faults.Add("StopAfter: it needs rows kept aside");
        if (aside is var (kept, keptTarget))
            faults.AddRange(AsideErrors(table, target, kept, keptTarget, loss));
        Faults.Throw(faults, nameof(table));
        weights ??= [.. Enumerable.Repeat(1.0, table.Rows)];
        var binned = Binned.Of(table, options.Bins, new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop });
        int[] all = [.. Enumerable.Range(0, table.Rows)];
        return new Trainer(table.Names, binned, target, weights, all, options, loss, stop).Run(aside?.Table, aside?.Target ?? []).Model;
    }

    /// <summary>The answer for one row: one number; with softmax the probability of each class.</summary>
    /// <param name="row">One value a column, in the order of <see cref="Names"/>; NaN is missing.</param>
    /// <exception cref="ArgumentException">The number of values differs, or one is infinite.</exception>
    public double[] Predict(ReadOnlySpan<float> row)
    {
        Check(row);
        var scores = Raw(row);
        _loss.Answer(scores);
        return scores;
    }

    /// <summary>The answers for all rows of a table, in their order: one number a row, or with softmax one a class and row.</summary>
    /// <param name="table">Has the columns of <see cref="Names"/>, in that order.</param>
    /// <param name="threads">At most; from 1, null: all processors.</param>
    /// <exception cref="ArgumentException">The columns differ.</exception>
    public double[][] Predict(FeatureTable table, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!table.Names.SequenceEqual(Names))
            throw new ArgumentException($"The model asks for {string.Join(", ", Names)}, not for {string.Join(", ", table.Names)}.", nameof(table));
        return Predictor.Run(table, _trees, _start, _loss, threads ?? Environment.ProcessorCount);
    }

    /// <summary>
    /// How much each column moved the score of a row away from the mean over the training. The first number is that mean; all together are
    /// the score: the answer itself, with logistic loss and softmax its logarithm before it becomes a probability. Shapley values by the
    /// paths of the trees, exact: <see href="https://doi.org/10.1038/s42256-019-0138-9"/>.
    /// </summary>
    /// <param name="row">One value a column, as for <see cref="Predict(ReadOnlySpan{float})"/>.</param>
    /// <param name="output">The class, with softmax.</param>
    /// <returns>The mean, then one number a column.</returns>
    /// <exception cref="ArgumentException">The number of values differs, or one is infinite.</exception>
    public double[] Contributions(ReadOnlySpan<float> row, int output = 0)
    {
        Check(row);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs);
        var shares = new double[Names.Count + 1];
        shares[0] = _start[output];
        for (var i = output; i < _trees.Length; i += Outputs)
        {
            shares[0] += _trees[i].Mean();
            Shapley.Add(_trees[i].Nodes, row, shares.AsSpan(1));
        }

        return shares;
    }

    /// <summary>Writes the model with a version and a checksum.</summary>
    public void Save(Stream to) => ModelFile.Write(to, BoostFile.Kind, w => BoostFile.Write(w, Names, Kind, _quantile, _start, _trees));

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none, damaged, or written by a newer program.</exception>
    public static BoostModel Load(Stream from) => ModelFile.Read(from, BoostFile.Kind, BoostFile.Read);

    internal void Write(BinaryWriter to) => BoostFile.Write(to, Names, Kind, _quantile, _start, _trees);

    static IEnumerable<string> Errors(FeatureTable table, double[] target, Loss loss, string name)
    {
        if (table.Rows < 2)
            yield return $"table: two rows are needed at least, and there are {table.Rows}";
        if (target.Length != table.Rows)
            yield return $"{name}: one a row is needed, {table.Rows}, not {target.Length}";
        foreach (var error in loss.Errors(target, name))
            yield return error;
    }

    static IEnumerable<string> AsideErrors(FeatureTable table, double[] target, FeatureTable aside, double[] asideTarget, Loss loss)
    {
        if (!aside.Names.SequenceEqual(table.Names))
            yield return "aside: its columns are those of the table, in the same order";
        if (asideTarget.Length != aside.Rows || aside.Rows == 0)
            yield return $"aside: one target a row and at least one are needed, not {asideTarget.Length} for {aside.Rows} rows";
        if (!asideTarget.All(double.IsFinite))
            yield return "aside: what is to be learned is known and finite";
        else if (loss.Outputs > 1 && !asideTarget.All(target.Contains))
            yield return "aside: it has a class that the table has not";
    }

    void Check(ReadOnlySpan<float> row)
    {
        if (row.Length != Names.Count)
            throw new ArgumentException($"A row has {Names.Count} values, not {row.Length}.", nameof(row));
        for (var i = 0; i < row.Length; i++)
        {
            if (float.IsInfinity(row[i]))
                throw new ArgumentException($"{Names[i]}: a value is finite, or NaN where it is missing.", nameof(row));
        }
    }

    double[] Raw(ReadOnlySpan<float> row)
    {
        double[] scores = [.. _start];
        for (var i = 0; i < _trees.Length; i++)
            scores[i % scores.Length] += _trees[i].Predict(row);
        return scores;
    }
}
