using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Connect.LineProtocol;

namespace Werkstrom.Connect.Mapping;

/// <summary>The rules: read at start, changed as a whole, undone step by step.</summary>
sealed class RuleBook(IDbContextFactory<ConnectDb> databases, SeriesCache cache, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1);
    RuleSet _current = new([]);

    /// <summary>The rules in force.</summary>
    public RuleSet Current => Volatile.Read(ref _current);

    /// <summary>Reads the rules from the registry.</summary>
    public async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        Publish(await db.Rules.AsNoTracking().OrderBy(rule => rule.Position).ToListAsync(stop));
    }

    /// <summary>Puts these rules in force for samples from now on; existing signals stay as they are.</summary>
    public async Task SaveAsync(IReadOnlyList<RuleView> rules, string by, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            var before = JsonSerializer.Serialize(Current.Rules.Select(RuleView.Of));
            await RuleEditions.PushAsync(db, RuleEditions.Lines, before, by, time.GetUtcNow(), stop);
            await ReplaceAsync(db, rules, stop);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Puts the rules of before the last change in force again.</summary>
    /// <returns>False when there was no change.</returns>
    public async Task<bool> UndoAsync(CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            if (await RuleEditions.LastAsync(db, RuleEditions.Lines, stop) is not { } last)
                return false;
            db.Remove(last);
            await ReplaceAsync(db, JsonSerializer.Deserialize<RuleView[]>(last.Rules)!, stop);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>When the rules were last changed and by whom; null when there is nothing to undo.</summary>
    public async Task<RuleEdition?> LastChangeAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await RuleEditions.LastAsync(db, RuleEditions.Lines, stop);
    }

    public void Dispose() => _gate.Dispose();

    async Task ReplaceAsync(ConnectDb db, IReadOnlyList<RuleView> views, CancellationToken stop)
    {
        Rule[] rules = [.. views.Select((view, at) => view.ToRule(at + 1))];
        var present = await db.Rules.ToDictionaryAsync(rule => rule.Position, stop);
        foreach (var rule in rules)
        {
            if (present.Remove(rule.Position, out var before))
                db.Entry(before).CurrentValues.SetValues(rule);
            else
                db.Add(rule);
        }

        db.RemoveRange(present.Values);
        await db.SaveChangesAsync(stop);
        Publish(rules);
    }

    void Publish(IReadOnlyList<Rule> rules)
    {
        Volatile.Write(ref _current, new(rules));
        cache.Clear();
    }
}
