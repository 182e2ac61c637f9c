using Microsoft.AspNetCore.Http;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>The answers of <see cref="GsiEndpoints"/>.</summary>
sealed class GsiDesk(ServeDoor door, ServedRegions regions, ServedPrices prices, SeriesBook book)
{
    const string Docs = "docs/energy-serve.md";
    const long HourMs = 3_600_000;

    /// <summary>Lets a request in, finds the region, and answers.</summary>
    /// <param name="http">The request.</param>
    /// <param name="zip">The postal code that was sent.</param>
    /// <param name="answer">Makes the document; a <see cref="Refusal"/> when there is none.</param>
    public async Task AnswerAsync(HttpContext http, string? zip, Func<IndexRegion, string, CancellationToken, Task<object>> answer)
    {
        if (await door.EnterAsync(http) is { } refused)
            await GsiEndpoints.RefuseAsync(http, refused, zip);
        else if (zip is not { Length: 4 or 5 } || !zip.All(char.IsAsciiDigit))
            await GsiEndpoints.RefuseAsync(http, new(StatusCodes.Status400BadRequest, "invalid zipcode"), zip);
        else if (await regions.FindAsync(zip, http.RequestAborted) is not { } region)
            await GsiEndpoints.RefuseAsync(http, new(StatusCodes.Status404NotFound, $"invalid zipcode: no region of this index has {zip}"), zip);
        else if (await answer(region, zip, http.RequestAborted) is var document && document is Refusal none)
            await GsiEndpoints.RefuseAsync(http, none, zip);
        else
            await ServeAnswer.WriteAsync(http, document);
    }

    /// <summary>The frozen index by the hour, from this hour on.</summary>
    public async Task<object> PredictionAsync(IndexRegion region, string zip, CancellationToken stop)
    {
        var hours = await HoursAsync(region, stop);
        var frozen = (await book.DaysAsync(SeriesNames.Index(region.Code), GermanTime.Date(prices.Now), GermanTime.Date(prices.Now).AddDays(1), null, stop))
            .ToDictionary(d => (int)d.Day, d => d.Published ?? d.Received);
        return new
        {
            support = "Werkstrom",
            license = $"index WGI-1 of {region.Name}; the formula is published, each day is frozen and signed",
            info = "eevalue and gsi are the index: the rank of the renewable share in the last 365 days, 0 to 100",
            documentation = Docs,
            forecast = hours.Select(h => Row(h, zip, frozen.GetValueOrDefault(GermanTime.Date(h[0].Quarter).DayNumber - new DateOnly(1970, 1, 1).DayNumber, prices.Clock))),
            location = Location(region, zip),
            err = false,
        };
    }

    /// <summary>Prices of the exchange by the hour, from this hour on.</summary>
    public async Task<object> MarketAsync(IndexRegion region, string zip, CancellationToken stop)
    {
        var from = prices.Now - (prices.Now % 4);
        var series = await prices.ReadAsync(region.PriceZone, new(from, prices.Tomorrow.End - from), stop);
        return new
        {
            @object = "list",
            // the house takes nothing for a place: the local price is that of the exchange
            data = Slots.Hours(series).Select(s => new { start_timestamp = s.Start * 1000, end_timestamp = s.End * 1000, marketprice = s.Value / 100, localprice = s.Value / 100, unit = "Eur/MWh", localcell = region.Code }),
            timezone = "Europe/Berlin",
            documentation = Docs,
            support = "Werkstrom",
        };
    }

    /// <summary>CO₂ and advice by the hour, from this hour on.</summary>
    public async Task<object> AdvisorAsync(IndexRegion region, string zip, CancellationToken stop)
    {
        var hours = (await HoursAsync(region, stop)).Where(h => h.All(q => q.Made?.Carbon is not null)).Select(h => (
            Time: (long)h[0].Quarter * 900_000, Co2: Math.Round(h.Average(q => q.Made!.Carbon!.Value), 1), Light: ServedRegions.Light(Mean(h)))).ToList();
        if (hours.Count == 0)
            return new Refusal(StatusCodes.Status404NotFound, $"Nothing is known of the CO₂ of {region.Name} from now on.");
        var (least, most) = (hours.Min(h => h.Co2), hours.Max(h => h.Co2));
        var green = Span(hours, 2) ?? (least, least);
        var red = Span(hours, 0) ?? (most, most);
        var yellow = Span(hours, 1) ?? (green.High, red.Low);
        return new
        {
            location = Location(region, zip),
            tresholds = new { green = Bounds(green), yellow = Bounds(yellow), red = Bounds(red) },
            info = new { text = "green: the greenest third of the last year, red: the least green third (by the frozen index)" },
            data = hours.Select(h => new { time = h.Time, co2 = h.Co2, advice = h.Light switch { 2 => "green", 1 => "yellow", _ => "red" } }),
            err = false,
        };
    }

