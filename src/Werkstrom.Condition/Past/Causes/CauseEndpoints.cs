using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Rules for the causes of failures.</summary>
static class CauseEndpoints
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void MapCauses(this IEndpointRouteBuilder condition)
    {
        var causes = condition.MapGroup("/causes").WithTags("Condition");
        causes.MapGet("/", ListAsync).RequireAuthorization(Policies.Read).WithName("ListFailureKinds").WithSummary("Machines with recorded failures, and how often each kind was recorded");
        causes.MapGet("/{assetId:int}", LearnAsync).RequireAuthorization(Policies.Read).WithName("LearnCauses")
            .WithSummary("Short rules in physical terms for one kind of failure of a machine and its sisters, with how they did on failures that they had not seen");
        causes.MapGet("/files/{id}", JobAsync).RequireAuthorization(Policies.Operate).WithName("GetCauseFile").WithSummary("How far learning from a file is");
    }

    static async Task<Ok<FailureKindView[]>> ListAsync(FailureTables tables, CancellationToken stop) => TypedResults.Ok<FailureKindView[]>(
        [.. (await tables.KindsAsync(stop)).Select(k => new FailureKindView(k.Machine.Id, k.Machine.Path, k.Kind, k.Count))]);

    static async Task<Results<Ok<CausesView>, ValidationProblem, ProblemHttpResult>> LearnAsync(
        int assetId, string? kind, AssetCatalog assets, CauseDesk desk, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return TypedResults.Problem($"There is no asset with the number {assetId}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
        if (string.IsNullOrWhiteSpace(kind))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["kind"] = ["kind is missing: what the failure is called."] });
        return await desk.AskAsync(assetId, kind, null, Patience, stop) is { } learned
            ? TypedResults.Ok(CausesView.Of(learned.Causes))
            : TypedResults.Problem("It is still learned; ask again in a minute.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Busy");
    }

    static Results<Ok<CauseJobView>, ProblemHttpResult> JobAsync(string id, CauseJobs jobs) => jobs.Find(id) is { } job
        ? TypedResults.Ok(new CauseJobView(job.Learned.Count, job.File.Labels.Count, job.IsDone, job.Work.IsFaulted ? "Learning from this file failed." : null))
        : TypedResults.Problem($"There is no file {id}, or it is not kept any more.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>How far learning from a file is.</summary>
/// <param name="Done">Columns that were learned.</param>
/// <param name="Total">Columns that say whether something happened.</param>
/// <param name="Finished">Whether all were.</param>
/// <param name="Error">Why it ended early, or null.</param>
sealed record CauseJobView(int Done, int Total, bool Finished, string? Error);

/// <summary>A kind of failure of a machine.</summary>
/// <param name="AssetId">The machine.</param>
/// <param name="Asset">Its path.</param>
/// <param name="Kind">What the failure is called.</param>
/// <param name="Count">How often it was recorded.</param>
sealed record FailureKindView(int AssetId, string Asset, string Kind, int Count);

/// <summary>What was learned.</summary>
/// <param name="Occurred">Failures of which something was measured, n.</param>
/// <param name="Rules">The rules; empty where none is told.</param>
/// <param name="Why">fewEvents, fewHealthy, noSignals, noRule, notConfirmed; null when there are rules.</param>
/// <param name="Check">How the rules did on failures that they had not seen; null when it was not checked.</param>
sealed record CausesView(int Occurred, IReadOnlyList<CauseRuleView> Rules, string? Why, CauseCheck? Check)
{
    public static CausesView Of(LearnedCauses causes) => new(
        causes.Table.Occurred, [.. causes.Rules.Select(r => new CauseRuleView(r.ToString(), r.Hits, r.False))],
        causes.Why is { } why ? SimilarView.Camel($"{why}") : null, causes.Check);
}

/// <summary>A rule.</summary>
/// <param name="Text">Figures with limits that hold together.</param>
/// <param name="Hits">Rows with the event that it says, of those that no rule before it said.</param>
/// <param name="False">Rows without the event that it says.</param>
sealed record CauseRuleView(string Text, int Hits, int False);
