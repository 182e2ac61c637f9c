using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Rates;

/// <summary>The API of rates, <c>/api/energy/rates</c>.</summary>
static class RateEndpoints
{
    const long Largest = 4L << 20;

    public static void MapRateApi(this IEndpointRouteBuilder routes)
    {
        var rates = routes.MapGroup("/api/energy/rates").WithTags("Energy");
        rates.MapGet("/", ListAsync).WithName("ListRates").RequireAuthorization(Policies.Read).WithSummary("Levies, taxes, grid fees and legal limits by date, each with its source; as they were at a state when asOf is given");
        rates.MapGet("/export.csv", ExportAsync).WithName("ExportRates").RequireAuthorization(Policies.Read).WithSummary("All rates as CSV, as it is read again").Produces<string>(StatusCodes.Status200OK, "text/csv");
        rates.MapPost("/", AddAsync).WithName("AddRate").RequireAuthorization(Policies.Engineer).WithSummary("Adds a rate; with closesBefore the open one before it ends where it begins");
        rates.MapPut("/{row:long}", ChangeAsync).WithName("ChangeRate").RequireAuthorization(Policies.Engineer).WithSummary("Keeps another version of a rate; bills that used the former keep it");
        rates.MapDelete("/{row:long}", RemoveAsync).WithName("RemoveRate").RequireAuthorization(Policies.Engineer).WithSummary("Takes a rate away; its versions stay");
        rates.MapPost("/import", ImportAsync).WithName("ImportRates").RequireAuthorization(Policies.Engineer).WithMetadata(new RequestSizeLimitAttribute(Largest)).Accepts<string>("text/csv")
            .WithSummary("Keeps the rates of a CSV text, all of them or none: one of the same name, scope and first day is changed, others are added");
    }

    static async Task<Ok<List<RateView>>> ListAsync(long? asOf, RateBook book, CancellationToken stop) =>
        TypedResults.Ok((await book.RowsAsync(asOf, stop)).Select(RateView.Of).ToList());

    static async Task<ContentHttpResult> ExportAsync(RateBook book, CancellationToken stop) => TypedResults.Text(RateBook.Write(await book.RowsAsync(null, stop)), "text/csv; charset=utf-8");

    static async Task<Results<NoContent, ValidationProblem>> AddAsync(RateWish wish, bool? closesBefore, RateDesk desk, CancellationToken stop) =>
        Answer(await desk.PutAsync(null, wish, closesBefore == true, stop));

    static async Task<Results<NoContent, ValidationProblem>> ChangeAsync(long row, RateWish wish, RateDesk desk, CancellationToken stop) => Answer(await desk.PutAsync(row, wish, false, stop));

    static async Task<Results<NoContent, ValidationProblem>> RemoveAsync(long row, RateDesk desk, CancellationToken stop) => Answer(await desk.RemoveAsync(row, stop));

    static async Task<Results<Ok<RatesKept>, ValidationProblem>> ImportAsync([FromBody] Stream text, string? file, RateDesk desk, IAudit audit, CancellationToken stop)
    {
        using StreamReader reader = new(text);
        var (count, faults) = await desk.ImportAsync(await reader.ReadToEndAsync(stop), stop);
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["text"] = [.. faults] });
        await audit.NoteAsync("rates.imported", "file", file ?? "text", new { rows = count }, stop);
        return TypedResults.Ok(new RatesKept(count));
    }

    static Results<NoContent, ValidationProblem> Answer(IReadOnlyList<string> faults) =>
        faults.Count > 0 ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["rate"] = [.. faults] }) : TypedResults.NoContent();
}

/// <summary>Rates that were kept.</summary>
/// <param name="Count">How many.</param>
sealed record RatesKept(int Count);

/// <summary>A rate.</summary>
/// <param name="Row">Which row.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="Rate">What it says.</param>
/// <param name="MadeAt">When this version was made.</param>
/// <param name="MadeBy">By whom.</param>
sealed record RateView(long Row, int Version, RateWish Rate, DateTimeOffset MadeAt, string MadeBy)
{
    public static RateView Of(RateVersion row) => new(row.RowNumber, row.Version, RateBook.Wish(row), row.MadeAt, row.MadeBy);
}