    /// <summary>What the electricity of a quarter-hour is made of: the newest one of which that is known.</summary>
    public async Task<object> DispatchAsync(IndexRegion region, string zip, CancellationToken stop)
    {
        var week = await regions.QuartersAsync(region, new(prices.Now - (7 * 96), (7 * 96) + 1), stop);
        if (week.LastOrDefault(q => q.Made is { Parts.Count: > 0 }) is not { Made: { } made } newest)
            return new Refusal(StatusCodes.Status404NotFound, $"Nothing is known of what the electricity of {region.Name} was made of in the last week.");
        var (local, sum) = (made.Coverage!.Value, made.Parts.Values.Sum(p => (long)p));
        Dictionary<string, decimal> pre = [], post = [];
        foreach (var (name, energy) in made.Parts)
            (pre[name], post[name]) = (sum > 0 ? Math.Round((decimal)energy / sum, 6) : 0, sum > 0 ? Math.Round(local * energy / sum, 6) : 0);
        (pre["import"], post["import"]) = (0, 1 - local);
        var start = (long)newest.Quarter * 900_000;
        return new
        {
            center = new { city = region.Name, zip },
            premix = pre,
            postmix = post,
            dispatch_from = new[] { From(local, region.Name), From(1 - local, region.PriceZone) },
            // with less than it needs a region uses all that it makes; where a surplus goes is not known
            dispatch_to = local < 1 ? [From(1, region.Name)] : Array.Empty<object>(),
            timeframe = new { start, end = start + (HourMs / 4) },
            err = false,
        };
    }

    static object From(decimal energy, string label) => new { energy, location = new { prettyLabel = label } };

    async Task<List<RegionQuarter[]>> HoursAsync(IndexRegion region, CancellationToken stop)
    {
        var from = prices.Now - (prices.Now % 4);
        return [.. ServedRegions.Hours(await regions.QuartersAsync(region, new(from, prices.Tomorrow.End - from), stop))];
    }

    static Dictionary<string, object> Row(RegionQuarter[] hour, string zip, DateTimeOffset frozen)
    {
        var (start, index) = ((long)hour[0].Quarter * 900, Mean(hour));
        Dictionary<string, object> row = new()
        {
            ["epochtime"] = start,
            ["eevalue"] = (int)Math.Round(index, MidpointRounding.AwayFromZero),
            ["gsi"] = index,
            ["timeStamp"] = start * 1000,
            ["timeframe"] = new { start = start * 1000, end = (start * 1000) + HourMs },
            ["iat"] = frozen.ToUnixTimeMilliseconds(),
            ["zip"] = zip,
        };
        if (hour.All(q => q.Made?.Carbon is not null))
            row["co2_g_standard"] = row["co2_avg"] = (int)Math.Round(hour.Average(q => q.Made!.Carbon!.Value), MidpointRounding.AwayFromZero);
        if (hour.All(q => q.Made is { Parts.Count: > 0 }))
            (row["ewind"], row["esolar"]) = (Percent(hour, "wind"), Percent(hour, "solar"));
        return row;
    }

    /// <summary>Percent of what the region uses that comes from a technology of its own.</summary>
    static int Percent(RegionQuarter[] hour, string technology) => (int)Math.Round(hour.Average(q =>
    {
        var made = q.Made!;
        var sum = made.Parts.Values.Sum(p => (long)p);
        return sum == 0 ? 0 : made.Parts.Where(p => p.Key.StartsWith(technology, StringComparison.OrdinalIgnoreCase)).Sum(p => (decimal)p.Value) * made.Coverage!.Value * 100 / sum;
    }), MidpointRounding.AwayFromZero);

    static decimal Mean(RegionQuarter[] hour) => hour.Average(q => (decimal)q.Index!.Value);

    static (decimal Low, decimal High)? Span(List<(long Time, decimal Co2, int Light)> hours, int light)
    {
        var own = hours.Where(h => h.Light == light).Select(h => h.Co2).ToList();
        return own.Count == 0 ? null : (own.Min(), own.Max());
    }

    static object Bounds((decimal Low, decimal High) span) => new { low = span.Low, high = span.High };

    static object Location(IndexRegion region, string zip) => new { zip, city = region.Name };
}
