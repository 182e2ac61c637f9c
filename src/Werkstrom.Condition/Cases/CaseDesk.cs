using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition.Cases;

/// <summary>
/// Makes cases of findings. What it does follows from the findings that are in no case and the cases that are open, both on disk: a crash at any
/// point loses nothing, and nothing is done twice.
/// </summary>
sealed class CaseDesk(
    CaseBook book, FindingLinks links, FindingLooks looks, Places places, CaseOpener opener, CaseKeeper keeper, PastCases past,
    TimeProvider time, IOptions<CaseOptions> options, ILogger<CaseDesk> log) : IFindingTaker, IStartStep, IDisposable
{
    static readonly TimeSpan Lasting = TimeSpan.FromDays(60);

    readonly SemaphoreSlim _one = new(1, 1);
    readonly Dictionary<long, Loose> _loose = [];
    readonly Dictionary<long, OpenCase> _open = [];

    public int Order => 330;

    public async Task StartAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        Add(await links.LooseAsync(now - options.Value.Past, now - Lasting, stop), now);
        await RunAsync(RepairAsync, stop);
    }

    public Task TakeAsync(IReadOnlyList<Finding> found, CancellationToken stop) => RunAsync(async () =>
    {
        var now = time.GetUtcNow();
        Add(await past.TakeAsync(found, now, stop), now);
        foreach (var joined in found.Where(f => f.CaseId is { } id && _open.ContainsKey(id)).GroupBy(f => f.CaseId!.Value))
            _open[joined.Key].Add(joined);
        await JudgeAsync(stop);
    }, stop);

    /// <summary>Looks again: what lasts becomes surer, what is over is closed.</summary>
    public Task TickAsync(CancellationToken stop) => RunAsync(async () =>
    {
        await JudgeAsync(stop);
        await keeper.KeepAsync(_open.Values, time.GetUtcNow(), stop);
    }, stop);

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task RunAsync(Func<Task> what, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            using (Actor.As("condition"))
                await what();
        }
        finally
        {
            _one.Release();
        }
    }

    Task RunAsync(Func<CancellationToken, Task> what, CancellationToken stop) => RunAsync(() => what(stop), stop);

    // a case whose first finding does not know it yet: the crash came between the two
    async Task RepairAsync(CancellationToken stop)
    {
        foreach (var one in await book.OpenAsync(stop))
        {
            if (CaseRecord.FirstFinding(one) is { } first && _loose.Remove(first, out var loose))
                await links.LinkAsync([loose.Finding], one.Id, stop);
        }

        await RefreshAsync(stop);
    }

    async Task JudgeAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await RefreshAsync(stop);
        await looks.EndAsync([.. _loose.Values.Select(l => l.Finding), .. _open.Values.SelectMany(o => o.Findings)], now, stop);
        Drop(now);
        var known = _loose.Values.Select(l => l.Finding).Where(f => !f.IsPast || looks.IsKnown(f)).ToList();
        foreach (var joined in known.GroupBy(f => CaseOf(f, now)).Where(g => g.Key is not null).ToArray())
            await JoinAsync(joined.Key!, [.. joined], stop);
        var groups = Group.Of(Returns.Without(known.Where(f => f.CaseId is null)), places, options.Value.Together, now);
        foreach (var made in await opener.OpenAsync(groups, _open.Values, now, stop))
        {
            log.Opened(made.Now.Id, made.Now.Title, made.Now.Certainty, made.Findings.Count);
            _open[made.Now.Id] = made;
            foreach (var finding in made.Findings)
                _loose.Remove(finding.Id);
        }
    }

    async Task JoinAsync(OpenCase into, IReadOnlyList<Finding> findings, CancellationToken stop)
    {
        await links.LinkAsync(findings, into.Now.Id, stop);
        into.Add(findings);
        foreach (var finding in findings)
            _loose.Remove(finding.Id);
    }

    // the surest place first: its own signal, its own machine, the machine above or below, a flood that holds it
    OpenCase? CaseOf(Finding finding, DateTimeOffset now)
    {
        if (places.Machine(finding.AssetId) is not { } machine)
            return null;
        OpenCase? best = null;
        var rank = 0;
        foreach (var open in _open.Values)
        {
            if (Rank(open, finding, machine, now) is var found && found > rank)
                (best, rank) = (open, found);
        }

        return best;
    }

    // what lasts is a sign at every moment
    static DateTimeOffset LastSign(OpenCase open, DateTimeOffset now) => (open.OverAt ?? now) is var sign && sign > open.LastAt ? sign : open.LastAt;

    int Rank(OpenCase open, Finding finding, int machine, DateTimeOffset now)
    {
        if (open.Knows(finding))
            return 4;
        if (open.Now.IsFlood)
            return finding.Kind != FindingKind.Rule && finding.Since <= open.LastAt + options.Value.FloodWithin && finding.Since >= open.Now.Since - options.Value.FloodWithin && places.IsWithin(finding.AssetId, open.Now.AssetId) ? 1 : 0;
        if (open.Now.AssetId is not { } asset || places.Machine(asset) is not { } there || finding.Since > LastSign(open, now) + options.Value.Joins)
            return 0;
        if (there == machine)
            return 3;
        var isNear = finding.Since <= LastSign(open, now) + options.Value.Together && (finding.EndedAt ?? finding.At) >= open.Now.Since - options.Value.Together;
        return isNear && (places.Above(there) == machine || places.Above(machine) == there) ? 2 : 0;
    }

    // records may have been changed by anybody; what is open is read anew
    async Task RefreshAsync(CancellationToken stop)
    {
        var open = await book.OpenAsync(stop);
        foreach (var gone in _open.Keys.Except(open.Select(c => c.Id)).ToArray())
            _open.Remove(gone);
        var fresh = open.Where(c => !_open.ContainsKey(c.Id)).ToList();
        var findings = (await links.OfAsync([.. fresh.Select(c => c.Id)], stop)).ToLookup(f => f.CaseId);
        foreach (var one in open)
        {
            if (_open.TryGetValue(one.Id, out var known))
                known.Now = one;
            else
                (_open[one.Id] = new(one)).Add(findings[one.Id]);
        }
    }

    void Add(IEnumerable<Finding> found, DateTimeOffset now)
    {
        foreach (var finding in found.Where(f => f.CaseId is null))
            _loose.TryAdd(finding.Id, new(finding, now));
    }

    // what can join nothing any more is not looked at again
    void Drop(DateTimeOffset now)
    {
        var set = options.Value;
        foreach (var (id, (finding, added)) in _loose.ToArray())
        {
            var isOver = finding.EndedAt is not null || (FindingEnds.Watches(finding.Kind) && now - finding.At > set.UsualAfter);
            var isOld = finding.IsPast && isOver && finding.Since < now - set.Past;
            if (isOld || places.Machine(finding.AssetId) is null || (isOver && now - (finding.EndedAt ?? finding.At) > set.Together && now - added > set.Together))
                _loose.Remove(id);
        }
    }

    sealed record Loose(Finding Finding, DateTimeOffset AddedAt);
}
