using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Life;

/// <summary>The API of remaining lives, <c>/api/condition/life</c>.</summary>
static class LifeEndpoints
{
    public static void MapLifeApi(this IEndpointRouteBuilder routes)
    {
        var life = routes.MapGroup("/api/condition/life").WithTags("Condition");
        life.MapGet("/", ListAsync).RequireAuthorization(Policies.Read).WithSummary("How long each asset will last, the soonest end first");
        life.MapGet("/{assetId:int}", GetAsync).RequireAuthorization(Policies.Read).WithSummary("How long an asset will last, by nothing but what was known at an instant (at; now unless given)");
        life.MapGet("/{assetId:int}/history", HistoryAsync).RequireAuthorization(Policies.Read).WithSummary("What was said of an asset before, and how often it held");
        life.MapGet("/{assetId:int}/ends", EndsAsync).RequireAuthorization(Policies.Read).WithSummary("The ends of lives that are known of an asset, and what signals show");
        life.MapPut("/{assetId:int}/ends", JudgeAsync).RequireAuthorization(Policies.Engineer).WithSummary("Says of an end of a life: failed, replaced, no (left out); null takes it back");
        life.MapPut("/{assetId:int}/settings", SetAsync).RequireAuthorization(Policies.Engineer).WithSummary("Sets how many days are wanted, and by how many minutes failure records are moved");
    }

    static async Task<Ok<List<LifeView>>> ListAsync(LifeList list, LifeWords words, TimeProvider time, CancellationToken stop) =>
        TypedResults.Ok((await list.ReadAsync(time.GetUtcNow(), stop)).Select(f => LifeView.Of(f.Asset, f.Said, words)).ToList());

    static async Task<Results<Ok<LifeView>, NotFound>> GetAsync(
        int assetId, DateTimeOffset? at, LifeTeller teller, LifeZone zone, LifeEnds ends, AssetCatalog assets, LifeWords words, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset))
            return TypedResults.NotFound();
        var now = at ?? time.GetUtcNow();
        var known = await ends.AllAsync(now, stop);
        var said = await teller.TellAsync(assetId, known, now, stop);
        // around failures the zone looks hours ahead: of a past instant nothing later may be used
        return TypedResults.Ok(LifeView.Of(asset, at is null ? await zone.TrustedAsync(said, assetId, known, stop) : said, words));
    }

    static async Task<Results<Ok<LifePastView>, NotFound>> HistoryAsync(
        int assetId, int? limit, LifeDesk desk, LifeEnds ends, AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return TypedResults.NotFound();
        var rows = await desk.HistoryAsync(assetId, Math.Clamp(limit ?? 1_000, 1, 10_000), stop);
        var (held, said) = LifeDesk.Reliability(rows, await ends.CandidatesAsync(assetId, time.GetUtcNow(), stop));
        return TypedResults.Ok(new LifePastView(held, said, rows.ConvertAll(r => new LifeSaidView(
            r.At, r.Method.ToString().ToLowerInvariant(), r.PartKey, r.Lower, r.Middle, r.Upper, r.Share, r.Version))));
    }

    static async Task<Results<Ok<LifeEndsView>, NotFound>> EndsAsync(
        int assetId, LifeEnds ends, ResetFinder resets, AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return TypedResults.NotFound();
        var now = time.GetUtcNow();
        var known = await ends.CandidatesAsync(assetId, now, stop);
        var hints = await resets.OfAsync(assetId, now, stop);
        return TypedResults.Ok(new LifeEndsView(
            [.. known.Select(e => new LifeEndView(e.Source, e.At, e.Until, e.Part, e.Failed, e.Verdict?.ToString().ToLowerInvariant()))],
            [.. hints.Select(h => new LifeEndView(LifeDesk.Source(h.Signal.Id, h.At), h.At, h.At, h.Signal.Label, true, null))]));
    }

    static async Task<Results<NoContent, NotFound, ValidationProblem>> JudgeAsync(
        int assetId, LifeWish wish, LifeEnds ends, ResetFinder resets, LifeDesk desk, AssetCatalog assets, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return TypedResults.NotFound();
        LifeVerdict? verdict = Enum.TryParse<LifeVerdict>(wish.Verdict, ignoreCase: true, out var said) ? said : null;
        if (verdict is null && !string.IsNullOrEmpty(wish.Verdict))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["verdict"] = [LifeText.Say(null, "error.verdict", wish.Verdict)] });
        return await LifeJudge.KeepAsync(assetId, wish.Source, verdict, ends, resets, desk, time.GetUtcNow(), stop)
            ? TypedResults.NoContent()
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["source"] = [LifeText.Say(null, "error.source", wish.Source)] });
    }

    static async Task<Results<NoContent, NotFound, ValidationProblem>> SetAsync(int assetId, LifeSet set, LifeDesk desk, AssetCatalog assets, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return TypedResults.NotFound();
        var wrong = await desk.SetAsync(assetId, set.WantedDays, set.ShiftMinutes, stop);
        return wrong.Count > 0 ? TypedResults.ValidationProblem(wrong) : TypedResults.NoContent();
    }

    /// <summary>What is said of the end of a life.</summary>
    internal sealed record LifeWish(string Source, string? Verdict);

    /// <summary>Settings of an asset; what is null stays.</summary>
    internal sealed record LifeSet(double? WantedDays, int? ShiftMinutes);

    /// <summary>What was said before, and how often it held.</summary>
    internal sealed record LifePastView(int Held, int Ended, IReadOnlyList<LifeSaidView> Said);

    /// <summary>What was said at an instant, in days from it on.</summary>
    internal sealed record LifeSaidView(DateTimeOffset At, string Method, string Part, double Lower, double Middle, double Upper, double Share, int? Version);

    /// <summary>Ends of lives.</summary>
    internal sealed record LifeEndsView(IReadOnlyList<LifeEndView> Ends, IReadOnlyList<LifeEndView> Proposed);

    /// <summary>One end of a life.</summary>
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
