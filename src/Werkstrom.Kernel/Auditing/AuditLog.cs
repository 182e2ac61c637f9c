using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.Auditing;

/// <summary>Reads the audit.</summary>
public sealed class AuditLog
{
    /// <summary>Most rows of one answer.</summary>
    public const int MostRows = 500;

    readonly IDbContextFactory<KernelDb> _dbs;

    internal AuditLog(IDbContextFactory<KernelDb> dbs) => _dbs = dbs;

    /// <summary>The rows that fit, newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(AuditFilter filter, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var rows = db.Set<AuditRow>().AsNoTracking();
        if (filter.Actor is { Length: > 0 } actor)
            rows = rows.Where(r => r.Actor == actor || r.ActorName == actor);
        if (filter.Entity is { Length: > 0 } entity)
            rows = rows.Where(r => r.Entity == entity);
        if (filter.Key is { Length: > 0 } key)
            rows = rows.Where(r => r.EntityKey == key);
        if (filter.Action is { Length: > 0 } action)
            rows = rows.Where(r => r.Action == action);
        if (filter.From is { } from)
            rows = rows.Where(r => r.At >= from);
        if (filter.To is { } to)
            rows = rows.Where(r => r.At < to);
        return await rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Id)
            .Skip(Math.Max(0, filter.Skip)).Take(Math.Clamp(filter.Limit, 1, MostRows)).ToListAsync(stop);
    }

    /// <summary>Which kinds of things and which actions there are, for filters.</summary>
    public async Task<(IReadOnlyList<string> Entities, IReadOnlyList<string> Actions)> KindsAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return (await db.Set<AuditRow>().Select(r => r.Entity).Distinct().OrderBy(e => e).ToListAsync(stop),
            await db.Set<AuditRow>().Select(r => r.Action).Distinct().OrderBy(a => a).ToListAsync(stop));
    }

    internal async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return await db.Set<AuditRow>().Where(r => r.At < before).ExecuteDeleteAsync(stop);
    }
}

/// <summary>Which audit rows are wanted; null is all.</summary>
public sealed record AuditFilter
{
    /// <summary>Who: the id (<c>person:3</c>) or the name.</summary>
    public string? Actor { get; init; }

    /// <summary>What kind of thing.</summary>
    public string? Entity { get; init; }

    /// <summary>Which one.</summary>
    public string? Key { get; init; }

    /// <summary>What was done.</summary>
    public string? Action { get; init; }

    /// <summary>From when, UTC, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, UTC, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How many of the newest to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most, up to <see cref="AuditLog.MostRows"/>. Default 100.</summary>
    public int Limit { get; init; } = 100;
}
