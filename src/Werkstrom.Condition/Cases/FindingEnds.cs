using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Cases;

/// <summary>Says when a finding of a watched signal was over, from the samples since; who watches only says when it begins.</summary>
sealed class FindingEnds(SampleQueries samples, SignalCatalog signals, Rates rates, Places places, Format format, Microsoft.Extensions.Options.IOptions<CaseOptions> options)
{
    const int Steps = 400, InARow = 3, Least = 300; // s

    static readonly TimeSpan Soon = TimeSpan.FromHours(12);
    static readonly TimeSpan Episode = TimeSpan.FromMinutes(30);

    /// <summary>Whether the end of such findings is seen here; the others say their end themselves.</summary>
    public static bool Watches(FindingKind kind) => kind <= FindingKind.LongState;

    /// <summary>When it was over; null while it lasts or when its end is not seen here.</summary>
    public async Task<DateTimeOffset?> OfAsync(Finding finding, DateTimeOffset now, CancellationToken stop)
    {
        if (!Watches(finding.Kind))
            return Left(finding, now);
        if (now <= finding.At)
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

    // nobody measures there any more: what lasted then lasted until then
    DateTimeOffset? Left(Finding finding, DateTimeOffset now)
    {
        int[] measured = [.. signals.All.Where(s => !PlantData.IsOwn(s) && places.IsWithin(s.AssetId, finding.AssetId)).Select(s => s.Id)];
        return samples.Last(measured).Max(v => v?.Instant) is { } last && Micros.ToInstant(last) is var end && now - end > options.Value.UsualAfter && end >= finding.At ? end : null;
    }

    async Task<DateTimeOffset?> SeenAsync(Finding finding, Signal signal, DateTimeOffset now, CancellationToken stop)
    {
        // scatter and course are no values that one could compare; the rate of a counter is none either
        if (finding.Kind is FindingKind.Spread or FindingKind.Shape || (rates.Has(signal) && finding.Kind <= FindingKind.Shape))
            return now - finding.At < Episode ? null : finding.Kind == FindingKind.Peak ? finding.At : finding.At + Episode;
        var end = now - finding.At > options.Value.UsualAfter ? finding.At + options.Value.UsualAfter : now;
        if (finding.Kind < FindingKind.Spread)
            return end - finding.At <= Soon ? await LevelAsync(finding, end, stop) : await LevelAsync(finding, finding.At + Soon, stop) ?? await LevelAsync(finding, end, stop);
        var step = DayCourse.Step((end - finding.At).TotalSeconds / Steps);
        return Seen(finding, (await samples.BucketsAsync([signal.Id], new(finding.At.AddTicks(10), end), new(step), stop))[0]);
    }

    // back to what is usual at that time of the day; what is over soon is seen more finely
    async Task<DateTimeOffset?> LevelAsync(Finding finding, DateTimeOffset end, CancellationToken stop)
    {
        var step = DayCourse.Step(Math.Max(Least, (end - finding.At).TotalSeconds / Steps));
        var buckets = (await samples.BucketsAsync([finding.SignalId!.Value], new(finding.At - DayCourse.Length, end), new(step), stop))[0];
        var at = Micros.Of(finding.At);
        DayCourse course = new(buckets.Where(b => b.Start < at), step, format.Zone);
        var off = buckets.Where(b => b.Start >= at && b.Count > 0).Select(b => (b.Start, Off: b.Mean - (finding.Usual ?? b.Mean) - course.Change(at, b.Start))).ToList();
        var back = Back(finding);
        for (var i = 0; i + InARow <= off.Count; i++)
        {
            // the mean of some in a row: each alone scatters
            var some = off[i..(i + InARow)];
            if (Math.Abs(some.Average(o => o.Off)) <= back)
                return Micros.ToInstant(some.First(o => Math.Abs(o.Off) <= back || o == some[^1]).Start);
        }

        return null;
    }

    static DateTimeOffset? Seen(Finding finding, IReadOnlyList<Bucket> buckets) => finding.Kind switch
    {
        FindingKind.Silence => First(buckets, _ => true, 1),
        FindingKind.Stuck => Moved(buckets),
        _ => First(buckets, b => b.Last != finding.Value || b.Min != b.Max, 1),
    };

    // half the way back, or within twice the usual scatter
    static double Back(Finding finding) => Math.Max(Math.Abs((finding.Value - finding.Usual) / 2 ?? 0), 2 * (finding.Spread ?? 0));

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
