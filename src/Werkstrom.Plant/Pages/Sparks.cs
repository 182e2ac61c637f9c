using System.Globalization;
using System.Text;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Pages;

/// <summary>The last 24 hours of some signals as small pictures, from one query for all of them.</summary>
sealed class Sparks(SampleQueries queries)
{
    /// <summary>How many buckets a picture has.</summary>
    public const int Buckets = 48;

    /// <summary>The paths of an SVG 0 0 96 24 for each signal that has something to show: the means, and the band from least to greatest.</summary>
    public async Task<Dictionary<int, Spark>> DrawAsync(IReadOnlyList<Signal> signals, DateTimeOffset end, CancellationToken stop)
    {
        var size = TimeSpan.FromMinutes(30);
        var last = new DateTimeOffset(end.Ticks - (end.Ticks % size.Ticks) + size.Ticks, TimeSpan.Zero);
        var range = new TimeRange(last - (Buckets * size), last);
        Signal[] drawn = [.. signals.Where(signal => signal.Kind != SignalKind.State)];
        if (drawn.Length == 0)
            return [];
        var all = await queries.BucketsAsync([.. drawn.Select(signal => signal.Id)], range, new(size), stop);
        var sparks = new Dictionary<int, Spark>();
        for (var i = 0; i < drawn.Length; i++)
        {
            if (all[i].Count > 1)
                sparks[drawn[i].Id] = Draw(all[i], range);
        }
        return sparks;
    }

    static Spark Draw(IReadOnlyList<Bucket> buckets, TimeRange range)
    {
        var (low, high) = (buckets.Min(b => b.Min), buckets.Max(b => b.Max));
        var height = high > low ? high - low : 1;
        double X(long start) => (start - range.FromMicros) * 96.0 / (range.ToMicros - range.FromMicros);
        double Y(double value) => high > low ? 22 - ((value - low) * 20 / height) : 12;
        var step = (range.ToMicros - range.FromMicros) / Buckets;
        var (line, above, below) = (new StringBuilder(), new List<string>(), new List<string>());
        var before = long.MinValue;
        foreach (var bucket in buckets)
        {
            var word = before != long.MinValue && bucket.Start - before <= 3 * step ? 'L' : 'M';
            line.Append(CultureInfo.InvariantCulture, $"{word}{X(bucket.Start):0.#} {Y(bucket.Mean):0.#}");
            above.Add(string.Create(CultureInfo.InvariantCulture, $"{X(bucket.Start):0.#} {Y(bucket.Max):0.#}"));
            below.Add(string.Create(CultureInfo.InvariantCulture, $"{X(bucket.Start):0.#} {Y(bucket.Min):0.#}"));
            before = bucket.Start;
        }
        below.Reverse();
        return new(line.ToString(), "M" + string.Join('L', above.Concat(below)) + "Z", low, high);
    }
}

/// <summary>A small picture of a signal.</summary>
/// <param name="Line">Path of the means.</param>
/// <param name="Band">Path of the band from least to greatest.</param>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
sealed record Spark(string Line, string Band, double Low, double High);
