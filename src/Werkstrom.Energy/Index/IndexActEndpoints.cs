using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Import;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index;

/// <summary>What can be done with the index, <c>/api/energy/index</c>: engineers set up regions, import, forecast and freeze.</summary>
static class IndexActEndpoints
{
    /// <summary>Largest file: ten years of a region in quarter-hours have about 30 MB.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Days that can be worked on at once.</summary>
    public const int MostDays = 4_000;

    public static void MapIndexActs(this IEndpointRouteBuilder routes)
    {
        var index = routes.MapGroup("/api/energy/index").WithTags("Energy").RequireAuthorization(Policies.Engineer).DisableAntiforgery();
        index.MapGet("/carbon", CarbonAsync).WithName("GetCarbonFactors").WithSummary("The table of CO2 factors with dates and sources, as CSV");
        index.MapPut("/carbon", SetCarbonAsync).WithName("SetCarbonFactors").WithSummary("Sets the table of CO2 factors; an empty text takes the supplied one again");
        index.MapPut("/{region}", PutAsync).WithName("SetIndexRegion").WithSummary("Makes a region, or changes it");
        index.MapPost("/{region}/import", ImportAsync).WithName("ImportIndexFile").WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .WithSummary("Takes a file as the body: SMARD's German CSV, hours of the zone, a register of plants; installed=wind=KW,solar=KW makes capacity factors of the zone of it");
        index.MapPost("/{region}/refresh", RefreshAsync).WithName("RefreshIndexInputs").WithSummary("Takes in what signals, plants and series say of German days from to to");
        index.MapPost("/{region}/forecast", ForecastAsync).WithName("ForecastIndex").WithSummary("Forecasts past days as they would have been at 18:00 the day before, marked as made afterwards");
        index.MapPost("/{region}/freeze", FreezeAsync).WithName("FreezeIndex").WithSummary("Freezes German days from to to: those ahead from a forecast, past ones from measured values, marked as made afterwards");
    }

    static async Task<Ok<CarbonView>> CarbonAsync(CarbonBook carbon, CancellationToken stop) => TypedResults.Ok(new CarbonView(await carbon.TextAsync(stop)));

    static async Task<Results<NoContent, ValidationProblem>> SetCarbonAsync(CarbonView view, CarbonBook carbon, CancellationToken stop) =>
        await carbon.PutAsync(view.Text, stop) is { Count: > 0 } faults
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["text"] = [.. faults] }) : TypedResults.NoContent();

    static async Task<Results<Ok<RegionView>, ValidationProblem>> PutAsync(string region, RegionWish wish, RegionBook regions, IOptions<EnergyOptions> options, CancellationToken stop)
    {
        var known = await regions.FindAsync(region, stop);
        IndexRegion wanted = new()
        {
            Code = region,
            Name = wish.Name ?? known?.Name ?? region,
            PriceZone = wish.Zone ?? known?.PriceZone ?? options.Value.Zone,
            FederalState = wish.State ?? known?.FederalState ?? "",
            PostalCodes = wish.PostalCodes ?? known?.PostalCodes ?? "",
            Sources = wish.Sources ?? known?.Sources ?? "",
        };
        return await regions.PutAsync(wanted, stop) is { Count: > 0 } faults ? TypedResults.ValidationProblem(faults) : TypedResults.Ok(RegionView.Of(wanted));
    }

    static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult, ValidationProblem>> ImportAsync(
        string region, string? file, string? installed, HttpRequest request, RegionBook regions, IndexImporter importer, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return IndexEndpoints.Missing(region);
        if (Installed(installed) is not { } kW)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["installed"] = [$"'{installed}' must be like wind=61000000,solar=99000000 (kW installed in the zone); technologies are {string.Join(", ", IndexParts.Renewable)}."] });
        using StreamReader reader = new(request.Body, Encoding.UTF8);
        return TypedResults.Ok(await importer.RunAsync(new(found.Code, file ?? "file", await reader.ReadToEndAsync(stop), kW), stop));
    }

    static async Task<Results<Ok<int>, ProblemHttpResult, ValidationProblem>> RefreshAsync(
        string region, string? from, string? to, RegionBook regions, InputMaker inputs, TimeProvider time, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return IndexEndpoints.Missing(region);
        var (span, faults) = Span(from, to, time);
        return faults.Count > 0 ? TypedResults.ValidationProblem(faults) : TypedResults.Ok(await inputs.RefreshAsync(found, span.From, span.To, stop));
    }

    static async Task<Results<Ok<int>, ProblemHttpResult, ValidationProblem>> ForecastAsync(
        string region, string? from, string? to, RegionBook regions, ForecastDesk desk, TimeProvider time, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return IndexEndpoints.Missing(region);
        var (span, faults) = Span(from, to, time);
        return faults.Count > 0 ? TypedResults.ValidationProblem(faults) : TypedResults.Ok(await desk.AfterwardsAsync(found, span.From, span.To, stop));
    }

    static async Task<Results<Ok<List<FreezeAnswer>>, ProblemHttpResult, ValidationProblem>> FreezeAsync(
        string region, string? from, string? to, RegionBook regions, FreezeDesk desk, TimeProvider time, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return IndexEndpoints.Missing(region);
        var (span, faults) = Span(from, to, time);
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(faults);
        var today = Today(time);
        List<FreezeAnswer> answers = [];
        if (span.From <= today)
            answers.AddRange(await desk.AfterwardsAsync(found, span.From, span.To < today ? span.To : today, stop));
        for (var day = span.From > today ? span.From : today.AddDays(1); day <= span.To; day = day.AddDays(1))
        {
            answers.Add(day == today.AddDays(1) ? await desk.AheadAsync(found, day, stop)
                : new(day, "missing", "only the next day can be frozen ahead"));
        }

        return TypedResults.Ok(answers);
    }

    static DateOnly Today(TimeProvider time) => GermanTime.Date(Quarters.Of(time.GetUtcNow()));

    static ((DateOnly From, DateOnly To) Span, Dictionary<string, string[]> Faults) Span(string? from, string? to, TimeProvider time)
    {
        Dictionary<string, string[]> faults = [];
        return (IndexEndpoints.Span(from, to, Today(time).AddDays(1), Today(time).AddDays(1), MostDays, faults), faults);
    }

    /// <summary>Reads <c>wind=KW,solar=KW</c>; null when it cannot be read.</summary>
    public static Dictionary<string, long>? Installed(string? text)
    {
        Dictionary<string, long> installed = [];
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=') is not [var part, var kW] || !IndexParts.Renewable.Contains(part)
                || !long.TryParse(kW, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount <= 0 || !installed.TryAdd(part, amount))
            {
                return null;
            }
        }

        return installed;
    }
}
