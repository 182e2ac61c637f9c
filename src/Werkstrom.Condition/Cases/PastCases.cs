using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Watching;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Cases;

/// <summary>
/// What the learned past holds: findings that are long over become cases that are closed from the start. Nobody is told of them; they are what
/// the present is compared with, and what an import of old samples is looked through for.
/// </summary>
sealed class PastCases(FindingEnds ends, WatchBook watches, FindingLinks links, Places places, CaseBook book, CaseTitles titles, Severity severity, IOptions<CaseOptions> options)
{
    static readonly TimeSpan Young = TimeSpan.FromDays(3);

    /// <summary>Takes what is long over, and makes the cases that it is sure enough for.</summary>
    /// <returns>All others.</returns>
    public async Task<IReadOnlyList<Finding>> TakeAsync(IReadOnlyList<Finding> found, DateTimeOffset now, CancellationToken stop)
    {
        var past = found.Where(f => f.IsPast && f.CaseId is null && f.Since < now - options.Value.Past).ToList();
        foreach (var finding in past.Where(f => FindingEnds.Watches(f.Kind)))
            await LookAsync(finding, now, stop);
        past.RemoveAll(f => f.EndedAt is null); // what still lasts is of the present
        past.RemoveAll(IsYoung);
        foreach (var group in Group.Of(past, places, options.Value.Together, now))
        {
            if (Evidence.Certainty(group.Findings, now) >= options.Value.Certainty)
                await WriteAsync(group.Findings, now, stop);
        }

        return past.Count == 0 ? found : [.. found.Except(past)];
    }

    // what a watch says of its first days it says of what it has hardly seen
    bool IsYoung(Finding finding) => finding.SignalId is { } id && watches.TryGet(id, out var watch) && finding.At < Micros.ToInstant(watch.First) + Young;

    async Task LookAsync(Finding finding, DateTimeOffset now, CancellationToken stop)
    {
        if (finding.EndedAt is null && await ends.OfAsync(finding, now, stop) is { } over)
            await links.EndAsync(finding, over, stop);
    }

    async Task WriteAsync(IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken stop)
    {
        var made = await book.AddPastAsync(new()
        {
            Id = 0,
            Title = titles.Of(Evidence.Ranked(findings, now)[0].Finding),
            AssetId = places.Common(findings.Select(f => f.AssetId)),
            State = CaseState.Closed,
            Since = findings.Min(f => f.Since),
            Until = End(findings),
            NoticedAt = Noticed(findings, now),
            LastAt = findings.Max(f => f.At),
            Certainty = Evidence.Certainty(findings, now),
            IsAct = severity.IsAct(findings),
            Origin = CaseRecord.Origin + findings.Min(f => f.Id).ToString(CultureInfo.InvariantCulture),
        }, stop);
        await links.LinkAsync(findings, made.Id, stop);
    }

    static DateTimeOffset End(IReadOnlyList<Finding> findings) =>
        findings.Max(f => f.EndedAt > f.At ? f.EndedAt.Value : f.At).AddMilliseconds(1);

    // with the finding that made it sure enough
    DateTimeOffset Noticed(IReadOnlyList<Finding> findings, DateTimeOffset now)
    {
        var inOrder = findings.OrderBy(f => f.At).ToList();
        var count = Enumerable.Range(1, inOrder.Count).First(n => Evidence.Certainty(inOrder.Take(n), now) >= options.Value.Certainty || n == inOrder.Count);
        return inOrder[count - 1].At;
    }
}
