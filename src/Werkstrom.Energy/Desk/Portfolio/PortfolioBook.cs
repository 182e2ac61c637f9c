using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>The months of the portfolio as they were last made.</summary>
sealed class PortfolioBook(IDbContextFactory<EnergyDb> dbs, IOptions<EnergyOptions> options)
{
    static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>Rows from a month on, by month and tariff; those of one tariff where it is named.</summary>
    public async Task<IReadOnlyList<PortfolioRow>> ReadAsync(DateOnly from, string? tariff, CancellationToken stop)
    {
        var first = from.DayNumber;
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortfolioRow>().AsNoTracking().Where(r => r.MonthDay >= first && (tariff == null || r.Tariff == tariff)).OrderBy(r => r.MonthDay).ThenBy(r => r.Tariff).ToListAsync(stop);
    }

    /// <summary>From what each month was made.</summary>
    public async Task<IReadOnlyDictionary<int, string>> MarksAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortfolioRow>().AsNoTracking().Where(r => r.Tariff == PortfolioRow.All).ToDictionaryAsync(r => r.MonthDay, r => r.Mark, stop);
    }

    /// <summary>The newest numbers of what prices.</summary>
    public async Task<PortfolioStates> StatesAsync(CancellationToken stop)
    {
        string[] names = [SeriesNames.Spot(options.Value.Zone), SeriesNames.Share(options.Value.Zone)];
        await using var db = await dbs.CreateDbContextAsync(stop);
        var tariffs = await db.Set<TariffVersion>().GroupBy(v => v.Key).Select(g => new { g.Key, Id = g.Max(v => v.Id) }).ToDictionaryAsync(g => g.Key, g => g.Id, stop);
        var rate = await db.Set<RateVersion>().MaxAsync(r => (long?)r.Id, stop) ?? 0;
        var days = await db.Set<SeriesDay>().Where(d => names.Contains(d.Name) || d.Name.StartsWith("index/")).GroupBy(d => d.Day).Select(g => new { g.Key, Id = g.Max(d => d.Id) }).ToListAsync(stop);
        var series = days.GroupBy(d => Epoch.AddDays((int)d.Key) is var day ? new DateOnly(day.Year, day.Month, 1).DayNumber : 0).ToDictionary(g => g.Key, g => g.Max(d => d.Id));
        return new(tariffs, rate, series);
    }

    /// <summary>Keeps rows in the place of those of their months, and forgets months that are no longer wanted.</summary>
    public async Task KeepAsync(IReadOnlyList<PortfolioRow> rows, IReadOnlyCollection<DateOnly> months, CancellationToken stop)
    {
        var (wanted, made) = (months.Select(m => m.DayNumber).ToList(), rows.Select(r => r.MonthDay).Distinct().ToList());
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Set<PortfolioRow>().Where(r => made.Contains(r.MonthDay) || !wanted.Contains(r.MonthDay)).ExecuteDeleteAsync(stop);
        db.AddRange(rows);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
