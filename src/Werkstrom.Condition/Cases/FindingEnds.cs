using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Cases;

/// <summary>Says when a finding of a watched signal was over, from the samples since; who watches only says when it begins.</summary>
sealed class FindingEnds(SampleQueries samples, SignalCatalog signals, Rates rates, Microsoft.Extensions.Options.IOptions<CaseOptions> options)
{
    const int Steps = 400, InARow = 3;

    static readonly TimeSpan Episode = TimeSpan.FromMinutes(30);

    /// <summary>Whether the end of such findings is seen here; the others say their end themselves.</summary>
    public static bool Watches(FindingKind kind) => kind <= FindingKind.LongState;

    /// <summary>When it was over; null while it lasts or when its end is not seen here.</summary>
    public async Task<DateTimeOffset?> OfAsync(Finding finding, DateTimeOffset now, CancellationToken stop)
    {
        if (!Watches(finding.Kind) || now <= finding.At)
            return null;
        if (finding.SignalId is not { } id || !signals.TryGet(id, out var signal) || signal.IsArchived)
            return finding.At; // nobody will ever see it go on
        var seen = await SeenAsync(finding, signal, now, stop);
        if (seen is null && now - finding.At >= options.Value.UsualAfter)
            seen = finding.At + options.Value.UsualAfter;
        if (finding.Kind != FindingKind.Silence && samples.Last([id])[0] is { } last && seen > Micros.ToInstant(last.Instant))
            seen = Micros.ToInstant(last.Instant); // nothing is known of later
        return seen < finding.At ? finding.At : seen; // a bucket may begin before it was noticed
    }

    async Task<DateTimeOffset?> SeenAsync(Finding finding, Signal signal, DateTimeOffset now, CancellationToken stop)
    {
        // scatter and course are no values that one could compare; the rate of a counter is none either
        if (finding.Kind is FindingKind.Spread or FindingKind.Shape || (rates.Has(signal) && finding.Kind <= FindingKind.Shape))
            return now - finding.At < Episode ? null : finding.Kind == FindingKind.Peak ? finding.At : finding.At + Episode;
        var end = now - finding.At > options.Value.UsualAfter ? finding.At + options.Value.UsualAfter : now;
        var step = TimeSpan.FromSeconds(Math.Max(60, Math.Ceiling((end - finding.At).TotalSeconds / Steps)));
        var buckets = (await samples.BucketsAsync([signal.Id], new(finding.At.AddTicks(10), end), new(step), stop))[0];
        return finding.Kind switch
        {
            FindingKind.Silence => First(buckets, _ => true, 1),
            FindingKind.Stuck => Moved(buckets),
            FindingKind.RareState or FindingKind.LongState => First(buckets, b => b.Last != finding.Value || b.Min != b.Max, 1),
            _ => First(buckets, b => Math.Abs(b.Mean - (finding.Usual ?? b.Mean)) <= (finding.Furthest ?? 0) + Scatter(finding), InARow),
        };
    }

    // means of several values scatter, too: what is within the usual scatter is usual
    static double Scatter(Finding finding) => finding.Spread ?? 0;

    static DateTimeOffset? Moved(IReadOnlyList<Bucket> buckets)
    {
        var filled = buckets.Where(b => b.Count > 0).ToList();
        return filled.Count == 0 ? null : First(filled, b => b.Min != b.Max || b.First != filled[0].First, 1);
    }

    static DateTimeOffset? First(IReadOnlyList<Bucket> buckets, Predicate<Bucket> isOver, int inARow)
    {
        DateTimeOffset? since = null;
        var row = 0;
        foreach (var bucket in buckets)
        {
            if (bucket.Count == 0)
                continue;
            row = isOver(bucket) ? row + 1 : 0;
            if (row == 1)
                since = Micros.ToInstant(bucket.Start);
            if (row == inARow)
                return since;
        }

        return null;
    }
}
