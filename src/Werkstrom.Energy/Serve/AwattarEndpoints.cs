using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Werkstrom.Energy.Serve;

/// <summary>As aWATTar's <c>/v1/marketdata</c>: hours, €/MWh. Without start it begins with the hour it is, without end it is all that is known of the next 24 hours.</summary>
static class AwattarEndpoints
{
    public static void MapAwattar(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/marketdata", AnswerAsync).AllowAnonymous() // asked for within
        .WithTags("Energy").WithSummary("As aWATTar: day-ahead prices by the hour, €/MWh; start and end in milliseconds since 1970, zone beside");

    static async Task AnswerAsync(string? start, string? end, string? zone, HttpContext http, ServeDoor door, ServedPrices prices, CancellationToken stop)
    {
        if (await door.EnterAsync(http) is { } refused)
        {
            await RefuseAsync(http, refused);
            return;
        }

        zone = string.IsNullOrEmpty(zone) ? prices.Zone : zone;
        var first = Slots.Read(start, prices.Now - (prices.Now % 4), perSecond: 1000);
        var (range, wrong) = ServedPrices.Between(first, Slots.Read(end, (first ?? 0) + 96, isEnd: true, perSecond: 1000), start ?? "", end ?? "");
        wrong = Refusal.Both(wrong, await prices.MissingAsync(zone, stop));
        if (wrong is not null)
        {
            await RefuseAsync(http, wrong);
            return;
        }

        var series = await prices.ReadAsync(zone, range, stop);
        await ServeAnswer.WriteAsync(http, new
        {
            @object = "list",
            data = Slots.Hours(series).Select(s => new { start_timestamp = s.Start * 1000, end_timestamp = s.End * 1000, marketprice = s.Value / 100, unit = "Eur/MWh" }),
            url = "/v1/marketdata",
        });
    }

    static Task RefuseAsync(HttpContext http, Refusal refused) => ServeAnswer.WriteAsync(http, new { status = refused.Status, message = refused.Message }, refused.Status);
}
