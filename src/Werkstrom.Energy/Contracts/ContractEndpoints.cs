using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>The API of contracts, <c>/api/energy/contracts</c>.</summary>
static class ContractEndpoints
{
    public static void MapContractApi(this IEndpointRouteBuilder routes)
    {
        var contracts = routes.MapGroup("/api/energy/contracts").WithTags("Energy");
        contracts.MapGet("/", ListAsync).WithName("ListContracts").RequireAuthorization(Policies.Operate).WithSummary("Supply contracts by number, with search and filters; state is now, ended or coming");
        contracts.MapGet("/{number}", GetAsync).WithName("GetContract").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Operate).WithSummary("One supply contract");
        contracts.MapPost("/", AddAsync).WithName("AddContracts").RequireAuthorization(Policies.Engineer).WithSummary("Keeps contracts, all of them or none; every fault is told with the index of its contract");
        contracts.MapPost("/import", ImportAsync).WithName("ImportContracts").RequireAuthorization(Policies.Engineer).WithMetadata(new RequestSizeLimitAttribute(ContractFile.Largest))
            .Accepts<string>("text/csv").WithSummary("Keeps the contracts of a CSV text, all of them or none; every fault is told with its line");
        contracts.MapPost("/{number}/end", EndAsync).WithName("EndContract").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Engineer)
            .WithSummary("Ends a contract at a day or quarter-hour by the German clock; without one it goes on");
        contracts.MapPost("/{number}/follow", FollowAsync).WithName("FollowContract").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Engineer)
            .WithSummary("Ends a contract and begins the next at the same delivery point: a change of tariff, or another customer moves in");
    }

    static async Task<Ok<ContractList>> ListAsync(string? text, string? tariff, string? state, int? skip, int? take, ContractQuery query, CancellationToken stop)
    {
        var (lines, count) = await query.ListAsync(new(text, tariff, state, skip ?? 0, take ?? 100), stop);
        return TypedResults.Ok(new ContractList(count, [.. lines.Select(l => ContractView.Of(l.Contract))]));
    }

    static async Task<Results<Ok<ContractView>, ProblemHttpResult>> GetAsync(string number, ContractBook book, CancellationToken stop) =>
        await book.FindAsync(number, stop) is { } contract ? TypedResults.Ok(ContractView.Of(contract)) : Missing(number);

    static async Task<Results<Ok<ContractKept>, ValidationProblem>> AddAsync(ContractWish[] wishes, ContractCheck check, ContractDesk desk, CancellationToken stop)
    {
        var draft = await check.CheckAsync([.. wishes.Select((w, i) => (i + 1, w))], stop);
        return await KeepAsync(draft, "contracts", desk, stop);
    }

    static async Task<Results<Ok<ContractKept>, ValidationProblem>> ImportAsync(
        [FromBody] Stream text, string? file, ContractFile reader, ContractDesk desk, IAudit audit, CancellationToken stop)
    {
        using MemoryStream bytes = new();
        await text.CopyToAsync(bytes, stop);
        var draft = await reader.ReadAsync(bytes.ToArray(), stop);
        var answer = await KeepAsync(draft, "line ", desk, stop);
        if (answer.Result is Ok<ContractKept>)
            await audit.NoteAsync("contracts.imported", "file", file ?? "text", new { rows = draft.Rows.Count }, stop);
        return answer;
    }

    static async Task<Results<Ok<ContractKept>, ValidationProblem>> KeepAsync(ContractDraft draft, string place, ContractDesk desk, CancellationToken stop)
    {
        if (draft.Faults.Count > 0)
        {
            return TypedResults.ValidationProblem(draft.Faults.GroupBy(f => place == "contracts" ? FormattableString.Invariant($"contracts[{f.Line - 1}]") : FormattableString.Invariant($"{place}{f.Line}"))
                .ToDictionary(g => g.Key, g => g.Select(f => f.Text).ToArray()));
        }

        return await desk.KeepAsync(draft, stop) is { } fault
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { [place] = [fault] })
            : TypedResults.Ok(new ContractKept([.. draft.Rows.Select(r => r.Contract.Number)]));
    }

    static async Task<Results<Ok<ContractView>, ProblemHttpResult, ValidationProblem>> EndAsync(string number, ContractEnd end, ContractBook book, ContractDesk desk, CancellationToken stop)
    {
        if (await book.FindAsync(number, stop) is not { } contract)
            return Missing(number);
        var at = string.IsNullOrEmpty(end.At) ? null : WishReader.Quarter(end.At);
        if (at is null && !string.IsNullOrEmpty(end.At))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = [$"'{end.At}' is no day or full quarter of an hour, such as 2024-03-15 or 2024-03-15T12:30."] });
        return await desk.EndAsync(contract, at, stop) is { } fault
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = [fault == "fault.end" ? "A contract ends after it begins." : "Another contract of the delivery point holds then."] })
            : TypedResults.Ok(ContractView.Of((await book.FindAsync(number, stop))!));
    }

    static async Task<Results<Ok<ContractView>, ProblemHttpResult, ValidationProblem>> FollowAsync(string number, ContractWish wish, ContractBook book, ContractDesk desk, CancellationToken stop)
    {
        if (await book.FindAsync(number, stop) is not { } contract)
            return Missing(number);
        if (WishReader.Quarter(wish.From ?? "") is not { } at)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["from"] = [$"'{wish.From}' is no day or full quarter of an hour, such as 2024-03-15 or 2024-03-15T12:30."] });
        // what the wish says takes the place of what the contract before had
        var faults = await desk.FollowAsync(contract, at, before => ContractWish.Columns.Where(c => c.Column != "from" && !string.IsNullOrEmpty(c.Get(wish))).Aggregate(before, (w, c) => c.Set(w, c.Get(wish)!)), stop);
        return faults.Count > 0
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["contract"] = [.. faults.Select(f => f == "fault.end" ? "The next contract begins within the one before." : f)] })
            : TypedResults.Ok(ContractView.Of((await book.FindAsync(wish.Number!, stop))!));
    }

    static ProblemHttpResult Missing(string number) => TypedResults.Problem($"There is no contract '{number}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>Contracts that were found.</summary>
/// <param name="Count">How many fit.</param>
/// <param name="Contracts">Those of this answer.</param>
sealed record ContractList(int Count, IReadOnlyList<ContractView> Contracts);

/// <summary>Contracts that were kept.</summary>
/// <param name="Numbers">Their numbers.</param>
sealed record ContractKept(IReadOnlyList<string> Numbers);

/// <summary>The end of a contract.</summary>
/// <param name="At">The first day or quarter-hour that is no longer supplied; null: it goes on.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
sealed record ContractEnd(string? At);

/// <summary>A contract, without name and address.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Customer">Number of the customer.</param>
/// <param name="Malo">Id of the delivery point.</param>
/// <param name="AssetId">The delivery point as asset.</param>
/// <param name="Tariff">Key of the tariff.</param>
/// <param name="From">The first instant.</param>
/// <param name="Until">The first instant after it; null: no end is known.</param>
/// <param name="Profile">Load profile; null: metered by the quarter-hour.</param>
/// <param name="AnnualWh">Expected Wh a year.</param>
/// <param name="State">Federal state.</param>
/// <param name="Town">Class of the concession levy.</param>
/// <param name="GridOperator">Code of the grid operator.</param>
/// <param name="Metering">How it is measured.</param>
/// <param name="HasModule1">§ 14a module 1.</param>
/// <param name="Region">Whose index prices.</param>
/// <param name="Term">Until which day it is bound.</param>
/// <param name="NoticeDays">Days of notice.</param>
/// <param name="Follows">The contract that it follows.</param>
/// <param name="AgreementId">Its agreement.</param>
sealed record ContractView(
    string Number, string Customer, string Malo, int AssetId, string Tariff, DateTimeOffset From, DateTimeOffset? Until, string? Profile, long AnnualWh, string State, string Town,
    string GridOperator, string Metering, bool HasModule1, string? Region, DateOnly? Term, int NoticeDays, string? Follows, int AgreementId)
{
    public static ContractView Of(Contract c) => new(
        c.Number, c.Customer, c.Malo, c.AssetId, c.Tariff, Quarters.Start(c.First), c.End is { } end ? Quarters.Start(end) : null, c.Profile, c.AnnualWh, c.Place.Calendar.State.ToString(), c.Place.Town,
        c.Place.GridOperator, c.Place.Metering.ToString(), c.Place.HasModule1, c.Region, c.Term, c.NoticeDays, c.Follows, c.AgreementId);
}
