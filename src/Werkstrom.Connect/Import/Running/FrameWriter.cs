using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Import.Running;

/// <summary>Makes signals of series and writes their samples, journal first.</summary>
sealed class FrameWriter(SignalCatalog catalog, ISampleSink sink, CurrentSamples current, ImportJournal journal, long lateBefore, TimeProvider clock)
{
    readonly SeriesSignals _signals = new(catalog);
    readonly SampleBatch _batch = new(8_192);
    readonly Dictionary<int, (long First, long Last)> _written = [];

    /// <summary>What was refused since this list was emptied last.</summary>
    public List<RowProblem> Refused => _signals.Refused;

    /// <summary>Writes points of the file; they are durable when this returns.</summary>
    /// <param name="points">The points.</param>
    /// <param name="series">All series seen so far.</param>
    /// <param name="rows">Rows of the file up to here.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Written> WriteAsync(IReadOnlyList<FilePoint> points, IReadOnlyList<FileSeries> series, long rows, CancellationToken stop)
    {
        await _signals.EnsureAsync(series, rows, stop);
        Dictionary<(int, long), double> last = new(points.Count);
        var (stored, late) = (0L, 0L);
        foreach (var point in points)
        {
            if (await _signals.ValueAsync(series[point.Series], point, rows, stop) is not { } sample)
                continue;
            last[(sample.Signal, point.Instant)] = sample.Value;
            stored++;
            late += point.Instant < lateBefore ? 1 : 0;
        }

        var frame = FrameOf(last);
        await current.FillAsync(frame, Untouched(frame), frame.ValuesBefore, frame.Before, stop);
        journal.Append(frame, rows);
        await SendAsync(frame, stop);
        return new(stored, points.Count - stored, stored - frame.Count + frame.Overwritten, late);
    }

    /// <summary>New signals that hold nothing where the frame writes: neither before nor from an earlier frame.</summary>
    HashSet<int> Untouched(JournalFrame frame)
    {
        HashSet<int> untouched = [.. _signals.New];
        Dictionary<int, (long First, long Last)> spans = [];
        for (var i = 0; i < frame.Count; i++)
        {
            var (signal, instant) = (frame.Signals[i], frame.Instants[i]);
            var span = spans.GetValueOrDefault(signal, (First: instant, Last: instant));
            spans[signal] = (Math.Min(span.First, instant), Math.Max(span.Last, instant));
        }

        foreach (var (signal, span) in spans)
        {
            var before = _written.GetValueOrDefault(signal, (First: long.MaxValue, Last: long.MinValue));
            if (span.First <= before.Last && span.Last >= before.First)
                untouched.Remove(signal);
            _written[signal] = (Math.Min(before.First, span.First), Math.Max(before.Last, span.Last));
        }

        return untouched;
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

/// <summary>What became of the points of a frame.</summary>
/// <param name="Stored">Points that are durable, those of an instant that stands there twice each counted.</param>
/// <param name="Refused">Points whose signal took none.</param>
/// <param name="Repeated">Points whose instant the file or the store had already.</param>
/// <param name="Late">Points that are old.</param>
readonly record struct Written(long Stored, long Refused, long Repeated, long Late);
