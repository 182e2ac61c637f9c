using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Pages;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Plant.Signals;

/// <summary>What the page of a signal shows without script: the last value, a plain picture, the table behind it.</summary>
sealed class SignalReport(SampleQueries queries, PlantState plant, Format format)
{
    const int PlainPixels = 400;

    /// <summary>Reads it.</summary>
    public async Task<Result> ReadAsync(Signal signal, string? from, string? to, string? last, CancellationToken stop)
    {
        var judged = plant.Judge(signal);
        var range = PageRange.Of(from, to, last, format.Now, judged.At);
        var plain = await queries.ChartAsync(signal.Id, range.Span, PlainPixels, stop);
        var (size, word) = Size(range.Span.Length, format.Zone.Id);
        var buckets = await queries.BucketsAsync([signal.Id], range.Span, size, stop);
        return new(signal, judged, range, plain, [.. buckets[0].Reverse()], word);
    }

    /// <summary>Buckets that make a table of some 60 to 400 rows at most.</summary>
    static (BucketSize Size, string Word) Size(TimeSpan span, string zone) => span.TotalHours switch
    {
        <= 0.1 => (new(TimeSpan.FromSeconds(1)), "second"),
        <= 6 => (new(TimeSpan.FromMinutes(1)), "minute"),
        <= 50 => (new(TimeSpan.FromMinutes(15)), "quarter"),
        <= 24 * 15 => (new(TimeSpan.FromHours(1)), "hour"),
        <= 24 * 400 => (new(null, CalendarUnit.Day, zone), "day"),
        _ => (new(null, CalendarUnit.Month, zone), "month"),
    };

    /// <summary>What the page shows.</summary>
    /// <param name="Signal">The signal.</param>
    /// <param name="Judged">Its last value and standing.</param>
    /// <param name="Range">The span.</param>
    /// <param name="Plain">Samples for the plain picture.</param>
    /// <param name="Buckets">Figures, newest first.</param>
    /// <param name="Size">How long a row of the table is, in the keys of texts.</param>
    internal sealed record Result(
        Signal Signal, Judgement Judged, PageRange Range, Series Plain, IReadOnlyList<Bucket> Buckets, string Size);
}
