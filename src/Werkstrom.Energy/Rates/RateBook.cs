using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Tariff.Rates;

namespace Werkstrom.Energy.Rates;

/// <summary>The table of rates with all versions of its rows. It begins with what the library brings; rows that a later library brings are added at the start.</summary>
sealed class RateBook(IDbContextFactory<EnergyDb> dbs, Actor actor, TimeProvider clock) : IStartStep
{
    const string Supplier = "Werkstrom";

    (long State, RateTable Table)? _newest;

    /// <inheritdoc/>
    public int Order => 310;

    /// <summary>Adds the rows that the library brings and that were never here.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var known = (await db.Set<RateVersion>().AsNoTracking().Select(r => new { r.Name, r.Scope, r.FromDay }).ToListAsync(stop)).ToHashSet();
        var held = await RowsAsync(null, stop);
        // what people entered first stays: a row of the library that would overlap with it is left out
        List<Rate> missing = [.. RateTable.Supplied.Rows.Where(r => !known.Contains(new { r.Name, r.Scope, FromDay = r.Validity.From.DayNumber }))
            .Where(r => !held.Any(h => h.Name == r.Name && h.Scope == r.Scope && !(r.Validity.Until <= h.From) && !(h.Until <= r.Validity.From)))];
        if (missing.Count == 0)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync(SeriesBook.Counter, missing.Count, stop);
        db.AddRange(missing.Select((r, i) => Row(
            id + i, id + i, 1, new(r.Name, r.Scope, r.Value, r.Unit, r.Validity.From, r.Validity.Until, r.IsChecked, r.Source), false, clock.GetUtcNow(), Supplier)));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>The rows that hold at a state, by name, scope and day.</summary>
    /// <param name="asOf">Of <see cref="SeriesBook.NowAsync"/>; null for now.</param>
    public async Task<IReadOnlyList<RateVersion>> RowsAsync(long? asOf, CancellationToken stop)
    {
        var limit = asOf ?? long.MaxValue;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = await db.Set<RateVersion>().AsNoTracking().Where(r => r.Id <= limit).ToListAsync(stop);
        return [.. all.GroupBy(r => r.RowNumber).Select(g => g.MaxBy(r => r.Version)!).Where(r => !r.IsRemoved)
            .OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Scope, StringComparer.Ordinal).ThenBy(r => r.FromDay)];
    }

    /// <summary>The library's table of a state.</summary>
    /// <exception cref="ArgumentException">Rows overlap or leave a gap; editing does not let it come to that.</exception>
    public async Task<RateTable> TableAsync(long? asOf, CancellationToken stop)
    {
        var state = await StateAsync(asOf, stop);
        if (_newest is { } newest && newest.State == state)
            return newest.Table;
        var table = RateTable.Read(Write(await RowsAsync(state, stop))).OrThrow();
        _newest = (state, table);
        return table;
    }

    /// <summary>All versions of a row, the newest first.</summary>
    public async Task<IReadOnlyList<RateVersion>> VersionsAsync(long row, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<RateVersion>().AsNoTracking().Where(r => r.RowNumber == row).OrderByDescending(r => r.Version).ToListAsync(stop);
    }

    /// <summary>Keeps new versions, all of them or none. Whoever calls has checked them.</summary>
    public async Task KeepAsync(IReadOnlyList<(long? Row, RateWish Wish, bool IsRemoved)> changes, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync(SeriesBook.Counter, changes.Count, stop);
        var rows = changes.Select(c => c.Row).OfType<long>().ToList();
        var last = await db.Set<RateVersion>().Where(r => rows.Contains(r.RowNumber)).GroupBy(r => r.RowNumber).ToDictionaryAsync(g => g.Key, g => g.Max(r => r.Version), stop);
        db.AddRange(changes.Select((c, i) => Row(id + i, c.Row ?? id + i, c.Row is { } row ? last[row] + 1 : 1, c.Wish, c.IsRemoved, clock.GetUtcNow(), actor.Name)));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>A row that says what is wished.</summary>
    public static RateVersion Row(long id, long row, int version, RateWish wish, bool isRemoved, DateTimeOffset at, string who) => new()
    {
        Id = id,
        RowNumber = row,
        Version = version,
        Name = wish.Name!.Trim(),
        Scope = wish.Scope?.Trim() ?? "",
        Value = wish.Value!.Value,
        Unit = wish.Unit ?? "",
        FromDay = wish.From!.Value.DayNumber,
        UntilDay = wish.Until?.DayNumber,
        IsChecked = wish.IsChecked,
        Source = wish.Source!.Trim(),
        IsRemoved = isRemoved,
        MadeAt = at,
        MadeBy = who,
    };

    /// <summary>What a row says.</summary>
    public static RateWish Wish(RateVersion row) => new(row.Name, row.Scope, row.Value, row.Unit, row.From, row.Until, row.IsChecked, row.Source);

    /// <summary>Rows as the library reads them.</summary>
    public static string Write(IEnumerable<RateVersion> rows)
    {
        StringBuilder text = new("name;scope;value;unit;from;until;checked;source\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Name};{row.Scope};{row.Value};{row.Unit};{row.From:O};{row.Until:O};")
                .Append(row.IsChecked ? "yes" : "no").Append(';').Append(row.Source).Append('\n');
        }

        return text.ToString();
    }

    async Task<long> StateAsync(long? asOf, CancellationToken stop)
    {
        var limit = asOf ?? long.MaxValue;
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<RateVersion>().Where(r => r.Id <= limit).MaxAsync(r => (long?)r.Id, stop) ?? 0;
    }

}
