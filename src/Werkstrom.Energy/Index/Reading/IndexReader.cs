using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Reading;

/// <summary>Puts together what is known of days: frozen, measured, forecast, CO₂, seals.</summary>
sealed class IndexReader(IndexPasts pasts, FreezeDesk desk, ForecastDesk forecasts, CarbonBook carbon, SeriesBook series)
{
    /// <summary>Days that one question may span.</summary>
    public const int MostDays = 400;

    /// <summary>Days of a region, both included; days of which nothing is known are left out.</summary>
    /// <param name="isBrief">Without forecasts, for a year at a glance.</param>
    public async Task<List<IndexDay>> ReadAsync(IndexRegion region, DateOnly from, DateOnly to, CancellationToken stop, bool isBrief = false)
    {
        var past = await pasts.OfAsync(region.Code, stop);
        var measured = past.Days.Where(d => d.Inputs.Day >= from && d.Inputs.Day <= to).ToDictionary(d => d.Inputs.Day);
        var frozen = (await desk.ChainAsync(region.Code, stop)).Where(r => r.Day >= InputBook.Number(from) && r.Day <= InputBook.Number(to)).ToDictionary(r => InputBook.Date(r.Day));
        var said = (isBrief ? [] : await forecasts.ReadAsync(region.Code, from, to, stop)).ToDictionary(r => InputBook.Date(r.Day));
        var prices = (said.Count > 0 ? await series.VersionsAsync(SeriesNames.Spot(region.PriceZone), from, to, stop) : []).ToLookup(v => v.Day);
        var table = await carbon.TableAsync(stop);
        List<IndexDay> days = [];
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (measured.ContainsKey(day) || frozen.ContainsKey(day) || said.ContainsKey(day))
                days.Add(Day(day, measured.GetValueOrDefault(day), frozen.GetValueOrDefault(day), Said(said.GetValueOrDefault(day), prices), past, table));
        }

        return days;
    }

    // what the exchange had said of the day when the forecast was made
    static (ForecastRow Row, int Prices)? Said(ForecastRow? row, ILookup<long, SeriesDay> prices) =>
        row is null ? null : (row, prices[row.Day].LastOrDefault(v => v.Received <= row.Issued) is { } known ? SeriesBook.Read(known.Numbers).Count(n => n is not null) : 0);

    /// <summary>The last day of which something is known; null when there is none.</summary>
    public async Task<DateOnly?> LastAsync(string region, CancellationToken stop)
    {
        var past = await pasts.OfAsync(region, stop);
        var frozen = await desk.ChainAsync(region, stop);
        DateOnly?[] days = [past.Days.Count > 0 ? past.Days[^1].Inputs.Day : null, frozen.Count > 0 ? InputBook.Date(frozen[^1].Day) : null];
        return days.Max();
    }

    static IndexDay Day(DateOnly day, PastDay? measured, FrozenRow? frozen, (ForecastRow Row, int Prices)? said, IndexPast past, CarbonTable table)
    {
        var range = GermanTime.Day(day);
        var values = frozen is null ? null : FrozenValues(frozen);
        var forecast = said?.Row.Forecast();
        (byte[] Low, byte[] Middle, byte[] High)? band = forecast is null ? null : Band(past, day, forecast);
        IndexQuarter[] quarters = [.. Enumerable.Range(0, range.Count).Select(i => Quarter(Quarters.Start(range.First + i), i, measured, values, forecast, band, table))];
        return new(day, quarters, frozen is null ? null : IndexSeal.Of(frozen), said is not { } s ? null : new(s.Row.Issued, s.Row.IsAfterwards, s.Prices), measured?.Inputs.Negative ?? 0);
    }

    static IndexQuarter Quarter(
        DateTimeOffset start, int at, PastDay? measured, IReadOnlyList<byte>? values, ShareForecast? forecast, (byte[] Low, byte[] Middle, byte[] High)? band, CarbonTable table)
    {
        var quarter = measured?.Inputs.Quarter(at);
        var parts = measured?.Inputs.Parts.ToDictionary(p => p.Key, p => p.Value[at]);
        var co2 = quarter is { } known ? table.Of(measured!.Inputs.Day, known, parts!.Select(p => (p.Key, (long)(p.Value ?? 0)))) : null;
        return new(
            start, values?[at], measured?.Values[at]?.Index, quarter?.Share / 1e6, quarter?.Coverage / 1e6, quarter?.ZoneShare / 1e6, co2 / 1e3,
            measured?.Values[at]?.IsProvisional, quarter is not null ? "measured" : measured is not null ? "incomplete" : forecast is not null ? "forecast" : "none",
            parts, measured?.Inputs.Load[at],
            forecast is null ? null : new(forecast.Low[at] / 1e6, forecast.Middle[at] / 1e6, forecast.High[at] / 1e6, band!.Value.Low[at], band.Value.Middle[at], band.Value.High[at]));
    }

    static IReadOnlyList<byte>? FrozenValues(FrozenRow row) =>
        row.Jws.Split('.') is [_, var payload, _] && System.Buffers.Text.Base64Url.IsValid(payload) ? FrozenDay.Read(System.Buffers.Text.Base64Url.DecodeFromChars(payload))?.Values : null;

    /// <summary>The index that each quantile of the share would be.</summary>
    static (byte[] Low, byte[] Middle, byte[] High) Band(IndexPast past, DateOnly day, ShareForecast forecast)
    {
        var window = past.Days.Where(d => d.Inputs.Day < day && d.Inputs.Day >= day.AddDays(-IndexWindow.Days)).SelectMany(d => d.Values).OfType<GreenValue>().TakeLast(GreenIndex.Trailing)
            .Select(v => v.Share).Order().ToArray();
        byte[] Of(int[] shares) => [.. shares.Select(s => Position(window, s))];
        return (Of(forecast.Low), Of(forecast.Middle), Of(forecast.High));
    }

    // the same position as that of the formula, but for the share itself, which is not among the others
    static byte Position(int[] sorted, int share)
    {
        var (lower, upper) = (First(sorted, share), First(sorted, share + 1));
        return sorted.Length == 0 ? (byte)50 : (byte)(((100L * (lower + upper)) + sorted.Length) / (2L * sorted.Length));
    }

    static int First(int[] sorted, int share)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < share ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
