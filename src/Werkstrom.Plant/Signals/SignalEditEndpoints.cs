using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Signals;

/// <summary>Changes of signals. History stays with the signal through every one of them.</summary>
static class SignalEditEndpoints
{
    /// <summary>Maps the endpoints below <c>/api/signals</c>.</summary>
    public static void MapSignalEdits(this IEndpointRouteBuilder signals)
    {
        var edits = signals.MapGroup("").RequireAuthorization(Policies.Engineer);
        edits.MapPatch("/{id:int}", Patch).WithName("ChangeSignal")
            .WithSummary("Changes title, unit, kind, limits, expected interval, retention; what is not given stays");
        edits.MapPost("/{id:int}/move", Move).WithName("MoveSignal")
            .WithSummary("Gives another name, another asset, or both; the former path still accepts and finds");
        edits.MapPost("/{id:int}/merge", Merge).WithName("MergeSignal")
            .WithSummary("Makes this signal part of another: samples, number and path go there; at equal instants the other's samples stay");
        edits.MapDelete("/former-paths", RemoveFormerPath).WithName("RemoveFormerPath")
            .WithSummary("Takes a former path away: a source that still sends it makes a new signal");
        edits.MapDelete("/{id:int}/learned-interval", ForgetLearned).WithName("ForgetLearnedInterval")
            .WithSummary("Forgets how often news came; it is learned anew from what comes");
        edits.MapPut("/{id:int}/states/{number:int}", SetState).WithName("SetStateText").WithSummary("Gives a number of a state signal its text");
    }

    static async Task<Results<Ok<SignalView>, ValidationProblem, ProblemHttpResult>> Patch(
        int id, SignalPatch patch, SignalCatalog catalog, PlantState plant, CancellationToken stop)
    {
        if (patch.Check() is { Any: true } faults)
            return faults.ToProblem();
        var changed = await patch.ApplyAsync(catalog, id, stop);
        return changed.Problem is { } problem ? problem.ToResult() : Shown(changed.Value!, catalog, plant);
    }

    static async Task<Results<Ok<SignalView>, ProblemHttpResult>> Move(
        int id, MoveAsk ask, SignalCatalog catalog, PlantState plant, CancellationToken stop)
    {
        if (!catalog.TryGet(id, out var signal))
            return Refusals.NoSignal(id);
        var moved = await catalog.MoveAsync(signal.Id, ask.AssetId ?? signal.AssetId, ask.Name ?? signal.Name, stop);
        return moved.Problem is { } problem ? problem.ToResult() : Shown(moved.Value!, catalog, plant);
    }

    static async Task<Results<Ok<SignalView>, ProblemHttpResult>> Merge(
        int id, MergeAsk ask, SignalCatalog catalog, PlantState plant, CancellationToken stop)
    {
        if (!catalog.TryGet(id, out var signal) || signal.Id != id)
            return Refusals.NoSignal(id);
        var merged = await catalog.MergeAsync(id, ask.Into, stop);
        return merged.Problem is { } problem ? problem.ToResult() : Shown(merged.Value!, catalog, plant);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveFormerPath(
        [Description("The former path")] string? path, SignalCatalog catalog, CancellationToken stop) =>
        await catalog.RemoveFormerPathAsync(path ?? "", stop)
            ? TypedResults.NoContent()
            : Refusals.NotFound($"{path} is nobody's former path.");

    static async Task<Results<NoContent, ProblemHttpResult>> ForgetLearned(int id, SignalCatalog catalog, Pulses pulses, CancellationToken stop)
    {
        if (!catalog.TryGet(id, out var signal))
            return Refusals.NoSignal(id);
        await pulses.ForgetAsync(signal.Id, stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> SetState(
        int id, int number, StateAsk ask, SignalCatalog catalog, CancellationToken stop)
    {
        if (!catalog.TryGet(id, out var signal))
            return Refusals.NoSignal(id);
        return await catalog.SetStateTextAsync(signal.Id, number, ask.Text ?? "", stop) is { } reason
            ? Refusals.Invalid(reason)
            : TypedResults.NoContent();
    }

    static Ok<SignalView> Shown(Signal signal, SignalCatalog catalog, PlantState plant) =>
        TypedResults.Ok(SignalView.Of(plant.Judge(signal), catalog, catalog.FormerPaths(signal.Id)));

    /// <summary>Where a signal shall be.</summary>
    /// <param name="Name">Its name; null keeps it.</param>
    /// <param name="AssetId">Number of its asset; null keeps it.</param>
    internal sealed record MoveAsk(string? Name, int? AssetId);

    /// <summary>What a signal becomes part of.</summary>
    /// <param name="Into">Number of the signal that stays.</param>
    internal sealed record MergeAsk(int Into);

    /// <summary>The text of a state.</summary>
    /// <param name="Text">What people read instead of the number.</param>
    internal sealed record StateAsk(string? Text);
}
