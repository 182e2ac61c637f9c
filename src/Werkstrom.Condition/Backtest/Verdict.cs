using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>What would have been said, held against the failures that are known.</summary>
/// <param name="Episodes">Every episode, oldest first, with what became of it.</param>
/// <param name="Failures">The failures of the span, oldest first.</param>
/// <param name="Precision">Of the episodes that can be judged those that a failure followed; all that announced the same failure count once.</param>
/// <param name="Recall">Of the failures those that were announced.</param>
/// <param name="Leads">How long before the announced failures the first word came, shortest first.</param>
/// <param name="PerWeek">Episodes a week.</param>
/// <param name="TimeShare">In which share of the span an episode lasted, 0 to 1; what has no end counts as a moment.</param>
sealed record Verdict(
    IReadOnlyList<Judged> Episodes, IReadOnlyList<Announced> Failures, Share Precision, Share Recall, IReadOnlyList<TimeSpan> Leads, double PerWeek,
    double TimeShare)
{
    /// <summary>The middle of <see cref="Leads"/>; null where there are none.</summary>
    public TimeSpan? MedianLead => Leads.Count == 0 ? null : (Leads[(Leads.Count - 1) / 2] + Leads[Leads.Count / 2]) / 2;

    /// <summary>How many episodes became so.</summary>
    public int Count(Outcome outcome) => Episodes.Count(e => e.Outcome == outcome);

    /// <summary>Judges episodes.</summary>
    /// <param name="said">The episodes that begin in the span.</param>
    /// <param name="failures">The failures that are known, before and after the span, too.</param>
    /// <param name="range">The span.</param>
    /// <param name="horizon">How long before a failure a word counts as its announcement.</param>
    /// <param name="known">Up to when failures are known: now.</param>
    /// <param name="concerns">Whether a failure of an asset (second) is one of what an episode at an asset (first) speaks of.</param>
    public static Verdict Of(
        IEnumerable<Said> said, IReadOnlyList<FailureMark> failures, TimeRange range, TimeSpan horizon, DateTimeOffset known, Func<int, int, bool> concerns)
    {
        Judged[] episodes = [.. said.OrderBy(s => s.At).ThenBy(s => s.SignalId).Select(s => Judge(s, failures, horizon, known, concerns))];
        Announced[] announced = [.. failures.Where(f => f.At >= range.From && f.At < range.To).OrderBy(f => f.At)
            .Select(f => new Announced(f, First(f, episodes, horizon, concerns)))];
        TimeSpan[] leads = [.. announced.Select(a => a.Lead).OfType<TimeSpan>().Order()];
        // several words before one failure are no several proofs: they count once
        var hits = episodes.Where(e => e.Outcome == Outcome.True).Select(e => e.Failure!.RecordId).Distinct().Count();
        return new(
            episodes, announced, new(hits, hits + episodes.Count(e => e.Outcome == Outcome.False)), new(leads.Length, announced.Length), leads,
            episodes.Length / (range.Length / TimeSpan.FromDays(7)), Covered(episodes, range) / range.Length);
    }

    static Judged Judge(Said said, IReadOnlyList<FailureMark> failures, TimeSpan horizon, DateTimeOffset known, Func<int, int, bool> concerns)
    {
        FailureMark[] own = [.. failures.Where(f => concerns(said.AssetId, f.AssetId)).OrderBy(f => f.At)];
        if (own.FirstOrDefault(f => f.At <= said.At && (f.Until ?? f.At) >= said.At) is { } during)
            return new(said, Outcome.During, during, null);
        if (own.FirstOrDefault(f => f.At > said.At && f.At <= said.At + horizon) is { } next)
            return new(said, Outcome.True, next, next.At - said.At);
        var outcome = failures.Count == 0 ? Outcome.Unknown : said.At + horizon > known ? Outcome.Open : Outcome.False;
        return new(said, outcome, null, null);
    }

    static TimeSpan? First(FailureMark failure, Judged[] episodes, TimeSpan horizon, Func<int, int, bool> concerns) => episodes
        .Where(e => e.What.At < failure.At && e.What.At >= failure.At - horizon && concerns(e.What.AssetId, failure.AssetId))
        .Select(e => (TimeSpan?)(failure.At - e.What.At)).Max();

    // episodes of several signals may lie over one another: time counts once
    static TimeSpan Covered(Judged[] episodes, TimeRange range)
    {
        var (covered, end) = (TimeSpan.Zero, range.From);
        foreach (var episode in episodes)
        {
            var from = episode.What.At;
            var to = episode.What.Lasts || episode.What.Until > range.To ? range.To : episode.What.Until ?? from;
            if (to <= end)
                continue;
            covered += to - (from > end ? from : end);
            end = to;
        }

        return covered;
    }
}
