using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Werkstrom.Energy.Serve;

/// <summary>As Energy-Charts: <c>/price</c> by zone and <c>/signal</c> by postal code.</summary>
static class EnergyChartsEndpoints
{
    public static void MapEnergyCharts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/price", PriceAsync).AllowAnonymous().WithTags("Energy") // asked for within
            .WithSummary("As Energy-Charts: day-ahead prices of a zone (bzn), €/MWh, today unless start and end say otherwise; hours until 30 September 2025, then quarter-hours");
        routes.MapGet("/signal", SignalAsync).AllowAnonymous().WithTags("Energy")
            .WithSummary("As Energy-Charts: renewable share (percent) and signal (0 red, 1 yellow, 2 green) of the region of a postal code, today and tomorrow");
    }

    static async Task PriceAsync(string? bzn, string? start, string? end, HttpContext http, ServeDoor door, ServedPrices prices, CancellationToken stop)
    {
        if (await door.EnterAsync(http) is { } refused)
        {
            await RefuseAsync(http, refused);
            return;
        }

        var zone = string.IsNullOrEmpty(bzn) ? prices.Zone : bzn;
        var first = Slots.Read(start, prices.Today.First);
        var (range, wrong) = ServedPrices.Between(first, Slots.Read(end, string.IsNullOrEmpty(start) ? prices.Today.End : Math.Max(first ?? 0, prices.Tomorrow.End), isEnd: true), start ?? "", end ?? "");
        wrong = Refusal.Both(wrong, await prices.MissingAsync(zone, stop));
        if (wrong is not null)
        {
            await RefuseAsync(http, wrong);
            return;
        }

        var slots = Slots.AsTraded(await prices.ReadAsync(zone, range, stop)).ToList();
        await ServeAnswer.WriteAsync(http, new
        {
            license_info = $"Source: {await prices.SourceAsync(zone, range, stop)}; given on by Werkstrom",
            unix_seconds = slots.Select(s => s.Start),
            price = slots.Select(s => s.Value / 100),
            unit = "EUR / MWh",
            deprecated = false,
        });
    }

    static async Task SignalAsync(
        string? country, [FromQuery(Name = "postal_code")] string? zip, HttpContext http, ServeDoor door, ServedRegions regions, CancellationToken stop)
    {
        if (await door.EnterAsync(http) is { } refused)
        {
            await RefuseAsync(http, refused);
            return;
        }

        var region = string.IsNullOrEmpty(zip) ? null : await regions.FindAsync(zip, stop);
        if (region is null || country is { Length: > 0 } and not ("de" or "DE"))
        {
            await RefuseAsync(http, new(StatusCodes.Status404NotFound, $"There is no region with the postal code '{zip}' in country '{country ?? "de"}'."));
            return;
        }

        var quarters = await regions.QuartersAsync(region, regions.TodayAndTomorrow, stop);
        // a slot is given when its share is known; the signal follows from the index, which is frozen
        var known = quarters.Where(q => q is { Index: not null, Made: not null }).ToList();
        await ServeAnswer.WriteAsync(http, new
        {
            unix_seconds = known.Select(q => (long)q.Quarter * 900),
            share = known.Select(q => Math.Round(q.Made!.Share * 100, 1)),
            signal = known.Select(q => ServedRegions.Light(q.Index!.Value)),
            substitute = false,
            deprecated = false,
        });
    }

    static Task RefuseAsync(HttpContext http, Refusal refused) => ServeAnswer.WriteAsync(http, new { detail = refused.Message }, refused.Status);
}
