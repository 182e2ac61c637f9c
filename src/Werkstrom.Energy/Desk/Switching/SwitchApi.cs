using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>The API of switches, <c>/api/energy/desk/switches</c>.</summary>
static class SwitchApi
{
    const int Most = 1_000;

    public static void MapSwitchApi(this IEndpointRouteBuilder desk)
    {
        var switches = desk.MapGroup("/switches").WithTags("Energy").RequireAuthorization(Policies.Operate);
        switches.MapGet("/", ListAsync).WithName("ListSwitches").WithSummary("Switches of many contracts to another tariff, newest first");
        switches.MapGet("/{id:long}", GetAsync).WithName("GetSwitch").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One switch with its sums: who can, who cannot and why, what it costs together");
        switches.MapGet("/{id:long}/progress", ProgressAsync).WithName("GetSwitchProgress").WithSummary("How far the step of a switch is");
        switches.MapGet("/{id:long}/contracts", RowsAsync).WithName("ListSwitchContracts").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Contracts of a switch by number, with all that stands against each; the next page begins after the last number. Answers have no names");
        var acts = switches.MapGroup("").RequireAuthorization(Policies.Engineer);
        acts.MapPost("/", StartAsync).WithName("PreviewSwitch").WithSummary("Finds out who can get another tariff at a date, who cannot and why, and what it costs; nothing is changed by it");
        acts.MapPost("/{id:long}/run", RunAsync).WithName("RunSwitch").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Changes the contracts of a preview and tells the customers");
        acts.MapPost("/{id:long}/return", ReturnAsync).WithName("ReturnSwitch").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Takes a switch back before its date");
        acts.MapPost("/{id:long}/discard", DiscardAsync).WithName("DiscardSwitch").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Throws a preview away");
        acts.MapPost("/{id:long}/retry", RetryAsync).WithName("RetrySwitch").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Lets a step that failed go on where it ended");
        acts.MapPost("/{id:long}/contracts/{contract}/return", ReturnOneAsync).WithName("ReturnSwitchedContract").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes one contract of a switch back before its date");
    }

    static async Task<Ok<List<SwitchView>>> ListAsync(SwitchBook book, CancellationToken stop)
    {
        List<SwitchView> views = [];
        foreach (var run in await book.ListAsync(100, stop))
            views.Add(SwitchView.Of(run, await book.SumsAsync(run.Id, stop)));
        return TypedResults.Ok(views);
    }

    static async Task<Results<Ok<SwitchView>, ProblemHttpResult>> GetAsync(long id, SwitchBook book, CancellationToken stop) =>
        await book.FindAsync(id, stop) is { } run ? TypedResults.Ok(SwitchView.Of(run, await book.SumsAsync(id, stop))) : Missing(id);

    static async Task<Results<Ok<SwitchProgress>, NotFound>> ProgressAsync(long id, SwitchBook book, CancellationToken stop) =>
        await book.FindAsync(id, stop) is { } run
            ? TypedResults.Ok(new SwitchProgress(run.Done, run.Total == 0 ? null : run.Total, !run.IsBusy, run.Fault, $"/energy/desk/switches/{id}")) : TypedResults.NotFound();

    static async Task<Results<Ok<SwitchRowsView>, ProblemHttpResult>> RowsAsync(
        long id, SwitchStep? state, string? after, int? take, SwitchBook book, IStringLocalizer<SwitchText> texts, CancellationToken stop)
    {
        if (await book.FindAsync(id, stop) is null)
            return Missing(id);
        var most = Math.Clamp(take ?? 100, 1, Most);
        var rows = await book.RowsAsync(id, state, after, most + 1, stop);
        return TypedResults.Ok(new SwitchRowsView([.. rows.Take(most).Select(r => SwitchRowView.Of(r, texts))], rows.Count > most ? rows[most - 1].Contract : null));
    }

    static async Task<Results<Created<SwitchView>, ValidationProblem>> StartAsync(SwitchAsk ask, SwitchDesk desk, SwitchBook book, CancellationToken stop)
    {
        var (run, faults) = await desk.StartAsync(new(ask.Tariff, ask.From, ask.Reason, ask.Words, ask.Filter is { } who ? new(who.Tariff, who.Postcode, who.Profile, who.List) : null), stop);
        return run is null ? TypedResults.ValidationProblem(faults.ToDictionary(f => f.Key, f => new[] { f.Value }))
            : TypedResults.Created($"/api/energy/desk/switches/{run.Id}", SwitchView.Of(run, await book.SumsAsync(run.Id, stop)));
    }

