using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>Looks now and then whether findings are over; the older one is, the more seldom.</summary>
sealed class FindingLooks(FindingEnds ends, FindingLinks links, IOptions<CaseOptions> options)
{
    const int MostAtOnce = 100;

    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    readonly Dictionary<long, DateTimeOffset> _next = [];

    /// <summary>Whether it was looked at, or says its end itself.</summary>
    public bool IsKnown(Finding finding) => finding.EndedAt is not null || !FindingEnds.Watches(finding.Kind) || _next.ContainsKey(finding.Id);

    /// <summary>Notes the ends of those that are over by now; those of the past first.</summary>
    /// <param name="findings">All that are of interest; others are forgotten.</param>
    /// <param name="now">The time of the look.</param>
    /// <param name="stop">Ends it.</param>
    public async Task EndAsync(IReadOnlyCollection<Finding> findings, DateTimeOffset now, CancellationToken stop)
    {
        var lasting = findings.Where(f => f.EndedAt is null && FindingEnds.Watches(f.Kind)).ToList();
        await links.RenewAsync([.. findings.Where(f => f.EndedAt is null && !FindingEnds.Watches(f.Kind))], stop);
        foreach (var left in findings.Where(f => f.IsPast && f.EndedAt is null && !FindingEnds.Watches(f.Kind)).ToList())
        {
            if (await ends.OfAsync(left, now, stop) is { } end)
                await links.EndAsync(left, end, stop);
        }

        Forget(lasting);
        var due = lasting.Where(f => !f.IsPast || now - f.At <= options.Value.UsualAfter)
            .Select(f => (Finding: f, At: _next.GetValueOrDefault(f.Id, f.IsPast ? DateTimeOffset.MinValue : f.At + Every)))
            .Where(x => x.At <= now).OrderBy(x => x.At).Take(MostAtOnce);
        foreach (var (finding, _) in due.ToArray())
        {
            if (await ends.OfAsync(finding, now, stop) is { } end)
                await links.EndAsync(finding, end, stop);
            _next[finding.Id] = now + TimeSpan.FromTicks(Math.Max(Every.Ticks, (now - finding.At).Ticks / 20));
        }
    }

    void Forget(List<Finding> lasting)
    {
        if (_next.Count <= 2 * lasting.Count)
            return;
        var kept = lasting.Select(f => f.Id).ToHashSet();
        foreach (var id in _next.Keys.Where(id => !kept.Contains(id)).ToArray())
            _next.Remove(id);
    }
}
