using Microsoft.EntityFrameworkCore;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Life;

/// <summary>One look at all assets: forecasts are kept, written as signals, and become findings when too little is left.</summary>
sealed class LifeHour(
    LifeTeller teller, LifeZone zone, LifeEnds ends, LifeDesk desk, PlantData plant, AssetSettings watched, AssetCatalog assets, SignalCatalog signals, ISampleSink sink,
    FindingBook findings, IDbContextFactory<ConditionDb> dbs)
{
    /// <summary>Name of the signal below an asset.</summary>
    public const string Signal = "remaining_life";

    /// <summary>Looks at all assets that have ends of lives or limits.</summary>
    public async Task RunAsync(DateTimeOffset now, CancellationToken stop)
    {
        var known = await ends.AllAsync(now, stop);
        var ofInterest = known.Select(e => e.AssetId).ToHashSet();
        foreach (var asset in assets.All.Where(a => ofInterest.Contains(a.Id) || plant.SensorsOf(a.Id).Any(s => s.Limits.HighAlarm is not null || s.Limits.LowAlarm is not null)))
        {
            if (!watched.IsWatched(asset.Id))
                continue;
            if ((await zone.TrustedAsync(await teller.TellAsync(asset.Id, known, now, stop), asset.Id, known, stop)).Forecast is { } forecast)
                await KeepAsync(asset, forecast, stop);
        }
    }

    async Task KeepAsync(Asset asset, LifeForecast forecast, CancellationToken stop)
    {
        var wanted = (await desk.SettingAsync(asset.Id, stop)).WantedDays;
        LifeRow row = new()
        {
            AssetId = asset.Id,
            At = forecast.At,
            Method = forecast.Method,
            PartKey = forecast.Part,
            Lower = forecast.Quantiles[0].Days,
            Middle = forecast.Days(0.5),
            Upper = forecast.Quantiles[^1].Days,
            Share = forecast.Share,
            Version = forecast.Version,
            IsLow = Soonest(forecast) < wanted,
        };
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<LifeRow>().AsNoTracking().Where(r => r.AssetId == asset.Id);
        if (await rows.AnyAsync(r => r.At == row.At, stop))
            return;
        var before = await rows.OrderByDescending(r => r.At).FirstOrDefaultAsync(stop);
        db.Add(row);
        await db.SaveChangesAsync(stop);
        await WriteAsync(asset, forecast.At, row.Middle, stop);
        if (row.IsLow && before is not { IsLow: true })
            await findings.AddAsync([Low(row, forecast, Soonest(forecast), wanted)], stop);
    }

    /// <summary>
    /// The days that are held against those wanted. Dates alone, or a straight line to a limit, say of many machines that it may be any day: only when it is
    /// more likely than not it is worth a case.
    /// </summary>
    public static double Soonest(LifeForecast forecast) => forecast.Method == LifeMethod.Learned ? forecast.Quantiles[0].Days : forecast.Days(0.5);

    static Finding Low(LifeRow row, LifeForecast forecast, double soonest, double wanted) => new()
    {
        AssetId = row.AssetId,
        Kind = FindingKind.Life,
        At = row.At,
        Since = row.At,
        Score = Math.Min(100, wanted / Math.Max(0.01, soonest)),
        Value = soonest,
        Usual = wanted,
        Parts = forecast.SignalId is { } signal ? [new(signal, 1, null, null, 0)] : [], // a trend: the signal that shows it
    };

    async Task WriteAsync(Asset asset, DateTimeOffset at, double days, CancellationToken stop)
    {
        var made = await signals.EnsureAsync([new($"{asset.Path}/{Signal}", SignalKind.Forecast, "d")], stop);
        if (made[0].Signal is not { } signal)
            return;
        SampleBatch batch = new(1);
        batch.Add(signal.Id, Micros.Of(at), days);
        await sink.WriteAsync(batch, stop);
    }
}
