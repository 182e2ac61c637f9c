using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>The API of bills, <c>/api/energy/bills</c>. Bills name people and their consumption: for engineers and up.</summary>
static class BillApi
{
    public static void MapBillApi(this RouteGroupBuilder bills)
    {
        bills.WithTags("Energy bills").RequireAuthorization(Policies.Engineer).AddEndpointFilter<DamagedFiles>();
        bills.MapGet("/", Find).WithSummary("Bills by number, contract, customer or delivery point; the newest first");
        bills.MapPost("/runs", Start).WithSummary("Begins a bill run: drafts of all contracts of a time, or corrections of what was sent");
        bills.MapGet("/runs", Runs).WithSummary("Bill runs, newest first");
        bills.MapGet("/runs/{id:long}", Run).WithSummary("A run with its sums");
        bills.MapGet("/runs/{id:long}/progress", Progress).WithSummary("How far a run is");
        bills.MapGet("/runs/{id:long}/bills", BillsOf).WithSummary("The bills of a run with all their lines");
        bills.MapGet("/runs/{id:long}/csv", CsvOf).WithSummary("The bills of a run as CSV");
        bills.MapPost("/runs/{id:long}/release", Release).WithSummary("Releases a run; another person than its maker, and no token");
        bills.MapPost("/runs/{id:long}/discard", Discard).WithSummary("Throws the drafts of a run away");
        bills.MapPost("/runs/{id:long}/retry", Retry).WithSummary("Lets a run that failed go on where it ended");
        bills.MapGet("/supplier", Supplier).WithSummary("The supplier's own data");
        bills.MapPut("/supplier", PutSupplier).WithSummary("Changes the supplier's own data; all of them, what a bill must have is required");
        bills.MapGet("/mix", Mixes).WithSummary("The energy mix by year (§ 42 EnWG)");
        bills.MapPut("/mix", PutMix).WithSummary("Keeps the energy mix of a year");
        bills.MapGet("/{number}", Get).WithSummary("A bill with its lines, versions and hash");
        bills.MapGet("/{number}/csv", Csv).WithSummary("The lines of a bill as CSV");
        bills.MapGet("/{number}/lines/{line:int}", Explain).WithSummary("A line down to its quarter-hours and the signed values that priced them");
        bills.MapGet("/{number}/again", Again).WithSummary("Computes a bill again from what it kept, and says whether every bit is the same");
        bills.MapPost("/{number}/cancel", Cancel).WithSummary("Makes the draft that takes a bill back, in a run of its own; a second person releases it, then its time can be billed anew");
    }

    static async Task<Ok<List<BillView>>> Find(string? ask, BillBook book, CancellationToken stop) => TypedResults.Ok((await book.IssuedAsync(ask, 200, stop)).Select(BillView.Of).ToList());

    static async Task<Results<Accepted<RunView>, Ok<RunView>, ProblemHttpResult>> Start(RunAsk ask, BillDesk desk, CancellationToken stop)
    {
        if (ask.To <= ask.From || ask.To.DayNumber - ask.From.DayNumber > 1_100)
            return TypedResults.Problem($"to ({ask.To:O}) must be after from ({ask.From:O}), by three years at most.", statusCode: StatusCodes.Status400BadRequest);
        if (ask.Kind == BillKind.Cancellation)
            return TypedResults.Problem("A cancellation is made of one bill: POST /api/energy/bills/{number}/cancel.", statusCode: StatusCodes.Status400BadRequest);
        if (!desk.IsOver(GermanTime.Between(ask.From, ask.To)))
            return TypedResults.Problem($"The time until to ({ask.To:O}) is not over: what is still to come is not billed.", statusCode: StatusCodes.Status400BadRequest);
        var (run, isNew) = await desk.StartAsync(GermanTime.Between(ask.From, ask.To), ask.Kind, stop);
        return isNew ? TypedResults.Accepted($"/api/energy/bills/runs/{run.Id}", RunView.Of(run)) : TypedResults.Ok(RunView.Of(run));
    }

    static async Task<Ok<List<RunView>>> Runs(BillBook book, CancellationToken stop) => TypedResults.Ok((await book.RunsAsync(200, stop)).Select(r => RunView.Of(r)).ToList());

    static async Task<Results<Ok<RunView>, NotFound>> Run(long id, BillBook book, SupplierBook suppliers, CancellationToken stop) =>
        await book.RunAsync(id, stop) is { } run
            ? TypedResults.Ok(RunView.Of(run, BillBook.Sums(await book.BillsAsync(id, stop)), run.State == RunState.Ready ? await suppliers.ProblemsAsync(run, stop) : null)) : TypedResults.NotFound();

    static async Task<Results<Ok<RunProgress>, NotFound>> Progress(long id, BillBook book, CancellationToken stop) =>
        await book.RunAsync(id, stop) is { } run
            ? TypedResults.Ok(new RunProgress(run.Done, run.Total == 0 ? null : run.Total, !run.IsBusy, run.Fault, $"/energy/bills/runs/{id}")) : TypedResults.NotFound();

