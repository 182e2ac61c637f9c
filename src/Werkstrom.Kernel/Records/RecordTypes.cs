using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Records;

/// <summary>All types of records in memory, backed by the registry. Reads take no lock.</summary>
public sealed class RecordTypes : IDisposable
{
    readonly ConcurrentDictionary<string, RecordType> _types = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _one = new(1, 1);
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly TimeProvider _clock;

    internal RecordTypes(IDbContextFactory<KernelDb> dbs, TimeProvider clock) => (_dbs, _clock) = (dbs, clock);

    /// <summary>All types, by name.</summary>
    public IReadOnlyList<RecordType> All => [.. _types.Values.OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>Finds a type by its name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out RecordType? type) => _types.TryGetValue(name, out type);

    /// <summary>Adds a type.</summary>
    public async Task<Change<RecordType>> CreateAsync(RecordType type, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (_types.ContainsKey(type.Name))
                return new ChangeProblem(ChangeFault.Conflict, $"There is a record type '{type.Name}' already.");
            return await SaveAsync(type with { Version = 1 }, stop);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Gives a type another title, other titles of fields, further fields and choices. Nothing that rows rely on may change.</summary>
    /// <param name="changed">The type as it shall be; its version is set here.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<Change<RecordType>> ChangeAsync(RecordType changed, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (!_types.TryGetValue(changed.Name, out var before))
                return new ChangeProblem(ChangeFault.NotFound, $"There is no record type '{changed.Name}'.");
            var errors = before.Fields.Select(f => Refuse(f, changed.Field(f.Name))).OfType<string>().ToList();
            if (errors.Count > 0)
                return new ChangeProblem(ChangeFault.Conflict, string.Join(' ', errors));
            return await SaveAsync(changed with { Version = before.Version + 1, IsBuiltIn = before.IsBuiltIn }, stop);
        }
        finally
        {
            _one.Release();
        }
    }

    internal async Task LoadAsync(CancellationToken stop)
    {
        await using (var db = await _dbs.CreateDbContextAsync(stop))
        {
            foreach (var row in await db.Set<RecordTypeRow>().AsNoTracking().ToListAsync(stop))
                _types[row.Name] = row.ToType();
        }

        foreach (var type in BuiltInRecordTypes.All)
        {
            if (!_types.TryGetValue(type.Name, out var kept))
                await SaveAsync(type, stop);
            else if (Grown(kept, type) is { } grown)
                await SaveAsync(grown, stop);
        }
    }

    /// <summary>A type that an older program kept, with the fields that this one brings beyond it; null when there are none.</summary>
    static RecordType? Grown(RecordType kept, RecordType brought)
    {
        List<RecordField> more = [.. brought.Fields.Where(f => kept.Field(f.Name) is null)];
        return more.Count == 0 || kept.Fields.Count + more.Count > RecordType.MaxFields
            ? null
            : new RecordType(kept.Name, kept.Title, [.. kept.Fields, .. more]) { Version = kept.Version + 1, IsBuiltIn = true };
    }

    static string? Refuse(RecordField before, RecordField? after) => after switch
    {
        null => $"The field '{before.Name}' cannot be removed: rows have it.",
        _ when after.Type != before.Type => $"The field '{before.Name}' is {before.Type} and cannot become {after.Type}.",
        _ when after.Unit != before.Unit => $"The unit of the field '{before.Name}' cannot change: rows are in it.",
        { IsRequired: true } when !before.IsRequired => $"The field '{before.Name}' cannot become required: rows may lack it.",
        _ when before.Choices?.Except(after.Choices ?? []).Any() == true => $"No choice of the field '{before.Name}' can be removed.",
        _ => null,
    };

    async Task<RecordType> SaveAsync(RecordType type, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var row = await db.Set<RecordTypeRow>().FindAsync([type.Name], stop);
        if (row is null)
            db.Add(row = new RecordTypeRow { Name = type.Name, CreatedAt = _clock.GetUtcNow() });
        row.Take(type);
        await db.SaveChangesAsync(stop);
        return _types[type.Name] = type;
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();
}
