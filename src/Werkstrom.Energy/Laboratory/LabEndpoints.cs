using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Jobs;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Laboratory;

/// <summary>The API of the laboratory, <c>/api/energy/lab</c>.</summary>
static class LabEndpoints
{
    const string JobAddress = "/api/energy/lab/populations/job";

    public static void MapLabApi(this IEndpointRouteBuilder routes)
    {
        var lab = routes.MapGroup("/api/energy/lab").WithTags("Energy laboratory").RequireAuthorization(Policies.Operate);
        lab.MapGet("/populations", Populations).WithName("ListLabPopulations").WithSummary("The customers that ideas can be tried on, without any of them by itself");
        lab.MapPost("/populations", MakeAsync).WithName("MakeLabPopulation").RequireAuthorization(Policies.Engineer).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Reads the meters of all customers of a year that is over (each read is noted), or makes a standard mix; the same inputs give the same population. 200 with a small one; 202 where it takes longer: its Location says how far it is. 409 while another one is made");
        lab.MapGet("/populations/job", Job).WithName("GetLabPopulationJob").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How far the population is that is being made, with the seconds left; or what came of the last one");
        lab.MapDelete("/populations/job", EndJob).WithName("EndLabPopulationJob").RequireAuthorization(Policies.Engineer).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Ends it before it is through; nothing of it is kept");
        lab.MapDelete("/populations/{id}", Delete).WithName("DeleteLabPopulation").RequireAuthorization(Policies.Engineer).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Throws a population away");
        lab.MapPost("/ask", AskAsync).WithName("AskLab").Accepts<LabWish>("application/json").WithSummary("Tries up to four ideas on a population, compared with one tariff for everybody or with each customer's own of today: who wins and loses, margin, revenue neutrality, a year like 2022, moved loads; everything of at least five customers");
        lab.MapGet("/saved", SavedAsync).WithName("ListSavedLabs").WithSummary("Laboratories that were kept, the newest first");
        lab.MapPost("/saved", KeepAsync).WithName("KeepLab").Accepts<LabKeep>("application/json").WithSummary("Asks and keeps question and answer");
        var one = routes.MapGroup("/api/energy/lab/saved/{id:long}").WithTags("Energy laboratory").RequireAuthorization(Policies.Cooperate).ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("/", GetAsync).WithName("GetSavedLab").WithSummary("A laboratory that was kept; partners see those that are shared");
        one.MapGet("/csv", CsvAsync).WithName("GetSavedLabCsv").WithSummary("Its answer by idea and group as CSV");
        lab.MapGet("/saved/{id:long}/again", AgainAsync).WithName("RepeatSavedLab").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Computes it again from its inputs and says whether every bit is the same, or which input is gone");
        lab.MapPut("/saved/{id:long}/shared", ShareAsync).WithName("ShareLab").RequireAuthorization(Policies.Engineer).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Lets partners see it, or no longer; refused when it could be taken from one that is shared to learn about fewer than five");
    }

    static Ok<List<PopulationView>> Populations(PopulationShelf shelf) => TypedResults.Ok(shelf.All().Select(PopulationView.Of).ToList());

