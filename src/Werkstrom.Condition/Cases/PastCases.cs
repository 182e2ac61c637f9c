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
sealed class PastCases(
    FindingEnds ends, WatchBook watches, FindingLinks links, Places places, CaseBook book, CaseTitles titles, Severity severity,
    IOptions<CaseOptions> options)
{
    static readonly TimeSpan Young = TimeSpan.FromDays(3), Longest = TimeSpan.FromDays(60);

    /// <summary>Takes what is long over, and makes the cases that it is sure enough for.</summary>
    /// <returns>All others.</returns>
    public async Task<IReadOnlyList<Finding>> TakeAsync(IReadOnlyList<Finding> found, DateTimeOffset now, CancellationToken stop)
    {
        var past = found.Where(f => f.IsPast && f.CaseId is null && f.Since < now - options.Value.Past).ToList();
        foreach (var finding in past.Where(f => f.EndedAt is null))
            await LookAsync(finding, now, stop);
        past.RemoveAll(f => f.EndedAt is null); // what still lasts is of the present
        past.RemoveAll(IsYoung);
        foreach (var group in Group.Of(Returns.Without(past), places, options.Value.Together, now).OrderBy(g => g.Since))
        {
            if (await NearAsync(group.Findings, stop) is { } known)
                await (known.IsOpen ? links.LinkAsync(group.Findings, known.Id, stop) : JoinAsync(known, group.Findings, now, stop));
            else if (Evidence.Certainty(group.Findings, now) >= options.Value.Certainty)
                await WriteAsync(group.Findings, now, stop);
        }

        return past.Count == 0 ? found : [.. found.Except(past)];
    }

    // what a watch says of its first days it says of what it has hardly seen
    bool IsYoung(Finding finding) => finding.SignalId is { } id && watches.TryGet(id, out var watch) && finding.At < Micros.ToInstant(watch.First) + Young;

    async Task LookAsync(Finding finding, DateTimeOffset now, CancellationToken stop)
    {
        if (await ends.OfAsync(finding, now, stop) is { } at)
            await links.EndAsync(finding, at, stop);
    }

    // a closed case of the machine of which something was noticed not long before, or one that is open and had begun by then
    async Task<Case?> NearAsync(IReadOnlyList<Finding> findings, CancellationToken stop)
    {
        HashSet<int> machines = [.. findings.Select(f => places.Machine(f.AssetId)).OfType<int>()];
        var (since, end) = (findings.Min(f => f.Since), End(findings));
        var known = await book.ListAsync(new(From: since - Longest, To: end + options.Value.Together), stop);
        return known.Where(c => c is { IsFlood: false, AssetId: not null } && IsMine(c))
            .Where(c => Joins(places.Machine(c.AssetId!.Value), c.IsOpen ? end : c.LastAt, machines, since, options.Value))
            .MaxBy(c => (c.IsOpen, c.Since));
    }

    static bool IsMine(Case one) => one.IsOpen ? CaseRecord.FirstFinding(one) is not null : one is { State: CaseState.Closed, Until: not null, Mode: null } && one.Author == CaseBook.Self;

    /// <summary>Whether findings of some machines that began at an instant belong to a case of a machine whose last finding came at another.</summary>
    internal static bool Joins(int? machine, DateTimeOffset last, HashSet<int> machines, DateTimeOffset since, CaseOptions options) =>
        machine is { } own && machines.Contains(own) && since <= last + options.Joins;

    async Task JoinAsync(Case known, IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken stop)
    {
        await links.LinkAsync(findings, known.Id, stop);
        var all = await links.OfAsync([known.Id], stop);
        await book.ChangePastAsync(known.Id, c => c with
        {
            Title = titles.Of(Evidence.Named(all, now)[0]), // nobody was told of the former one
            AssetId = places.Common(all.Select(f => f.AssetId)),
            Since = all.Min(f => f.Since),
            Until = End(all),
            NoticedAt = Sooner(c.NoticedAt, Noticed(all, now, options.Value.Certainty)), // what was learned later may have been noticed first
            LastAt = all.Max(f => f.At),
            Certainty = Math.Max(c.Certainty, Evidence.Certainty(all, now)),
            IsAct = c.IsAct || severity.IsAct(all),
        }, stop);
    }

    async Task WriteAsync(IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken stop)
    {
        var made = await book.AddPastAsync(new()
        {
            Id = 0,
            Title = titles.Of(Evidence.Named(findings, now)[0]),
            AssetId = places.Common(findings.Select(f => f.AssetId)),
            State = CaseState.Closed,
            Since = findings.Min(f => f.Since),
            Until = End(findings),
            NoticedAt = Noticed(findings, now, options.Value.Certainty),
            LastAt = findings.Max(f => f.At),
            Certainty = Evidence.Certainty(findings, now),
            IsAct = severity.IsAct(findings),
            Origin = CaseRecord.Origin + findings.Min(f => f.Id).ToString(CultureInfo.InvariantCulture),
        }, stop);
        await links.LinkAsync(findings, made.Id, stop);
    }

    static DateTimeOffset End(IReadOnlyList<Finding> findings) =>
        findings.Max(f => f.EndedAt > f.At ? f.EndedAt.Value : f.At).AddMilliseconds(1);

    static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>When findings were sure enough: with the one that made them so.</summary>
    internal static DateTimeOffset Noticed(IReadOnlyList<Finding> findings, DateTimeOffset now, double certainty)
    {
        var inOrder = findings.OrderBy(f => f.At).ToList();
        var count = Enumerable.Range(1, inOrder.Count).First(n => Evidence.Certainty(inOrder.Take(n), now) >= certainty || n == inOrder.Count);
        return inOrder[count - 1].At;
    }
}
