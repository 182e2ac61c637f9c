using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Rates;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>The API of tariffs and prices, <c>/api/energy/tariffs</c> and <c>/api/energy/prices</c>.</summary>
static class TariffEndpoints
{
    const int MostDays = 366;

    public static void MapTariffApi(this IEndpointRouteBuilder routes)
    {
        var tariffs = routes.MapGroup("/api/energy/tariffs").WithTags("Energy");
        tariffs.MapGet("/", ListAsync).WithName("ListTariffs").RequireAuthorization(Policies.Read).WithSummary("The newest version of each tariff");
        tariffs.MapGet("/{key}", GetAsync).WithName("GetTariff").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Read).WithSummary("A tariff as it was at a state, or now");
        tariffs.MapGet("/{key}/versions", VersionsAsync).WithName("ListTariffVersions").RequireAuthorization(Policies.Read).WithSummary("All versions of a tariff, the newest first");
        tariffs.MapPut("/{key}", PutAsync).WithName("PutTariff").ProducesProblem(StatusCodes.Status409Conflict).RequireAuthorization(Policies.Engineer).Accepts<TariffDefinition>("application/json")
            .WithSummary("Keeps a definition as the newest version; after names the version on which it was made (0: a new tariff)");
        routes.MapGroup("/api/energy/prices").WithTags("Energy").MapGet("/", PricesAsync).WithName("GetPrices").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Read)
            .WithSummary("Prices of a tariff by the quarter-hour with all components, for German days from and to (both included, 366 at most); the place is that of a contract, or given, or as configured");
    }

    static async Task<Ok<List<TariffView>>> ListAsync(TariffBook book, CancellationToken stop) => TypedResults.Ok((await book.AllAsync(stop)).Select(TariffView.Of).ToList());

    static async Task<Results<Ok<TariffView>, ProblemHttpResult>> GetAsync(string key, long? asOf, TariffBook book, CancellationToken stop) =>
        await book.FindAsync(key, asOf, stop) is { } version ? TypedResults.Ok(TariffView.Of(version)) : Missing(key);

    static async Task<Ok<List<TariffView>>> VersionsAsync(string key, TariffBook book, CancellationToken stop) => TypedResults.Ok((await book.VersionsAsync(key, stop)).Select(TariffView.Of).ToList());

    static async Task<Results<Ok<TariffView>, ProblemHttpResult, ValidationProblem>> PutAsync(
        string key, bool? retired, string? note, int? after, HttpRequest request, TariffBook book, RateBook rates, TimeProvider clock, CancellationToken stop)
    {
        var (definition, unread) = await ReadAsync(request, stop);
        if (definition is null)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["tariff"] = [unread!] });
        var faults = TariffCheck.Faults(definition);
        faults.AddRange(TariffCheck.UnknownRates(definition, await rates.RowsAsync(null, stop)));
        if (!TariffCheck.IsKey(key))
            faults.Add($"the key has 1 to 60 lower-case letters, digits and dashes and begins with a letter, not '{key}'");
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["tariff"] = [.. faults] });
        var former = await book.FindAsync(key, null, stop);
        return await book.PutAsync(key, definition, retired == true, note ?? "", after, stop) is { } kept
            ? TypedResults.Ok(TariffView.Of(kept) with { Warnings = Warnings(former, kept, clock) })
            : TypedResults.Problem("Another version was kept in the meantime.", statusCode: StatusCodes.Status409Conflict, title: "Conflict");
    }

    static IReadOnlyList<string>? Warnings(TariffVersion? former, TariffVersion kept, TimeProvider clock) =>
        former is not null && TariffPast.Changed(former.Read(), kept.Read(), GermanTime.Date(Quarters.Of(clock.GetUtcNow()))) is { Count: > 0 } past
            ? [$"The price of days that are over was changed: {string.Join(", ", past)}. Bills that were sent stay as they are; a run of corrections would bill the difference."] : null;

    // not by the framework: its reader wants the type of a rule before all else, and takes what is missing for null
    static async Task<(TariffDefinition? Definition, string? Fault)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        using StreamReader reader = new(request.Body);
        try
        {
            return (TariffJson.Read(await reader.ReadToEndAsync(stop)), null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return (null, e.Message);
        }
    }

    static async Task<Results<Ok<PricesView>, ProblemHttpResult, ValidationProblem>> PricesAsync(
        string? tariff, string? contract, DateOnly from, DateOnly? to, long? asOf, HttpRequest request, TariffBook book, ContractBook contracts, TariffDraw draw, TariffDesk desk, CancellationToken stop)
    {
        var last = to ?? from;
        if (from.Year is < 1996 or >= 8_000 || last < from || last.DayNumber - from.DayNumber >= MostDays)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = [FormattableString.Invariant($"1 to {MostDays} days from 1996 on, not {from:O} to {last:O}.")] });
        var supply = contract is null ? null : await contracts.FindAsync(contract, stop);
        if (contract is not null && supply is null)
            return TypedResults.Problem($"There is no contract '{contract}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
        if (await book.FindAsync(tariff ?? supply?.Tariff ?? "", asOf, stop) is not { } version)
            return Missing(tariff ?? "");
        var definition = version.Read();
        var where = supply is not null ? new PlaceFields(from, supply.Place, supply.Region)
            : PlaceFields.Read(n => request.Query[n].ToString(), draw.Place, from, definition.Components.Any(c => c.Rule is Module3Definition));
        try
        {
            var sheet = await desk.DrawAsync(definition, where.Place, where.Region, GermanTime.Between(from, last.AddDays(1)), asOf, stop);
            return TypedResults.Ok(PricesView.Of(version, sheet));
        }
        catch (ArgumentException e)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["prices"] = [.. TariffDesk.Plain(e).Split("; ").Select(TariffWords.Say)] });
        }
    }

    static ProblemHttpResult Missing(string key) => TypedResults.Problem($"There is no tariff '{key}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>A version of a tariff.</summary>
/// <param name="Key">By which contracts name it.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="State">Number of the state from which on it holds: asOf elsewhere.</param>
/// <param name="IsRetired">No new contract may have it.</param>
/// <param name="Note">Why it was made.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Warnings">When it was just kept: what it changes of days that are over; null: nothing.</param>
sealed record TariffView(
    string Key, int Version, long State, bool IsRetired, string Note, DateTimeOffset MadeAt, string MadeBy, TariffDefinition Definition, IReadOnlyList<string>? Warnings = null)
{
    public static TariffView Of(TariffVersion version) =>
        new(version.Key, version.Version, version.Id, version.IsRetired, version.Note, version.MadeAt, version.MadeBy, version.Read());
}

/// <summary>Prices by the quarter-hour, ct/kWh.</summary>
/// <param name="Tariff">Key of the tariff.</param>
/// <param name="Version">Its version.</param>
/// <param name="From">Start of the first quarter-hour, UTC; each lasts 900 seconds.</param>
/// <param name="Net">Without VAT.</param>
/// <param name="Gross">With VAT.</param>
/// <param name="Components">Each part, net.</param>
sealed record PricesView(string Tariff, int Version, DateTimeOffset From, IReadOnlyList<decimal> Net, IReadOnlyList<decimal> Gross, IReadOnlyList<PriceComponentView> Components)
{
    public static PricesView Of(TariffVersion version, PriceSheet sheet)
    {
        var quarters = Enumerable.Range(sheet.Range.First, sheet.Range.Count);
        return new(
            version.Key, version.Version, Quarters.Start(sheet.Range.First), [.. quarters.Select(q => Units.Cents(sheet.Net(q)))], [.. quarters.Select(q => Units.Cents(sheet.Gross(q)))],
            [.. sheet.Rows.Select(r => new PriceComponentView(r.Name, r.Kind, [.. r.Prices.Select(p => Units.Cents(p))], [.. r.Pieces.Select(p => new PriceSourceView(Quarters.Start(p.Range.First), p.Source, p.IsChecked))]))]);
    }
}

/// <summary>A part of the price.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Prices">ct/kWh net, by the quarter-hour.</param>
/// <param name="Sources">From when on by which source.</param>
sealed record PriceComponentView(string Name, PartKind Kind, IReadOnlyList<decimal> Prices, IReadOnlyList<PriceSourceView> Sources);

/// <summary>Where a price comes from.</summary>
/// <param name="From">From when on.</param>
/// <param name="Source">For people.</param>
/// <param name="IsChecked">False: from memory or an example.</param>
sealed record PriceSourceView(DateTimeOffset From, string Source, bool IsChecked);
