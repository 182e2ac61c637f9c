using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Import.Running;

/// <summary>Makes signals of series and writes their samples, journal first.</summary>
sealed class FrameWriter(SignalCatalog catalog, ISampleSink sink, CurrentSamples current, ImportJournal journal, TimeProvider clock)
{
    readonly SeriesSignals _signals = new(catalog);
    readonly SampleBatch _batch = new(8_192);

    /// <summary>What was refused since this list was emptied last.</summary>
    public List<RowProblem> Refused => _signals.Refused;

    /// <summary>Writes points of the file; they are durable when this returns.</summary>
    /// <param name="points">The points.</param>
    /// <param name="series">All series seen so far.</param>
    /// <param name="rows">Rows of the file up to here.</param>
    /// <param name="stop">Ends it.</param>
    public async Task WriteAsync(IReadOnlyList<FilePoint> points, IReadOnlyList<FileSeries> series, long rows, CancellationToken stop)
    {
        await _signals.EnsureAsync(series, rows, stop);
        Dictionary<(int, long), double> last = new(points.Count);
        foreach (var point in points)
        {
            if (await _signals.ValueAsync(series[point.Series], point, rows, stop) is { } stored)
                last[(stored.Signal, point.Instant)] = stored.Value;
        }

        var frame = FrameOf(last);
        await current.FillAsync(frame, _signals.New, frame.ValuesBefore, frame.Before, stop);
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

    static JournalFrame FrameOf(Dictionary<(int Signal, long Instant), double> samples)
    {
        var frame = new JournalFrame(samples.Count);
        var i = 0;
        foreach (var ((signal, instant), value) in samples)
            (frame.Signals[i], frame.Instants[i], frame.Values[i++]) = (signal, instant, value);
        return frame;
    }
}
