using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Market;

/// <summary>Market data for programs, <c>/api/energy/market</c>.</summary>
static class MarketEndpoints
{
    public static void MapMarketApi(this IEndpointRouteBuilder routes)
    {
        var market = routes.MapGroup("/api/energy/market").WithTags("Energy");
        market.MapPost("/import", ImportAsync).WithName("ImportMarketText").RequireAuthorization(Policies.Engineer).WithMetadata(new RequestSizeLimitAttribute(MarketDrafts.Largest))
            .WithSummary("Keeps prices, an index or energy of a text (SMARD, Energy-Charts, aWATTar, ENTSO-E A44, GrünstromIndex); with faults only when partly=true");
        market.MapGet("/days", DaysAsync).WithName("ListMarketDays").RequireAuthorization(Policies.Read)
            .WithSummary("The day-ahead prices of a zone by the German day, 0.001 ct/kWh for each quarter-hour, null where none is known");
    }

    static async Task<Results<Ok<MarketKept>, BadRequest<MarketKept>, ValidationProblem>> ImportAsync(
        string? file, [FromQuery(Name = "as")] string? format, string? zone, bool? partly, HttpRequest request, MarketDrafts drafts, MarketBook book, IAudit audit, CancellationToken stop)
    {
        zone = string.IsNullOrEmpty(zone) ? book.Zone : zone;
        if (!MarketPlaces.IsZone(zone))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["zone"] = [MarketText.Say(null, "error.zone", zone)] });
        using MemoryStream bytes = new();
        await request.Body.CopyToAsync(bytes, stop);
        var draft = drafts.Read(file ?? "text", bytes.ToArray(), format, zone);
        if (!draft.HasValues || (draft.Answer.Faults.Count > 0 && partly != true))
            return TypedResults.BadRequest(MarketKept.Of(draft, 0));
        return TypedResults.Ok(MarketKept.Of(draft, await MarketForms.KeepAsync(draft, book, audit, stop)));
    }

    static async Task<Results<Ok<List<MarketDayView>>, ValidationProblem>> DaysAsync(
        string? zone, DateOnly from, DateOnly to, SeriesBook series, MarketBook book, CancellationToken stop)
    {
        zone = string.IsNullOrEmpty(zone) ? book.Zone : zone;
        Dictionary<string, string[]> wrong = [];
        if (!MarketPlaces.IsZone(zone))
            wrong["zone"] = [MarketText.Say(null, "error.zone", zone)];
        if (to < from || to.DayNumber - from.DayNumber > 366)
            wrong["to"] = [MarketText.Say(null, "error.span", to, from)];
        if (wrong.Count > 0)
            return TypedResults.ValidationProblem(wrong);
        var days = await series.DaysAsync(SeriesNames.Spot(zone), from, to, null, stop);
        return TypedResults.Ok(days.ConvertAll(d => new MarketDayView(MarketDays.Date(d), d.Version, d.Source, d.Published, d.Received, SeriesBook.Read(d.Numbers))));
    }

    /// <summary>A day of prices.</summary>
    /// <param name="Day">The German day.</param>
    /// <param name="Version">1 for the first that was known of it.</param>
    /// <param name="Source">Who said so.</param>
    /// <param name="Published">When, where that is known.</param>
    /// <param name="Received">When it was kept.</param>
    /// <param name="Prices">0.001 ct/kWh for each quarter-hour: 92, 96 or 100; null where none is known.</param>
    internal sealed record MarketDayView(DateOnly Day, int Version, string Source, DateTimeOffset? Published, DateTimeOffset Received, IReadOnlyList<int?> Prices);
}

/// <summary>What came of a text.</summary>
/// <param name="File">Its name.</param>
/// <param name="Format">As what it was read; null when that could not be told.</param>
/// <param name="Days">How many days got a new version; 0 when they were known already or nothing was kept.</param>
/// <param name="Series">What it holds.</param>
/// <param name="Faults">Everything that is wrong with it, with the line.</param>
sealed record MarketKept(string File, string? Format, int Days, IReadOnlyList<MarketPart> Series, IReadOnlyList<string> Faults)
{
    public static MarketKept Of(MarketDraft draft, int days) =>
        new(draft.File, draft.Format is { } format ? MarketFormats.Word(format) : null, days, [.. draft.Parts], [.. draft.Answer.Faults.Select(f => f.ToString())]);
}
