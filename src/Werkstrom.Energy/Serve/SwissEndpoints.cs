using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Serve;

/// <summary>The tariff JSON that Swiss suppliers (EKZ, CKW, Groupe E, BKW) have in common, here in EUR/kWh with VAT.</summary>
static class SwissEndpoints
{
    static readonly string[] Types = ["electricity", "grid", "regional_fees", "integrated", "feed_in"];

    public static void MapSwiss(this IEndpointRouteBuilder routes) => routes.MapGet("/api/energy/tariffs.json", AnswerAsync).AllowAnonymous() // asked for within
        .WithName("GetTariffPrices").WithTags("Energy")
        .WithSummary("Prices of a tariff by the quarter-hour in the form of the Swiss suppliers: tariff_name, tariff_type, start_timestamp, end_timestamp; today and tomorrow unless said");

    static async Task AnswerAsync(
        [FromQuery(Name = "tariff_name")] string? name, [FromQuery(Name = "tariff_type")] string? type,
        [FromQuery(Name = "start_timestamp")] string? start, [FromQuery(Name = "end_timestamp")] string? end,
        HttpContext http, ServeDoor door, ServedTariffs tariffs, ServedPrices prices, CancellationToken stop)
    {
        if (await door.EnterAsync(http) is { } refused)
        {
            await RefuseAsync(http, refused);
            return;
        }

        var all = await tariffs.AllAsync(stop);
        var tariff = string.IsNullOrEmpty(name) ? all[0] : all.FirstOrDefault(t => t.Id == name);
        var (range, wrong) = ServedPrices.Between(Slots.Read(start, prices.Today.First), Slots.Read(end, prices.Tomorrow.End, isEnd: true), start ?? "", end ?? "");
        if (tariff is null)
            wrong = Refusal.Both(new(StatusCodes.Status404NotFound, $"There is no tariff '{name}'; there are {string.Join(", ", all.Select(t => t.Id))}."), wrong);
        if (type is { Length: > 0 } && !Types.Contains(type))
            wrong = Refusal.Both(wrong, new(StatusCodes.Status400BadRequest, $"'{type}' is no tariff_type: {string.Join(", ", Types)}."));
        if (wrong is not null)
        {
            await RefuseAsync(http, wrong);
            return;
        }

        List<string> faults = [];
        var quarters = await tariffs.ReadAsync(tariff!, range, faults, stop);
        if (quarters.Count == 0 && faults.Count > 0)
        {
            await RefuseAsync(http, new(StatusCodes.Status404NotFound, faults[0]));
            return;
        }

        await ServeAnswer.WriteAsync(http, new { tariff_name = tariff!.Id, prices = quarters.Select(q => Row(q, type)) });
    }

    static Dictionary<string, object> Row(TariffQuarter quarter, string? type)
    {
        Dictionary<string, object> row = new()
        {
            ["start_timestamp"] = Slots.Iso((long)quarter.Quarter * 900),
            ["end_timestamp"] = Slots.Iso((long)(quarter.Quarter + 1) * 900),
        };
        foreach (var wanted in string.IsNullOrEmpty(type) ? Types : [type])
        {
            if (Value(quarter, wanted) is { } value)
                row[wanted] = new[] { new { unit = "EUR_kWh", value } };
        }

        return row;
    }

    static decimal? Value(TariffQuarter quarter, string type) => type switch
    {
        "electricity" => quarter.Of(PartKind.Energy),
        "grid" => quarter.Of(PartKind.Grid, PartKind.Metering),
        "regional_fees" => quarter.Of(PartKind.Concession, PartKind.Levy, PartKind.Tax),
        "feed_in" => quarter.Of(PartKind.FeedIn),
        _ => quarter.Total,
    };

    static Task RefuseAsync(HttpContext http, Refusal refused) => ServeAnswer.WriteAsync(http, new { error = new { code = refused.Status, message = refused.Message } }, refused.Status);
}
