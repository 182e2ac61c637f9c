using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Goals;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Plan;
using Werkstrom.Cooperation.Terms;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Cooperation.Results;

/// <summary>The words of a result page.</summary>
/// <param name="Summary">In a few sentences.</param>
/// <param name="Lessons">What was learned.</param>
/// <param name="Slug">The last part of its address; null or empty: one that nobody can guess.</param>
sealed record ResultWish(string? Summary, string? Lessons, string? Slug = null);

/// <summary>Makes result pages. Both firms agree to one and the same content; each change of it takes their yes back, and either takes the page back at once.</summary>
sealed partial class ResultDesk(
    IDbContextFactory<CooperationDb> dbs, GoalDesk goals, CheckBook checks, CriterionDesk criteria, TermDesk terms, PlanDesk plan, Actor actor, TimeProvider clock)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What is kept; null when nobody wrote a result yet.</summary>
    public async Task<PilotResult?> FindAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PilotResult>().AsNoTracking().SingleOrDefaultAsync(r => r.PilotId == pilotId, stop);
    }

    /// <summary>What everybody may read at an address; null when there is nothing.</summary>
    public async Task<ResultContent?> PublishedAsync(string slug, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PilotResult>().AsNoTracking().SingleOrDefaultAsync(r => r.Slug == slug && r.PublishedAt != null, stop) is { } result ? Read(result.Content) : null;
    }

    /// <summary>What the page would say now.</summary>
    public async Task<ResultContent> DraftAsync(Pilot pilot, PilotResult? words, CancellationToken stop)
    {
        var shared = await goals.SharedAsync(pilot, stop);
        var last = (await checks.NewestAsync(pilot.Id, 20, stop)).Find(c => c.State == CheckState.Done);
        var found = last is null ? [] : await checks.FindingsAsync(last.Id, stop);
        var agreed = (await terms.AllAsync(pilot.Id, stop)).Where(t => t.State is TermState.InForce or TermState.Ended);
        return new(
            pilot.Title, pilot.Question, pilot.PartnerA, pilot.PartnerB, pilot.Starts, pilot.Ends, pilot.State, words?.Summary ?? "", words?.Lessons ?? "",
            [.. shared.Select(g => new ResultGoal(g.Firm, g.Text, g.Criterion, g.Reached, g.ReachedWhy))], last?.Verdict, last?.StartedAt,
            [.. found.Select(f => new ResultCriterion(f.Trial, f.Name.Length > 0 ? f.Name : criteria.Find(f.Trial) is null ? f.Trial : "", f.Outcome, f.Measured, f.LimitValue, f.IsAtLeast, f.Unit))],
            [.. agreed.Select(t => new ResultAgreement(pilot.Firm(t.Giver), t.Kind, t.Subject, t.Resolution, t.Purpose, t.State))],
            [.. (await plan.DecisionsAsync(pilot.Id, stop)).Select(d => new ResultDecision(d.At, d.What, d.Why))], last?.Place);
    }

    /// <summary>Writes the words; who agreed before has to agree again, and a page that is public goes back.</summary>
    public async Task<Outcome> WriteAsync(Seat seat, ResultWish wish, CancellationToken stop)
    {
        if (!seat.MayWrite)
            return Outcome.Conflict("fault.guest");
        await using var db = await dbs.CreateDbContextAsync(stop);
        var slug = wish.Slug?.Trim() ?? "";
        var faults = new Faults().Text(wish.Summary, "summary", Pilot.MaxText).Short(wish.Lessons, "lessons", Pilot.MaxText)
            .Need(slug.Length == 0 || SlugForm().IsMatch(slug), "slug", "fault.slug")
            .Need(!await db.Set<PilotResult>().AnyAsync(r => r.Slug == slug && r.PilotId != seat.Pilot.Id, stop), "slug", "fault.slug.taken");
        if (faults.Any)
            return faults.Outcome;
        var known = await db.Set<PilotResult>().SingleOrDefaultAsync(r => r.PilotId == seat.Pilot.Id, stop);
        var result = known ?? new() { PilotId = seat.Pilot.Id, Slug = "" };
        (result.Summary, result.Lessons) = (wish.Summary!.Trim(), wish.Lessons?.Trim() ?? "");
        result.Slug = slug.Length > 0 ? slug : result.Slug.Length > 0 ? result.Slug : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        (result.AgreedA, result.AgreedB, result.PublishedAt) = ("", "", null);
        result.Content = JsonSerializer.Serialize(await DraftAsync(seat.Pilot, result, stop), Json);
        if (known is null)
            db.Add(result);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Says yes for the own firm to what is kept; the second yes publishes it.</summary>
    /// <param name="seen">Mark of the content that was read (<see cref="Mark"/>); another one is a conflict.</param>
    public async Task<Outcome> AgreeAsync(Seat seat, string? seen, CancellationToken stop)
    {
        if (!seat.IsPartner)
            return Outcome.Conflict("fault.publish");
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<PilotResult>().SingleOrDefaultAsync(r => r.PilotId == seat.Pilot.Id, stop) is not { } result)
            return Outcome.Gone;
        if (seen != Mark(result))
            return Outcome.Conflict("fault.seen");
        if (seat.Side == Side.A)
            result.AgreedA = actor.Name;
        else
            result.AgreedB = actor.Name;
        if (result.AgreedA.Length > 0 && result.AgreedB.Length > 0)
            result.PublishedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Takes the page back at once; the own yes is gone with it.</summary>
    public async Task<Outcome> WithdrawAsync(Seat seat, CancellationToken stop)
    {
        if (!seat.IsPartner)
            return Outcome.Conflict("fault.publish");
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<PilotResult>().SingleOrDefaultAsync(r => r.PilotId == seat.Pilot.Id, stop) is not { } result)
            return Outcome.Gone;
        (result.PublishedAt, result.AgreedA, result.AgreedB) = (null, seat.Side == Side.A ? "" : result.AgreedA, seat.Side == Side.B ? "" : result.AgreedB);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>What a content is known by.</summary>
    public static string Mark(PilotResult result) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(result.Slug + result.Content)))[..16];

    /// <summary>The content that is kept.</summary>
    public static ResultContent? Read(string content) => content.Length == 0 ? null : JsonSerializer.Deserialize<ResultContent>(content, Json);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{5,79}$")]
    private static partial Regex SlugForm();
}