    static async Task<Results<Accepted, ProblemHttpResult>> RunAsync(long id, SwitchDesk desk, SwitchBook book, IStringLocalizer<SwitchText> texts, CancellationToken stop)
    {
        var refused = await desk.RunAsync(id, stop);
        if (refused != SwitchDesk.Nobody || (await book.SumsAsync(id, stop)).Codes is not { Count: > 0 } codes)
            return Answer(id, refused, texts);
        // with the reasons, as the page has them
        var why = string.Join("; ", codes.Select(c => $"{c.Count} × {texts["why." + c.Code]}"));
        return TypedResults.Problem(
            texts["refused.nobody.why", texts[refused], why], statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["why"] = codes.ToDictionary(c => c.Code, c => c.Count) });
    }

    static async Task<Results<Accepted, ProblemHttpResult>> ReturnAsync(long id, SwitchDesk desk, IStringLocalizer<SwitchText> texts, CancellationToken stop) => Answer(id, await desk.ReturnAsync(id, stop), texts);

    static async Task<Results<Accepted, ProblemHttpResult>> DiscardAsync(long id, SwitchDesk desk, IStringLocalizer<SwitchText> texts, CancellationToken stop) => Answer(id, await desk.DiscardAsync(id, stop), texts);

    static async Task<Results<Accepted, ProblemHttpResult>> RetryAsync(long id, SwitchDesk desk, IStringLocalizer<SwitchText> texts, CancellationToken stop) => Answer(id, await desk.RetryAsync(id, stop), texts);

    static async Task<Results<Accepted, ProblemHttpResult>> ReturnOneAsync(long id, string contract, SwitchDesk desk, IStringLocalizer<SwitchText> texts, CancellationToken stop) =>
        Answer(id, await desk.ReturnOneAsync(id, contract, stop), texts);

    static Results<Accepted, ProblemHttpResult> Answer(long id, string? refused, IStringLocalizer<SwitchText> texts) =>
        refused is null ? TypedResults.Accepted($"/api/energy/desk/switches/{id}")
        : TypedResults.Problem(texts[refused], statusCode: refused == "refused.none" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);

    static ProblemHttpResult Missing(long id) => TypedResults.Problem($"There is no switch {id}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>A switch as somebody asks for it.</summary>
    /// <param name="Tariff">Key of the new tariff.</param>
    /// <param name="From">The first day with it: <c>2027-01-01</c>.</param>
    /// <param name="Reason">agreed (default), prices or basic: by it the law says how long before customers must know.</param>
    /// <param name="Words">What customers are told; needed for prices and basic.</param>
    /// <param name="Filter">Who; null: all contracts.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record SwitchAsk(string? Tariff, string? From, string? Reason, string? Words, SwitchWho? Filter);

    /// <summary>Who is meant; what is not given does not narrow it.</summary>
    /// <param name="Tariff">Key of the tariff that they have.</param>
    /// <param name="Postcode">The first one to five digits of the postal code.</param>
    /// <param name="Profile">Standard load profile; <c>measured</c>: none, by the quarter-hour.</param>
    /// <param name="List">Numbers of contracts or customers, separated by blanks, commas or lines.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record SwitchWho(string? Tariff, string? Postcode, string? Profile, string? List);

    /// <summary>How far the step of a switch is, as the island of progress reads it.</summary>
    internal sealed record SwitchProgress(int Done, int? Total, bool Finished, string? Error, string Url);

    /// <summary>Contracts of a switch; the next answer begins after a number, null: there are no more.</summary>
    internal sealed record SwitchRowsView(IReadOnlyList<SwitchRowView> Contracts, string? After);

    /// <summary>A contract of a switch: costs of a year in ct with VAT, null where prices are missing; what stands against it as codes and as sentences.</summary>
    internal sealed record SwitchRowView(
        string Contract, string Customer, string Malo, string Tariff, SwitchStep State, string? Next, long? CentsBefore, long? CentsAfter, string? Told, IReadOnlyList<string> Codes, IReadOnlyList<string> Faults)
    {
        public static SwitchRowView Of(SwitchRow row, IStringLocalizer<SwitchText> texts) => new(
            row.Contract, row.Customer, row.Malo, row.Tariff, row.State, row.Next, row.CentsBefore, row.CentsAfter, row.Told, [.. row.Against.Select(f => f.Code)], [.. row.Against.Select(f => texts.Say(f))]);
    }

    /// <summary>A switch with its sums: contracts by how they stand, why those that cannot cannot (one contract may have several reasons), costs of a year together in ct with VAT.</summary>
    internal sealed record SwitchView(
        long Id, string Tariff, DateTimeOffset From, SwitchReason Reason, string Words, SwitchState State, int Planned, int Excepted, int Kept, int Failed, int Returned, IReadOnlyDictionary<string, int> Why,
        IReadOnlyList<string> Unknown, long CentsBefore, long CentsAfter, int Costed, int Dearer, int Letters, string MakerName, DateTimeOffset MadeAt, string? RunnerName, DateTimeOffset? RunAt, string? Fault)
    {
        public static SwitchView Of(SwitchRun run, SwitchSums sums) => new(
            run.Id, run.Tariff, Quarters.Start(run.FirstQuarter), run.Reason, run.Words, run.State, sums.Of(SwitchStep.Planned), sums.Of(SwitchStep.Excepted), sums.Of(SwitchStep.Kept), sums.Of(SwitchStep.Failed),
            sums.Of(SwitchStep.Returned), sums.Codes.ToDictionary(c => c.Code, c => c.Count), run.Unknown.Split(' ', StringSplitOptions.RemoveEmptyEntries), sums.CentsBefore, sums.CentsAfter, sums.Costed, sums.Dearer,
            sums.Letters, run.MakerName, run.MadeAt, run.RunnerName, run.RunAt, run.Fault);
    }
}
