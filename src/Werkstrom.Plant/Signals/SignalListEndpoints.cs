using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Plant.Search;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Signals;

/// <summary>Which signals there are, one of them, and last values.</summary>
static class SignalListEndpoints
{
    const int DefaultLimit = 100;
    const int MostSignals = 1_000;

    /// <summary>Maps the endpoints below <c>/api/signals</c>.</summary>
    public static void MapSignalList(this IEndpointRouteBuilder signals)
    {
        signals.MapGet("/", List).WithName("ListSignals").WithSummary("Signals by path, page by page; search finds words and their beginnings");
        signals.MapGet("/{id:int}", Get).WithName("GetSignal").WithSummary("One signal with its last value and its former paths");
        signals.MapGet("/by-path", GetByPath).WithName("GetSignalByPath").WithSummary("One signal by its path, or a former path");
        signals.MapGet("/last", Last).WithName("GetLastValues").WithSummary("Last values of some signals, or of an asset and all below it");
    }

    static Results<Ok<SignalList>, ValidationProblem> List(
        [Description("Words or beginnings of words of path or title")] string? search,
        [Description("Number of an asset: its signals and those below it")] string? asset,
        [Description("Signals a page, 1 to 1000; default 100")] string? limit,
        [Description("Value of next from the page before")] string? cursor,
        SignalScope scope, SignalCatalog catalog, PlantState plant)
    {
        var faults = new Faults();
        var most = Ask.Number("limit", limit, 1, MostSignals, DefaultLimit, faults);
        var after = Ask.Number("cursor", cursor, 0, int.MaxValue, 0, faults);
        var below = Ask.Number("asset", asset, 1, int.MaxValue, 0, faults);
        if (below > 0 && !scope.HasAsset(below))
            faults.Add("asset", $"There is no asset with the number {below}.");
        if (search is { Length: > 200 })
            faults.Add("search", $"search has {search.Length} letters; 200 are allowed.");
        if (faults.Any)
            return faults.ToProblem();

        var words = Folding.Words(search ?? "");
        Signal[] found = [.. scope.Below(below).Where(signal => words.Length == 0 || SignalWords.Fits(signal, words)).Skip(after).Take(most + 1)];
        return TypedResults.Ok(new SignalList(
            [.. found.Take(most).Select(signal => SignalView.Of(plant.Judge(signal), catalog))],
            found.Length > most ? $"{after + most}" : null));
    }

    static Results<Ok<SignalView>, ProblemHttpResult> Get(int id, SignalCatalog catalog, PlantState plant) =>
        catalog.TryGet(id, out var signal)
            ? TypedResults.Ok(SignalView.Of(plant.Judge(signal), catalog, catalog.FormerPaths(signal.Id)))
            : Refusals.NoSignal(id);

    static Results<Ok<SignalView>, ProblemHttpResult> GetByPath(
        [Description("Path or former path")] string? path, SignalCatalog catalog, PlantState plant) =>
        catalog.TryGet(path ?? "", out var signal)
            ? Get(signal.Id, catalog, plant)
            : Refusals.NotFound($"There is no signal with the path {path}.");

    static Results<Ok<LastValues>, ValidationProblem> Last(
        [Description("Numbers of signals with commas between, at most 1000")] string? ids,
        [Description("Number of an asset: its signals and those below it")] string? asset,
        SignalScope scope, SignalCatalog catalog, PlantState plant)
    {
        var faults = new Faults();
        var numbers = Ask.Numbers("ids", ids, MostSignals, faults);
        var below = Ask.Number("asset", asset, 1, int.MaxValue, 0, faults);
        if (below > 0 && !scope.HasAsset(below))
            faults.Add("asset", $"There is no asset with the number {below}.");
        if (numbers.Length == 0 && below == 0 && !faults.Any)
            faults.Add("ids", "ids or asset is needed: ids=1,2,3 or asset=7.");
        var wanted = new List<Signal>();
        foreach (var number in numbers)
        {
            if (catalog.TryGet(number, out var signal))
                wanted.Add(signal);
            else
                faults.Add("ids", $"There is no signal with the number {number}.");
        }
        if (faults.Any)
            return faults.ToProblem();

        var of = numbers.Length > 0 ? wanted : scope.Below(below);
        return TypedResults.Ok(new LastValues([.. of.Select(plant.Judge)
            .Select(judged => new LastValues.Entry(judged.Signal.Id, judged.Signal.Path, judged.Signal.Unit, LastView.Of(judged)))]));
    }
}

/// <summary>A page of signals.</summary>
/// <param name="Signals">By path.</param>
/// <param name="Next">What to send as <c>cursor</c> for the page that follows; null on the last one.</param>
sealed record SignalList(IReadOnlyList<SignalView> Signals, string? Next);

/// <summary>Last values.</summary>
/// <param name="Values">In the order asked, else by path.</param>
sealed record LastValues(IReadOnlyList<LastValues.Entry> Values)
{
    /// <summary>The last value of one signal.</summary>
    internal sealed record Entry(int Signal, string Path, string Unit, LastView? Last);
}

/// <summary>Whether a signal fits the words asked for.</summary>
static class SignalWords
{
    /// <summary>True when path or title has every word, or a beginning of it.</summary>
    public static bool Fits(Signal signal, string[] words)
    {
        var text = Folding.Fold(signal.Path + " " + signal.Title);
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }
}
