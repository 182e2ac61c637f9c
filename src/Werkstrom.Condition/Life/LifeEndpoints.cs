using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Life;

/// <summary>The API of remaining lives, <c>/api/condition/life</c>.</summary>
static class LifeEndpoints
{
    public static void MapLifeApi(this IEndpointRouteBuilder routes)
    {
        var life = routes.MapGroup("/api/condition/life").WithTags("Condition").ProducesProblem(StatusCodes.Status404NotFound);
        life.MapGet("/", ListAsync).WithName("ListRemainingLives").RequireAuthorization(Policies.Read).WithSummary("How long each asset will last, the soonest end first");
        life.MapGet("/{assetId:int}", GetAsync).WithName("GetRemainingLife").RequireAuthorization(Policies.Read).WithSummary("How long an asset will last, by nothing but what was known at an instant (at; now unless given)");
        life.MapGet("/{assetId:int}/history", HistoryAsync).WithName("GetRemainingLifePast").RequireAuthorization(Policies.Read).WithSummary("What was said of an asset before, and how often it held");
        life.MapGet("/{assetId:int}/ends", EndsAsync).WithName("ListLifeEnds").RequireAuthorization(Policies.Read).WithSummary("The ends of lives that are known of an asset, and what signals show");
        life.MapPut("/{assetId:int}/ends", JudgeAsync).WithName("JudgeLifeEnd").RequireAuthorization(Policies.Engineer).WithSummary("Says of an end of a life: failed, replaced, no (left out); null takes it back");
        life.MapPut("/{assetId:int}/settings", SetAsync).WithName("SetRemainingLife").RequireAuthorization(Policies.Engineer).WithSummary("Sets how many days are wanted, and by how many minutes failure records are moved");
    }

    static async Task<Ok<List<LifeView>>> ListAsync(LifeList list, LifeWords words, TimeProvider time, CancellationToken stop) =>
        TypedResults.Ok((await list.ReadAsync(time.GetUtcNow(), stop)).Select(f => LifeView.Of(f.Asset, f.Said, words)).ToList());

