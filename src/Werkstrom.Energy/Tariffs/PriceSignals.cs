using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>
/// Writes the price of every tariff that is offered as a signal, <c>energy/tariff/KEY/price</c>, ct/kWh with VAT at the place of the settings: as far as it is
/// known, and again where a series, a rate or the tariff changed.
/// </summary>
sealed class PriceSignals(
    IDbContextFactory<EnergyDb> dbs, TariffBook tariffs, SeriesBook series, TariffDraw draw, DailySignals signals, ISampleSink sink, IOptions<EnergyOptions> options, TimeProvider clock) : IDisposable
{
    const int BatchSize = 8_000, MostDays = 31, DaysBack = 3 * 366;

    static readonly DateOnly Epoch = new(1970, 1, 1);

    readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Path of a tariff's signal.</summary>
    public static string Path(string key) => $"energy/tariff/{key}/price";

    /// <summary>Writes what changed since the last time.</summary>
    /// <returns>How many quarter-hours were written.</returns>
    public async Task<int> PassAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var (now, written) = (await series.NowAsync(stop), 0);
            foreach (var version in (await tariffs.AllAsync(stop)).Where(v => !v.IsRetired))
                written += await PassAsync(version, now, stop);
            return written;
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<int> PassAsync(TariffVersion version, long now, CancellationToken stop)
    {
        var (definition, until) = (version.Read(), GermanTime.Date(Quarters.Of(clock.GetUtcNow())).AddDays(2));
        await using var db = await dbs.CreateDbContextAsync(stop);
        var state = await db.Set<PriceState>().FirstOrDefaultAsync(s => s.Tariff == version.Key, stop);
        if (state is not null && state.State == now && state.UntilDay == until.DayNumber)
            return 0;
        var written = 0;
        foreach (var (from, end) in Runs(await DaysAsync(db, version, definition, state, until, stop)))
            written += await WriteAsync(version.Key, definition, from, end, stop);
        if (state is null)
            db.Add(state = new() { Tariff = version.Key, State = 0, UntilDay = 0 });
        (state.State, state.UntilDay) = (now, until.DayNumber);
        await db.SaveChangesAsync(stop);
        return written;
    }

    /// <summary>The days to be written: all after another version or rate, else those of which a series says something new, and those that have come near.</summary>
    async Task<SortedSet<DateOnly>> DaysAsync(EnergyDb db, TariffVersion version, TariffDefinition definition, PriceState? state, DateOnly until, CancellationToken stop)
    {
        var first = definition.Components.Min(c => c.From);
        first = first < until.AddDays(-DaysBack) ? until.AddDays(-DaysBack) : first;
        var isAll = state is null || version.Id > state.State || await db.Set<RateVersion>().AnyAsync(r => r.Id > state.State, stop);
        SortedSet<DateOnly> days = [];
        for (var day = isAll ? first : DateOnly.FromDayNumber(state!.UntilDay); day < until; day = day.AddDays(1))
            days.Add(day);
        if (isAll)
            return days;
        PlanSeries names = new(options.Value.Zone, draw.Usual(definition, first).Region, default, 0);
        foreach (var name in names.Names(definition))
        {
            var news = await db.Set<SeriesDay>().Where(d => d.Name == name && d.Id > state!.State).Select(d => d.Day).Distinct().ToListAsync(stop);
            days.UnionWith(news.Select(d => Epoch.AddDays((int)d)).Where(d => d >= first && d < until));
        }

        return days;
    }

    async Task<int> WriteAsync(string key, TariffDefinition definition, DateOnly from, DateOnly end, CancellationToken stop)
    {
        var (sheet, _) = await draw.TryAsync(definition, draw.Usual(definition, from), GermanTime.Between(from, end), stop);
        if (sheet is not null)
            return await WriteAsync(key, sheet, stop);
        var days = end.DayNumber - from.DayNumber;
        if (days <= 1)
            return 0; // not known: no price is better than a wrong one
        var middle = from.AddDays(days / 2);
        return await WriteAsync(key, definition, from, middle, stop) + await WriteAsync(key, definition, middle, end, stop);
    }

    async Task<int> WriteAsync(string key, PriceSheet sheet, CancellationToken stop)
    {
        var signal = await signals.EnsureAsync(Path(key), SignalKind.Price, "cEUR/(kW.h)", stop);
        SampleBatch batch = new(BatchSize);
        for (var quarter = sheet.Range.First; quarter < sheet.Range.End; quarter++)
        {
            batch.Add(signal.Id, Quarters.Start(quarter).ToUnixTimeMilliseconds() * 1000, sheet.Gross(quarter) / 1_000d);
            if (batch.Count < BatchSize && quarter + 1 < sheet.Range.End)
                continue;
            await sink.WriteAsync(batch, stop);
            batch.Clear();
        }

        return sheet.Range.Count;
    }

    static IEnumerable<(DateOnly From, DateOnly End)> Runs(SortedSet<DateOnly> days)
    {
        (DateOnly From, DateOnly End)? run = null;
        foreach (var day in days)
        {
            if (run is { } open && open.End == day && day.DayNumber - open.From.DayNumber < MostDays)
            {
                run = (open.From, day.AddDays(1));
                continue;
            }

            if (run is { } done)
                yield return done;
            run = (day, day.AddDays(1));
        }

        if (run is { } last)
            yield return last;
    }
}