    static async Task<Ok<List<BillView>>> BillsOf(long id, BillBook book, CancellationToken stop) => TypedResults.Ok((await book.BillsAsync(id, stop)).Select(BillView.Of).ToList());

    static async Task<FileContentHttpResult> CsvOf(long id, BillBook book, CancellationToken stop) =>
        TypedResults.File(Encoding.UTF8.GetBytes(BillCsv.Of(await book.BillsAsync(id, stop))), "text/csv; charset=utf-8", $"bills-{id}.csv");

    static async Task<Results<Accepted, ProblemHttpResult>> Release(long id, BillDesk desk, IStringLocalizer<BillText> texts, CancellationToken stop) =>
        await desk.ReleaseAsync(id, stop) is { } refused ? TypedResults.Problem(texts[refused], statusCode: refused == "release.none" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict)
            : TypedResults.Accepted($"/api/energy/bills/runs/{id}");

    static async Task<Results<NoContent, ProblemHttpResult>> Discard(long id, BillDesk desk, CancellationToken stop) =>
        await desk.DiscardAsync(id, stop) ? TypedResults.NoContent() : TypedResults.Problem($"Run {id} has no drafts that can be thrown away.", statusCode: StatusCodes.Status409Conflict);

    static async Task<Results<Accepted, ProblemHttpResult>> Retry(long id, BillDesk desk, CancellationToken stop) =>
        await desk.RetryAsync(id, stop) ? TypedResults.Accepted($"/api/energy/bills/runs/{id}") : TypedResults.Problem($"Run {id} did not fail.", statusCode: StatusCodes.Status409Conflict);

    static async Task<Ok<Supplier>> Supplier(SupplierBook book, CancellationToken stop) => TypedResults.Ok(await book.ReadAsync(stop));

    static async Task<Results<NoContent, ValidationProblem>> PutSupplier(Supplier given, SupplierBook book, IStringLocalizer<BillText> texts, CancellationToken stop) =>
        Answer(await book.PutAsync(s => s.Take(given), stop), texts);

    static async Task<Ok<IReadOnlyList<EnergyMix>>> Mixes(SupplierBook book, CancellationToken stop) => TypedResults.Ok(await book.MixesAsync(stop));

    static async Task<Results<NoContent, ValidationProblem>> PutMix(EnergyMix mix, SupplierBook book, IStringLocalizer<BillText> texts, CancellationToken stop) =>
        Answer(await book.PutMixAsync(mix, stop), texts);

    static Results<NoContent, ValidationProblem> Answer(IReadOnlyDictionary<string, string> faults, IStringLocalizer<BillText> texts) =>
        faults.Count == 0 ? TypedResults.NoContent() : TypedResults.ValidationProblem(faults.ToDictionary(f => f.Key, f => new[] { texts[f.Value].Value }));

    static async Task<Results<Ok<BillView>, NotFound>> Get(string number, BillBook book, CancellationToken stop) =>
        await book.FindAsync(number, stop) is { } bill ? TypedResults.Ok(BillView.Of(bill)) : TypedResults.NotFound();

    static async Task<Results<FileContentHttpResult, NotFound>> Csv(string number, BillBook book, CancellationToken stop) =>
        await book.FindAsync(number, stop) is { } bill ? TypedResults.File(Encoding.UTF8.GetBytes(BillCsv.Of(bill)), "text/csv; charset=utf-8", $"{number}.csv") : TypedResults.NotFound();

    static async Task<Results<Ok<Explained>, NotFound>> Explain(string number, int line, DateOnly? day, BillBook book, BillExplainer explainer, CancellationToken stop) =>
        await book.FindAsync(number, stop) is { } bill && await explainer.LineAsync(bill, line - 1, day, stop) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    static async Task<Results<Ok<AgainView>, NotFound>> Again(string number, BillBook book, BillExplainer explainer, CancellationToken stop) =>
        await book.FindAsync(number, stop) is { } bill && await explainer.AgainAsync(bill, stop) is { } again
            ? TypedResults.Ok(new AgainView(again.IsSame, again.Hash, bill.Hash, again.IsWhole)) : TypedResults.NotFound();

    static async Task<Results<Accepted<RunView>, ProblemHttpResult>> Cancel(string number, CancelAsk ask, BillDesk desk, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(ask.Reason))
            return TypedResults.Problem("Say why (reason): it stands on the cancellation.", statusCode: StatusCodes.Status400BadRequest);
        return await desk.CancelAsync(number, ask.Reason.Trim(), stop) is { } run
            ? TypedResults.Accepted($"/api/energy/bills/runs/{run.Id}", RunView.Of(run)) : TypedResults.Problem($"There is no bill {number} that holds.", statusCode: StatusCodes.Status409Conflict);
    }

    /// <summary>How far a run is, as the island of progress reads it.</summary>
    internal sealed record RunProgress(int Done, int? Total, bool Finished, string? Error, string Url);

    /// <summary>A bill computed again; it is not whole when what is kept was changed.</summary>
    internal sealed record AgainView(bool IsSame, string Hash, string Kept, bool IsWhole);
}
