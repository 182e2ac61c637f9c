using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Import.Running;

/// <summary>Makes signals of series and writes their samples, journal first.</summary>
sealed class FrameWriter(SignalCatalog catalog, ISampleSink sink, CurrentSamples current, ImportJournal journal, TimeProvider clock)
{
    readonly List<(int Id, string? Refused)> _signals = [];
    readonly HashSet<int> _new = [];
    readonly Dictionary<(int Signal, int State), int?> _states = [];
    readonly SampleBatch _batch = new(8_192);

    /// <summary>What the catalog refused since it was asked last.</summary>
    public List<RowProblem> Refused { get; } = [];

    /// <summary>Writes points of the file; they are durable when this returns.</summary>
    /// <param name="points">The points.</param>
    /// <param name="series">All series seen so far.</param>
    /// <param name="rows">Rows of the file up to here.</param>
    /// <param name="stop">Ends it.</param>
    public async Task WriteAsync(IReadOnlyList<FilePoint> points, IReadOnlyList<FileSeries> series, long rows, CancellationToken stop)
    {
        await EnsureAsync(series, rows, stop);
        Dictionary<(int, long), double> last = new(points.Count);
        foreach (var point in points)
        {
            if (_signals[point.Series] is { Refused: null } signal && await ValueAsync(signal.Id, series[point.Series], point, rows, stop) is { } value)
                last[(signal.Id, point.Instant)] = value;
        }

        var frame = FrameOf(last);
        await current.FillAsync(frame, _new, frame.ValuesBefore, frame.Before, stop);
        journal.Append(frame, rows);
        await SendAsync(frame, stop);
    }

    /// <summary>Writes the samples of a frame that the journal has, whether they were written already or not.</summary>
    public async Task SendAsync(JournalFrame frame, CancellationToken stop)
    {
        _batch.Clear();
        for (var i = 0; i < frame.Count; i++)
            _batch.Add(frame.Signals[i], frame.Instants[i], frame.Values[i]);
        await SendAsync(sink, _batch, clock, stop);
    }

    /// <summary>Writes a batch, as often as the store says that it is busy.</summary>
    public static async Task SendAsync(ISampleSink sink, SampleBatch batch, TimeProvider clock, CancellationToken stop)
    {
        while (batch.Count > 0)
        {
            try
            {
                await sink.WriteAsync(batch, stop);
                return;
            }
            catch (StoreBusyException busy)
            {
                await Task.Delay(busy.RetryAfter, clock, stop);
            }
        }
    }

    async Task EnsureAsync(IReadOnlyList<FileSeries> series, long rows, CancellationToken stop)
    {
        if (series.Count == _signals.Count)
            return;
        var wanted = series.Skip(_signals.Count).Select(s => new WantedSignal(s.Path, KindOf(s), s.Unit)).ToList();
        var old = wanted.Where(w => catalog.TryGet(w.Path, out _)).Select(w => w.Path).ToHashSet();
        var ensured = await catalog.EnsureAsync(wanted, stop);
        for (var i = 0; i < wanted.Count; i++)
        {
            var reason = ensured[i] switch
            {
                { Signal: null, Reason: var why } => why ?? "",
                { Signal: { StoredUnit: { Length: > 0 } unit } } when wanted[i].Unit.Length > 0 && wanted[i].Unit != unit => $"{wanted[i].Unit} ≠ {unit}",
                _ => null,
            };
            _signals.Add((ensured[i].Signal?.Id ?? 0, reason));
            if (reason is not null)
                Refused.Add(new(rows, ensured[i].Signal is null ? "signal.refused" : "signal.unit", wanted[i].Path, reason));
            else if (!old.Contains(wanted[i].Path))
                _new.Add(ensured[i].Signal!.Id);
        }
    }

    async ValueTask<double?> ValueAsync(int signal, FileSeries series, FilePoint point, long rows, CancellationToken stop)
    {
        if (!series.IsState)
            return point.Value;
        var key = (point.Series, (int)point.Value);
        if (_states.TryGetValue(key, out var state))
            return state;
        state = await catalog.EnsureStateAsync(signal, series.States[(int)point.Value], stop);
        _states[key] = state;
        if (state is null)
            Refused.Add(new(rows, "state.full", series.Path, series.States[(int)point.Value]));
        return state;
    }

    static JournalFrame FrameOf(Dictionary<(int Signal, long Instant), double> samples)
    {
        var frame = new JournalFrame(samples.Count);
        var i = 0;
        foreach (var ((signal, instant), value) in samples)
            (frame.Signals[i], frame.Instants[i], frame.Values[i++]) = (signal, instant, value);
        return frame;
    }

    /// <summary>Texts are states, money per energy is a price, the rest is measured.</summary>
    static SignalKind KindOf(FileSeries series) => series switch
    {
        { IsState: true } => SignalKind.State,
        { Unit: var unit } when unit.StartsWith("EUR/", StringComparison.Ordinal) || unit.StartsWith("ct/", StringComparison.Ordinal) => SignalKind.Price,
        _ => SignalKind.Measurement,
    };
}
