using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Tariff.Rates;

namespace Werkstrom.Energy.Rates;

/// <summary>The table of rates with all versions of its rows. It begins with what the library brings; rows that a later library brings are added at the start.</summary>
sealed class RateBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock) : IStartStep
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
        List<Rate> missing = [.. RateTable.Supplied.Rows.Where(r => !known.Contains(new { r.Name, r.Scope, FromDay = r.Validity.From.DayNumber }))];
        if (missing.Count == 0)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync(SeriesBook.Counter, missing.Count, stop);
        db.AddRange(missing.Select((r, i) => new RateVersion
        {
            Id = id + i,
            RowNumber = id + i,
            Version = 1,
            Name = r.Name,
            Scope = r.Scope,
            Value = r.Value,
            Unit = r.Unit,
            FromDay = r.Validity.From.DayNumber,
            UntilDay = r.Validity.Until?.DayNumber,
            IsChecked = r.IsChecked,
            Source = r.Source,
            IsRemoved = false,
            MadeAt = clock.GetUtcNow(),
            MadeBy = Supplier,
        }));
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
