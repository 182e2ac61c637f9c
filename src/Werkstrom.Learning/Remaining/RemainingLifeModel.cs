using Werkstrom.Learning.Intervals;

namespace Werkstrom.Learning.Remaining;

/// <summary>
/// How long a machine will last, learned from past lives that ended in a failure: windowed figures of every signal within its operating
/// regime, gradient-boosted trees, and intervals from what was predicted without having seen the life. The README says each step.
/// </summary>
public sealed class RemainingLifeModel
{
    const int Recent = 15; // samples over which the fused series is shared out among the signals

    readonly Preparation _preparation;
    readonly Member[] _members;
    readonly ConformalIntervals _intervals;
    readonly Strangeness _strange;

    internal RemainingLifeModel(Preparation preparation, Member[] members, ConformalIntervals intervals, Strangeness strange, RemainingLifeCard card) =>
        (_preparation, _members, _intervals, _strange, Card) = (preparation, members, intervals, strange, card);

    /// <summary>What it learned from, and how good it is.</summary>
    public RemainingLifeCard Card { get; }

    /// <summary>Names of the signals of an episode, in their order.</summary>
    public IReadOnlyList<string> Signals => _preparation.Signals;

    /// <summary>Learns from lives that ended in a failure at their last sample.</summary>
    /// <param name="names">Of the signals, each once.</param>
    /// <param name="episodes">Lives; with intervals of 90 % from 10.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="progress">Told how much is done, 0 to 1, from several threads.</param>
    /// <param name="stop">Ends the training.</param>
    /// <exception cref="ArgumentException">An input or option is impossible or there are too few lives; all faults at once.</exception>
    public static RemainingLifeModel Train(
        IReadOnlyList<string> names, IReadOnlyList<Episode> episodes, RemainingLifeOptions? options = null, IProgress<double>? progress = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(episodes);
        options ??= new();
        List<string> faults = [.. options.Errors(names)];
        if (names.Count == 0 || names.Distinct().Count() != names.Count || names.Any(string.IsNullOrWhiteSpace))
            faults.Add("names: at least one is needed, each once and none blank");
        if (faults.Count == 0 && episodes.Count < Least(options))
            faults.Add($"episodes: {Least(options)} lives that ended in a failure are needed for an interval of {options.Share:P0} and {options.Folds} parts, and there are {episodes.Count}");
        faults.AddRange(episodes.GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"episode {g.Key}: it is there twice"));
        faults.AddRange(episodes.SelectMany(e => e.Errors(names.Count, 2)));
        Faults.Throw(faults, nameof(episodes));
        return new RemainingLifeTrainer(episodes, options, progress, stop).Run(names);
    }

    /// <summary>How long a unit will last from its last sample on.</summary>
    /// <param name="episode">The unit from its start on; from one sample.</param>
    /// <exception cref="ArgumentException">The signals differ from those of the training.</exception>
    public RemainingLife Predict(Episode episode) => Said(Predicted(episode, All(episode), episode.Samples - 1));

    /// <summary>The same from some samples on.</summary>
    /// <param name="episode">The unit from its start on; from one sample.</param>
    /// <param name="samples">Numbers of samples, from 0.</param>
    /// <exception cref="ArgumentException">The signals differ from those of the training.</exception>
    public IReadOnlyList<RemainingLife> PredictAt(Episode episode, IEnumerable<int> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var columns = All(episode);
        return [.. samples.Select(t => Said(Predicted(episode, columns, t)))];
    }

    /// <summary>How much each signal moved the prediction of the last sample, the strongest first; with the mean they add up to it.</summary>
    /// <param name="episode">The unit from its start on; from one sample.</param>
    /// <returns>The mean over the training, and a driver for each signal used and the age.</returns>
    /// <exception cref="ArgumentException">The signals differ from those of the training.</exception>
    public (double Mean, IReadOnlyList<Driver> Drivers) Explain(Episode episode)
    {
        var columns = All(episode);
        var moved = new double[1 + _preparation.Used.Count]; // the age, then the signals
        var mean = 0.0;
        for (var m = 0; m < _members.Length; m++)
        {
            var shares = _members[m].Model.Contributions(Row(columns, m, episode.Samples - 1));
            mean += shares[0] / _members.Length;
            moved[0] += shares[1] / _members.Length;
            for (var c = 1; c < _preparation.OwnColumns.Length; c++)
                moved[1 + ((c - 1) / Windows.Signal.Count)] += shares[c + 1] / _members.Length;
            var fused = shares.Skip(1 + _preparation.OwnColumns.Length).Sum() / _members.Length;
            var parts = Parts(_members[m].Fusion, columns.Series);
            for (var s = 0; s < parts.Length; s++)
                moved[1 + s] += fused * parts[s];
        }

        var drivers = moved.Select((samples, i) => i == 0
            ? new Driver("age", samples, double.NaN)
            : new Driver(_preparation.Used[i - 1], samples, Change(columns.Series[i - 1])));
        return (mean, [.. drivers.OrderByDescending(d => Math.Abs(d.Samples))]);
    }

    /// <summary>
    /// What about a unit is not like the lives learned from: another sensor or unit of measurement, a jump, a standstill, missing values. Where there
    /// is something, what <see cref="Predict"/> says is not to be trusted.
    /// </summary>
    /// <param name="episode">The unit from its start on; from one sample.</param>
    /// <returns>Empty when nothing is strange; else the strangest first.</returns>
    /// <exception cref="ArgumentException">The signals differ from those of the training.</exception>
    public IReadOnlyList<LifeDoubt> Doubts(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        Faults.Throw([.. episode.Errors(_preparation.Signals.Count, 1)], nameof(episode));
        return _strange.Of(_preparation, episode);
    }

    /// <summary>Writes the model with a version and a checksum.</summary>
    public void Save(Stream to) => ModelFile.Write(to, RemainingLifeFile.Kind, w => RemainingLifeFile.Write(w, _preparation, _members, _intervals, _strange, Card));

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none, damaged, or written by a newer program.</exception>
    public static RemainingLifeModel Load(Stream from) => ModelFile.Read(from, RemainingLifeFile.Kind, RemainingLifeFile.Read);

    double Change(double[] series) => series.TakeLast(Recent).Average() - series.Take(_preparation.Baseline).Average();

    static int Least(RemainingLifeOptions options) => Math.Max(2 * options.Folds, (int)Math.Ceiling((1 / (1 - options.Share)) - 1e-9));

    (double[][] Series, float[][] Own, float[][][] Fused) All(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        Faults.Throw([.. episode.Errors(_preparation.Signals.Count, 1)], nameof(episode));
        var series = _preparation.Series(episode);
        var own = Empty(_preparation.OwnColumns.Length, episode.Samples);
        _preparation.Fill(series, own, 0);
        var fused = new float[_members.Length][][];
        for (var m = 0; m < fused.Length; m++)
        {
            fused[m] = Empty(Preparation.FusedColumns.Length, episode.Samples);
            Windows.Fused.Fill(_members[m].Fusion.Apply(series), _preparation.Baseline, fused[m], 0);
        }

        return (series, own, fused);
    }

    static float[][] Empty(int columns, int rows) => [.. Enumerable.Range(0, columns).Select(_ => new float[rows])];

    static float[] Row((double[][] Series, float[][] Own, float[][][] Fused) columns, int member, int sample) =>
        [.. columns.Own.Select(c => c[sample]), .. columns.Fused[member].Select(c => c[sample])];

    double Predicted(Episode episode, (double[][] Series, float[][] Own, float[][][] Fused) columns, int sample)
    {
        var sum = 0.0;
        for (var m = 0; m < _members.Length; m++)
            sum += _members[m].Model.Predict(Row(columns, m, sample))[0];
        return Math.Clamp(sum / _members.Length, 0, Card.Cap);
    }

    RemainingLife Said(double samples)
    {
        var (lower, upper) = _intervals.Around(samples);
        return new(samples, Math.Clamp(lower, 0, samples), Math.Max(upper, samples), samples >= 0.9 * Card.Cap);
    }

    // by how far each signal is from its mean, times its weight in the fused series
    static double[] Parts(Fusion fusion, double[][] series)
    {
        double[] parts = [.. series.Select((s, i) => Math.Abs(fusion.Weights[i] * s.TakeLast(Recent).Average()))];
        var all = parts.Sum();
        return all > 0 ? [.. parts.Select(p => p / all)] : [.. parts.Select(_ => 1.0 / parts.Length)];
    }
}
