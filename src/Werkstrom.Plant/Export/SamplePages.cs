using System.Runtime.CompilerServices;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Export;

/// <summary>Every sample of a span, in pages, so that a long span costs no memory.</summary>
static class SamplePages
{
    const int PageSize = 50_000;

    /// <summary>The pages, in order of time.</summary>
    public static async IAsyncEnumerable<Series> ReadAsync(
        SampleQueries queries, int signal, TimeRange range, [EnumeratorCancellation] CancellationToken stop)
    {
        TimeRange? rest = range;
        while (rest is { } span)
        {
            var series = await queries.RawAsync(signal, span, PageSize, stop);
            yield return series;
            var next = series.Count == PageSize ? series.Instants[^1] + 1 : long.MaxValue;
            rest = next < range.ToMicros ? new(Micros.ToInstant(next), range.To) : null;
        }
    }
}