    static async Task<Results<Ok<LifeView>, ProblemHttpResult, ValidationProblem>> GetAsync(
        int assetId, [Description("By nothing but what was known then, ISO 8601; not in the future; default now")] string? at, LifeTeller teller, LifeZone zone, LifeEnds ends, AssetCatalog assets, LifeWords words, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset))
            return Missing(assetId);
        RequestAsk ask = new();
        var then = ask.Instant("at", at);
        if (then > time.GetUtcNow())
            ask.Add("at", $"at ({at}) is in the future: what is said of a remaining life rests on what was known at an instant.");
        if (ask.Problem is { } problem)
            return problem;
        var now = then ?? time.GetUtcNow();
        var known = await ends.AllAsync(now, stop);
        var said = await teller.TellAsync(assetId, known, now, stop);
        // around failures the zone looks hours ahead: of a past instant nothing later may be used
        return TypedResults.Ok(LifeView.Of(asset, then is null ? await zone.TrustedAsync(said, assetId, known, stop) : said, words));
    }

    static async Task<Results<Ok<LifePastView>, ProblemHttpResult>> HistoryAsync(
        int assetId, int? limit, LifeDesk desk, LifeEnds ends, AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return Missing(assetId);
        var rows = await desk.HistoryAsync(assetId, Math.Clamp(limit ?? 1_000, 1, 10_000), stop);
        var (held, said) = LifeDesk.Reliability(rows, await ends.CandidatesAsync(assetId, time.GetUtcNow(), stop));
        return TypedResults.Ok(new LifePastView(held, said, rows.ConvertAll(r => new LifeSaidView(
            r.At, r.Method.ToString().ToLowerInvariant(), r.PartKey, r.Lower, r.Middle, r.Upper, r.Share, r.Version))));
    }

    static async Task<Results<Ok<LifeEndsView>, ProblemHttpResult>> EndsAsync(
        int assetId, LifeEnds ends, ResetFinder resets, AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return Missing(assetId);
        var now = time.GetUtcNow();
        var known = await ends.CandidatesAsync(assetId, now, stop);
        var hints = await resets.OfAsync(assetId, now, stop);
        return TypedResults.Ok(new LifeEndsView(
            [.. known.Select(e => new LifeEndView(e.Source, e.At, e.Until, e.Part, e.Failed, e.Verdict?.ToString().ToLowerInvariant()))],
            [.. hints.Select(h => new LifeEndView(LifeDesk.Source(h.Signal.Id, h.At), h.At, h.At, h.Signal.Label, true, null))]));
    }

    static async Task<Results<NoContent, ProblemHttpResult, ValidationProblem>> JudgeAsync(
        int assetId, LifeWish wish, LifeEnds ends, ResetFinder resets, LifeDesk desk, AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return Missing(assetId);
        LifeVerdict? verdict = Enum.TryParse<LifeVerdict>(wish.Verdict, ignoreCase: true, out var said) ? said : null;
        if (verdict is null && !string.IsNullOrEmpty(wish.Verdict))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["verdict"] = [LifeText.Say(null, "error.verdict", wish.Verdict)] });
        return await LifeJudge.KeepAsync(assetId, wish.Source, verdict, ends, resets, desk, time.GetUtcNow(), stop)
            ? TypedResults.NoContent()
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["source"] = [LifeText.Say(null, "error.source", wish.Source)] });
    }

    static async Task<Results<NoContent, ProblemHttpResult, ValidationProblem>> SetAsync(int assetId, LifeSet set, LifeDesk desk, AssetCatalog assets, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return Missing(assetId);
        var wrong = await desk.SetAsync(assetId, set.WantedDays, set.ShiftMinutes, stop);
        return wrong.Count > 0 ? TypedResults.ValidationProblem(wrong) : TypedResults.NoContent();
    }

    static ProblemHttpResult Missing(int assetId) =>
        TypedResults.Problem(LifeText.Say(null, "error.asset", assetId), statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>What is said of the end of a life.</summary>
    /// <param name="Source">Of the end, as the list of ends names it.</param>
    /// <param name="Verdict">failed, replaced or no (left out); null takes back what was said.</param>
    internal sealed record LifeWish(string Source, string? Verdict);

    /// <summary>Settings of an asset; what is null stays.</summary>
    /// <param name="WantedDays">A case is opened when fewer days are left; 0 to 3,650.</param>
    /// <param name="ShiftMinutes">By so many minutes the times of failure records are moved; −1,440 to 1,440.</param>
    internal sealed record LifeSet(double? WantedDays, int? ShiftMinutes);

    /// <summary>What was said before, and how often it held.</summary>
    /// <param name="Held">Of the statements whose life has failed since, how many had that in their range.</param>
    /// <param name="Ended">How many statements these are.</param>
    /// <param name="Said">The statements, newest first.</param>
    internal sealed record LifePastView(int Held, int Ended, IReadOnlyList<LifeSaidView> Said);

    /// <summary>What was said at an instant, in days from it on.</summary>
    /// <param name="At">Nothing later was used.</param>
    /// <param name="Method">learned, dates or trend.</param>
    /// <param name="Part">What was said to go first.</param>
    /// <param name="Lower">Lower bound, in days.</param>
    /// <param name="Middle">As likely before as after, in days.</param>
    /// <param name="Upper">Upper bound, in days.</param>
    /// <param name="Share">How often the truth is to lie between the bounds, 0 to 1.</param>
    /// <param name="Version">Version of the model; null without one.</param>
    internal sealed record LifeSaidView(DateTimeOffset At, string Method, string Part, double Lower, double Middle, double Upper, double Share, int? Version);

    /// <summary>Ends of lives.</summary>
    /// <param name="Ends">Those that are known, oldest first.</param>
    /// <param name="Proposed">Those that signals show and nobody judged.</param>
    internal sealed record LifeEndsView(IReadOnlyList<LifeEndView> Ends, IReadOnlyList<LifeEndView> Proposed);

    /// <summary>One end of a life.</summary>
    /// <param name="Source">Where it is known from, such as record:17.</param>
    /// <param name="At">When it ended.</param>
    /// <param name="Until">When the next life began.</param>
    /// <param name="Part">What ended.</param>
    /// <param name="Failed">False: it was replaced in time.</param>
    /// <param name="Verdict">What a person said: failed, replaced or no; null for nothing.</param>
    internal sealed record LifeEndView(string Source, DateTimeOffset At, DateTimeOffset Until, string Part, bool Failed, string? Verdict);
}

