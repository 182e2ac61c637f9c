using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Plant;

/// <summary>Reads the past of assets as rows of equal steps: what models learn from and judge by.</summary>
sealed class PlantData(SampleQueries samples, SignalCatalog signals)
{
    /// <summary>Name of the signal that says how long an asset is expected to last.</summary>
    public const string LifeSignal = "remaining_life";

    /// <summary>Names of signals that this module writes itself; they are never watched or learned from.</summary>
    public static IReadOnlySet<string> Own { get; } = new HashSet<string>(StringComparer.Ordinal) { "health", LifeSignal };

    /// <summary>So many samples of the past are held at once while one walks through it: about 10 MB.</summary>
    public const int BlockSamples = 250_000;

    /// <summary>The signals of one asset that measure something, in the order of their numbers.</summary>
    public IReadOnlyList<Signal> SensorsOf(int assetId) =>
        [.. signals.All.Where(s => s.AssetId == assetId && s.Kind == SignalKind.Measurement && !IsOwn(s)).OrderBy(s => s.Id)];

    /// <summary>The signals of one asset that hold states.</summary>
    public IReadOnlyList<Signal> StatesOf(int assetId) =>
        [.. signals.All.Where(s => s.AssetId == assetId && s.Kind == SignalKind.State && !s.IsArchived).OrderBy(s => s.Id)];

    /// <summary>Whether a signal is not to be watched: put away, a forecast or price, or written by this module.</summary>
    public static bool IsOwn(Signal signal) =>
        signal.IsArchived || signal.Kind is SignalKind.Price or SignalKind.Forecast || Own.Contains(signal.Name);

    /// <summary>Means of each step, for states the last value.</summary>
    /// <param name="of">The signals; a column each.</param>
    /// <param name="range">From a full step on.</param>
    /// <param name="step">Length of a step, for example a minute.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Grid> ReadAsync(IReadOnlyList<Signal> of, TimeRange range, TimeSpan step, CancellationToken stop)
    {
        var first = range.FromMicros - (((range.FromMicros % Micro(step)) + Micro(step)) % Micro(step));
        var count = (int)((range.ToMicros - first + Micro(step) - 1) / Micro(step));
        Grid grid = new(Micros.ToInstant(first), step, of, count);
        if (of.Count == 0)
            return grid;
        if (step >= TimeSpan.FromHours(1))
            await FillAsync(grid, range, stop);
        else
            await FillFineAsync(grid, range, stop);
        return grid;
    }

    // from hourly figures where they are
    async Task FillAsync(Grid grid, TimeRange range, CancellationToken stop)
    {
        var buckets = await samples.BucketsAsync([.. grid.Signals.Select(s => s.Id)], range, new(grid.Step), stop);
        for (var column = 0; column < buckets.Count; column++)
        {
            var isState = grid.Signals[column].Kind == SignalKind.State;
            foreach (var bucket in buckets[column])
            {
                if (grid.RowOf(bucket.Start) is { } row)
                    grid.Rows[row][column] = isState ? bucket.Last : bucket.Mean;
            }
        }
    }

    // blocks end at full steps, so that a step is never in two of them
    async Task FillFineAsync(Grid grid, TimeRange range, CancellationToken stop)
    {
        int[] ids = [.. grid.Signals.Select(s => s.Id)];
        for (var from = range.FromMicros; from < range.ToMicros;)
        {
            var block = await samples.BlockAsync(ids, new(Micros.ToInstant(from), range.To), grid.Step, BlockSamples, stop);
            for (var column = 0; column < ids.Length; column++)
                Fill(grid, column, block.Series[column]);
            from = block.ToMicros;
        }
    }

    static void Fill(Grid grid, int column, Series series)
    {
        var isState = grid.Signals[column].Kind == SignalKind.State;
        for (int start = 0, end; start < series.Count; start = end)
        {
            var sum = 0.0;
            var row = grid.RowOf(series.Instants[start]);
            for (end = start; end < series.Count && grid.RowOf(series.Instants[end]) == row; end++)
                sum += series.Values[end];
            if (row is { } at)
                grid.Rows[at][column] = isState ? series.Values[end - 1] : sum / (end - start);
        }
    }

    static long Micro(TimeSpan step) => step.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>Rows of equal steps, a column a signal.</summary>
/// <param name="from">Start of the first step.</param>
/// <param name="step">Length of a step.</param>
/// <param name="signals">The columns.</param>
/// <param name="count">How many rows.</param>
sealed class Grid(DateTimeOffset from, TimeSpan step, IReadOnlyList<Signal> signals, int count)
{
    /// <summary>The columns.</summary>
    public IReadOnlyList<Signal> Signals => signals;

    /// <summary>Length of a step.</summary>
    public TimeSpan Step => step;

    /// <summary>A value a column, in the shown unit of the signal; NaN where there is none.</summary>
    public double[][] Rows { get; } = [.. Enumerable.Range(0, count).Select(_ => Empty(signals.Count))];

    /// <summary>Start of a row's step.</summary>
    public DateTimeOffset At(int row) => from + (row * step);

    /// <summary>The row in which an instant lies, microseconds; null outside.</summary>
    public int? RowOf(long micros)
    {
        var row = (micros - Micros.Of(from)) / (step.Ticks / TimeSpan.TicksPerMicrosecond);
        return row >= 0 && row < count && micros >= Micros.Of(from) ? (int)row : null;
    }

    static double[] Empty(int columns)
    {
        var row = new double[columns];
        Array.Fill(row, double.NaN);
        return row;
    }
}
