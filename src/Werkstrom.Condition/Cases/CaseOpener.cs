using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>Opens cases: of groups that are sure enough, one for a flood.</summary>
sealed class CaseOpener(CaseBook book, FindingLinks links, Places places, CaseTitles titles, Severity severity, IOptions<CaseOptions> options)
{
    const double ShareOfMachines = 0.1;

    /// <summary>Opens what is to be opened.</summary>
    /// <param name="groups">Findings that are in no case.</param>
    /// <param name="open">The cases that are open.</param>
    /// <param name="now">The time of the look.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The new cases.</returns>
    public async Task<IReadOnlyList<OpenCase>> OpenAsync(IReadOnlyList<Group> groups, IReadOnlyCollection<OpenCase> open, DateTimeOffset now, CancellationToken stop)
    {
        List<OpenCase> made = [];
        List<Group> left = [.. groups.OrderBy(g => g.Since)];
        List<OpenCase> fresh = [.. open.Where(o => IsFresh(o.Now, now))];
        while (Flood(left, fresh) is { } flood && IsSure([.. flood.Findings, .. flood.Cases.SelectMany(c => c.Findings)], now))
        {
            made.Add(await OpenFloodAsync(flood, now, stop));
            left.RemoveAll(flood.Groups.Contains);
            fresh.RemoveAll(flood.Cases.Contains);
        }

        foreach (var group in left.Where(g => IsSure(g.Findings, now)))
        {
            var lead = Evidence.Named(group.Findings, now)[0];
            made.Add(await WriteAsync(titles.Of(lead), places.Common(group.Findings.Select(f => f.AssetId)), CaseRecord.Origin, group.Findings, now, stop));
        }

        return made;
    }

    // nobody did anything about it yet, and it came just now
    bool IsFresh(Case one, DateTimeOffset now) =>
        one is { State: CaseState.Open, PartOf: null, IsFlood: false, AssetId: not null } && now - one.NoticedAt <= options.Value.FloodWithin;

    bool IsSure(IReadOnlyList<Finding> findings, DateTimeOffset now) => Evidence.Certainty(findings, now) >= options.Value.Certainty;

    // the window in which the most machines begin; both are in order of time
    Rush? Flood(List<Group> groups, List<OpenCase> cases)
    {
        var least = Math.Max(options.Value.FloodMachines, (int)Math.Ceiling(ShareOfMachines * places.Machines));
        var starts = groups.Select(g => (g.Since, Machines: Machines(g.Findings.Select(f => f.AssetId)), Group: g, Case: (OpenCase?)null))
            .Concat(cases.Select(c => (c.Now.Since, Machines: Machines([c.Now.AssetId!.Value]), Group: (Group)null!, Case: (OpenCase?)c)))
            .OrderBy(s => s.Since).ToList();
        Dictionary<int, int> within = [];
        var (first, best, bestFirst, bestLast) = (0, 0, 0, -1);
        for (var last = 0; last < starts.Count; last++)
        {
            foreach (var machine in starts[last].Machines)
                within[machine] = within.GetValueOrDefault(machine) + 1;
            for (; starts[last].Since - starts[first].Since > options.Value.FloodWithin; first++)
                Leave(within, starts[first].Machines);
            if (within.Count > best)
                (best, bestFirst, bestLast) = (within.Count, first, last);
        }

        if (best < least)
            return null;
        var rush = starts[bestFirst..(bestLast + 1)];
        List<Group> some = [.. rush.Where(s => s.Case is null).Select(s => s.Group)];
        return some.Count == 0 ? null : new(some, [.. rush.Where(s => s.Case is not null).Select(s => s.Case!)], best);
    }

    async Task<OpenCase> OpenFloodAsync(Rush flood, DateTimeOffset now, CancellationToken stop)
    {
        var where = places.Common(flood.Findings.Select(f => f.AssetId).Concat(flood.Cases.Select(c => c.Now.AssetId!.Value)));
        var made = await WriteAsync(titles.OfFlood(where, flood.Machines), where, CaseRecord.FloodOrigin, flood.Findings, now, stop);
        foreach (var part in flood.Cases)
            await book.ChangeAsync(part.Now.Id, c => c with { PartOf = made.Now.Id }, CaseBook.Self, stop);
        return made;
    }

    async Task<OpenCase> WriteAsync(string title, int? assetId, string origin, IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken stop)
    {
        var made = await book.AddAsync(new()
        {
            Id = 0,
            Title = title,
            AssetId = assetId,
            Since = findings.Min(f => f.Since),
            NoticedAt = now,
            LastAt = findings.Max(f => f.At),
            Certainty = Evidence.Certainty(findings, now),
            IsAct = severity.IsAct(findings),
            Origin = origin + findings.Min(f => f.Id).ToString(CultureInfo.InvariantCulture),
        }, CaseBook.Self, stop);
        await links.LinkAsync(findings, made.Id, stop);
        OpenCase open = new(made);
        open.Add(findings);
        return open;
    }

    int[] Machines(IEnumerable<int> assetIds) => [.. assetIds.Select(places.Machine).OfType<int>().Distinct()];

    static void Leave(Dictionary<int, int> within, int[] machines)
    {
        foreach (var machine in machines)
        {
            if (--within[machine] == 0)
                within.Remove(machine);
        }
    }

    sealed record Rush(IReadOnlyList<Group> Groups, IReadOnlyList<OpenCase> Cases, int Machines)
    {
        public IReadOnlyList<Finding> Findings => [.. Groups.SelectMany(g => g.Findings)];
    }
}