/// <summary>Keeps what a person says of an end that is known or shown by a signal.</summary>
static class LifeJudge
{
    /// <returns>False when there is no such end.</returns>
    public static async Task<bool> KeepAsync(
        int assetId, string source, LifeVerdict? verdict, LifeEnds ends, ResetFinder resets, LifeDesk desk, DateTimeOffset now, CancellationToken stop)
    {
        var known = (await ends.CandidatesAsync(assetId, now, stop)).FirstOrDefault(e => e.Source == source);
        var hint = known is null ? (await resets.OfAsync(assetId, now, stop)).FirstOrDefault(h => LifeDesk.Source(h.Signal.Id, h.At) == source) : null;
        if (known is null && hint is null)
            return false;
        await desk.JudgeAsync(assetId, source, verdict, known?.At ?? hint!.At, known?.Part ?? hint!.Signal.Label, stop);
        return true;
    }
}

/// <summary>How long an asset will last, for programs.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Asset">Its path.</param>
/// <param name="At">Nothing later was used; null, as the next ones, when there is not enough to say.</param>
/// <param name="Method">learned (from signals of past lives), dates, or trend (a line to a limit).</param>
/// <param name="Part">What will fail, or the signal that reaches its limit.</param>
/// <param name="Lower">The truth is rarely before.</param>
/// <param name="Middle">As likely before as after.</param>
/// <param name="Upper">The truth is rarely after.</param>
/// <param name="Share">How often the truth is to lie between lower and upper, for example 0.9.</param>
/// <param name="Quantiles">Shares of its like (0 to 1) that have failed after so many days from at on.</param>
/// <param name="Drivers">The three signals that moved it most, in days.</param>
/// <param name="IsHealthy">No wear is to be seen: it lasts at least about so long.</param>
/// <param name="Lives">On how many past lives it rests.</param>
/// <param name="Version">Version of the model; null without one.</param>
/// <param name="Words">The same as a sentence; empty when there is not enough to say.</param>
/// <param name="Why">On what it rests, or why nothing can be said.</param>
sealed record LifeView(
    int AssetId, string Asset, DateTimeOffset? At, string? Method, string? Part, DateTimeOffset? Lower, DateTimeOffset? Middle, DateTimeOffset? Upper, double? Share,
    IReadOnlyList<LifeQuantile> Quantiles, IReadOnlyList<LifeDriver> Drivers, bool IsHealthy, int? Lives, int? Version, string Words, string Why)
{
    public static LifeView Of(Asset asset, LifeSaid said, LifeWords words)
    {
        var f = said.Forecast;
        return new(
            asset.Id, asset.Path, f?.At, f?.Method.ToString().ToLowerInvariant(), f?.Part, f?.Lower, f?.Middle, f?.Upper, f?.Share, f?.Quantiles ?? [],
            [.. (f?.Drivers ?? []).Select(d => double.IsNaN(d.Change) ? d with { Change = 0 } : d)], f?.IsHealthy ?? false, f?.Lives, f?.Version, f is null ? "" : words.Until(f), words.Why(said));
    }
}