    static async Task<Results<Ok<PopulationView>, Accepted<PopulationJobView>, ValidationProblem, ProblemHttpResult>> MakeAsync(
        PopulationAsk ask, PopulationMaker maker, PopulationJobs jobs, IStringLocalizer<LabText> texts, CancellationToken stop)
    {
        var year = ask.Year ?? maker.LastYear;
        if (year < PopulationJobs.FirstYear || year > maker.LastYear)
            return Wrong("year", [FormattableString.Invariant($"A year from {PopulationJobs.FirstYear} to {maker.LastYear}, which is over, not {year}.")]);
        if (jobs.Last is { IsRunning: true })
            return TypedResults.Problem(texts["job.other", JobAddress], statusCode: StatusCodes.Status409Conflict);
        var job = await jobs.StartAsync(ask.Kind, year, stop);
        if (job.IsRunning)
            return TypedResults.Accepted(JobAddress, PopulationJobView.Of(job, texts));
        return job.Answer is Population made ? TypedResults.Ok(PopulationView.Of(made))
            : TypedResults.Problem(texts[PopulationJobs.FaultOf(job)!], statusCode: job.Answer is Exception e && FullDisk.Is(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
    }

    static Results<Ok<PopulationJobView>, ProblemHttpResult> Job(PopulationJobs jobs, IStringLocalizer<LabText> texts) =>
        jobs.Last is { } job ? TypedResults.Ok(PopulationJobView.Of(job, texts)) : Missing(texts["job.none"]);

    static Results<NoContent, ProblemHttpResult> EndJob(PopulationJobs jobs, IStringLocalizer<LabText> texts)
    {
        if (jobs.Last is not { IsRunning: true } job)
            return Missing(texts["job.none"]);
        job.End();
        return TypedResults.NoContent();
    }

    static Results<NoContent, ProblemHttpResult> Delete(string id, PopulationShelf shelf) => shelf.Delete(id) ? TypedResults.NoContent() : Missing($"There is no population '{id}'.");

    static async Task<Results<Ok<LabResult>, ValidationProblem>> AskAsync(HttpRequest request, LabDesk desk, CancellationToken stop)
    {
        var (wish, fault) = await ReadAsync<LabWish>(request, stop);
        if (wish is null)
            return Wrong("lab", [fault!]);
        var (result, faults) = await desk.AskAsync(wish, true, stop);
        return result is null ? Wrong("lab", faults) : TypedResults.Ok(result);
    }

    static async Task<Ok<List<SavedView>>> SavedAsync(LabBook book, CancellationToken stop) => TypedResults.Ok((await book.AllAsync(stop)).Select(l => SavedView.Of(l, false)).ToList());

    static async Task<Results<Ok<SavedView>, ValidationProblem>> KeepAsync(HttpRequest request, LabBook book, LabDesk desk, CancellationToken stop)
    {
        var (keep, fault) = await ReadAsync<LabKeep>(request, stop);
        if (keep is null)
            return Wrong("lab", [fault!]);
        var (lab, faults) = await book.KeepAsync(keep.Name.Trim(), keep.Note ?? "", keep.Ask, stop);
        return lab is null ? Wrong("lab", faults) : TypedResults.Ok(SavedView.Of(lab, true, await desk.AgainstAsync(lab.ReadWish(), stop)));
    }

    static async Task<Results<Ok<SavedView>, ProblemHttpResult>> GetAsync(
        long id, HttpContext http, LabBook book, LabDesk desk, Microsoft.AspNetCore.Authorization.IAuthorizationService gate, CancellationToken stop) =>
        await LabSight.FindAsync(id, http, book, gate, stop) is { } lab ? TypedResults.Ok(SavedView.Of(lab, true, await desk.AgainstAsync(lab.ReadWish(), stop))) : Missing(id);

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> CsvAsync(
        long id, HttpContext http, LabBook book, LabDesk desk, Microsoft.AspNetCore.Authorization.IAuthorizationService gate, CancellationToken stop) =>
        await LabSight.FindAsync(id, http, book, gate, stop) is { } lab ? TypedResults.Text(LabCsv.Write(lab.ReadResult(), await desk.AgainstAsync(lab.ReadWish(), stop)), "text/csv") : Missing(id);

    static async Task<Results<Ok<AgainView>, ProblemHttpResult>> AgainAsync(long id, LabBook book, CancellationToken stop)
    {
        if (await book.FindAsync(id, stop) is not { } lab)
            return Missing(id);
        var (again, faults) = await book.AgainAsync(lab, stop);
        return TypedResults.Ok(new AgainView(again, faults, lab.ReadResult().Method, LabRun.Method));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ShareAsync(long id, ShareAsk ask, LabBook book, CancellationToken stop) => await book.ShareAsync(id, ask.Shared, stop) switch
    {
        null => TypedResults.NoContent(),
        "share.none" => Missing(id),
        _ => TypedResults.Problem("One that is shared is of nearly the same customers: taken from each other they would tell about fewer than five.", statusCode: StatusCodes.Status409Conflict, title: "Conflict"),
    };

    // not by the framework: its reader wants the type of a rule before all else
    static async Task<(T? Value, string? Fault)> ReadAsync<T>(HttpRequest request, CancellationToken stop)
        where T : class
    {
        using StreamReader reader = new(request.Body);
        try
        {
            return (LabJson.Read<T>(await reader.ReadToEndAsync(stop)), null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return (null, e.Message);
        }
    }

    static ValidationProblem Wrong(string name, IReadOnlyList<string> faults) => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [name] = [.. faults] });

    static ProblemHttpResult Missing(long id) => Missing(FormattableString.Invariant($"There is no laboratory {id}."));

    static ProblemHttpResult Missing(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>Who may see a saved laboratory.</summary>
static class LabSight
{
    /// <summary>One that the reader may see: of the house, or shared; null otherwise.</summary>
    public static async Task<SavedLab?> FindAsync(long id, HttpContext http, LabBook book, Microsoft.AspNetCore.Authorization.IAuthorizationService gate, CancellationToken stop) =>
        await book.FindAsync(id, stop) is { } lab && (lab.IsShared || (await gate.AuthorizeAsync(http.User, null, Policies.Operate)).Succeeded) ? lab : null;
}

/// <summary>Which population is wanted.</summary>
/// <param name="Kind">Real customers, or the standard mix.</param>
/// <param name="Year">A year that is over; null: the newest.</param>
sealed record PopulationAsk(PopulationKind Kind = PopulationKind.Customers, int? Year = null);

/// <summary>Whether partners may see it.</summary>
/// <param name="Shared">True: they may.</param>
sealed record ShareAsk(bool Shared);

/// <summary>What is to be kept.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Ask">What is asked.</param>
/// <param name="Note">1,000 characters at most.</param>
sealed record LabKeep(string Name, LabWish Ask, string? Note = null);

/// <summary>A population without its customers.</summary>
/// <param name="Id">By which questions name it.</param>
/// <param name="Kind">Whose quarter-hours.</param>
/// <param name="Year">Which year.</param>
/// <param name="Customers">How many.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Inputs">SHA-256 of what it was made of.</param>
/// <param name="LeftOut">Who is not in it.</param>
/// <param name="Removed">How many were taken out since.</param>
sealed record PopulationView(string Id, PopulationKind Kind, int Year, int Customers, DateTimeOffset MadeAt, string MadeBy, string Inputs, LeftOut LeftOut, int Removed)
{
    public static PopulationView Of(Population population) =>
        new(population.Id, population.Kind, population.Year, population.Members.Count, population.MadeAt, population.MadeBy, population.Inputs, population.LeftOut, population.Removed);
}

/// <summary>A population that is being made, or what came of it.</summary>
/// <param name="Kind">customers or mix.</param>
/// <param name="Done">Customers that were looked at.</param>
/// <param name="Total">Of so many; null: not known yet.</param>
/// <param name="SecondsLeft">How long it goes on at the speed it had so far; null: not known.</param>
/// <param name="Finished">Whether it is over.</param>
/// <param name="Fault">Why there is none, in words; null: it goes on, or there is one.</param>
/// <param name="Population">What came of it.</param>
sealed record PopulationJobView(string Kind, int Done, int? Total, int? SecondsLeft, bool Finished, string? Fault, PopulationView? Population)
{
    public static PopulationJobView Of(LongJob job, IStringLocalizer<LabText> texts)
    {
        var how = ProgressView.Of(job);
        return new(
            job.Kind, how.Done, how.Total, how.Left, how.Finished, PopulationJobs.FaultOf(job) is { } fault ? texts[fault].Value : null, job.Answer is Population made ? PopulationView.Of(made) : null);
    }
}

/// <summary>A laboratory that was kept.</summary>
/// <param name="Id">Its number; its page is <c>/energy/lab/ID</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Note">What its maker says of it.</param>
/// <param name="IsShared">Whether partners may see it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Hash">SHA-256 of the answer.</param>
/// <param name="Ask">What was asked; null in a list.</param>
/// <param name="Result">What was found; null in a list.</param>
/// <param name="ComparedWith">Name of the one tariff that everybody is compared with, whatever they have; null: each customer's own of today, or in a list.</param>
sealed record SavedView(long Id, string Name, string Note, bool IsShared, DateTimeOffset MadeAt, string MadeBy, string Hash, LabWish? Ask, LabResult? Result, string? ComparedWith)
{
    public static SavedView Of(SavedLab lab, bool isWhole, string? against = null) =>
        new(lab.Id, lab.Name, lab.Note, lab.IsShared, lab.MadeAt, lab.MadeBy, lab.Hash, isWhole ? lab.ReadWish() : null, isWhole ? lab.ReadResult() : null, against);
}

/// <summary>What computing again said.</summary>
/// <param name="Again">How it stands.</param>
/// <param name="Faults">What is in the way.</param>
/// <param name="Method">By which method it was kept; null: before methods had numbers.</param>
/// <param name="MethodNow">By which it is computed today.</param>
sealed record AgainView(LabAgain Again, IReadOnlyList<string> Faults, int? Method, int MethodNow);
