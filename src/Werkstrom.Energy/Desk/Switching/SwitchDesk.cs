using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>A switch as somebody writes it.</summary>
/// <param name="Tariff">Key of the new tariff.</param>
/// <param name="From">The first day with it: <c>2027-01-01</c>.</param>
/// <param name="Reason">agreed, prices or basic; null: agreed.</param>
/// <param name="Words">What customers are told; needed where the house changes the price.</param>
/// <param name="Filter">Who; null: all contracts.</param>
sealed record SwitchWish(string? Tariff, string? From, string? Reason = null, string? Words = null, SwitchFilter? Filter = null);

/// <summary>What people do with switches.</summary>
sealed class SwitchDesk(
    IDbContextFactory<EnergyDb> dbs, SwitchBook book, SwitchDoer doer, SwitchWorker worker, TariffBook tariffs, Actor actor, IAudit audit, IStringLocalizer<SwitchText> texts, TimeProvider clock)
{
    /// <summary>Longest words to customers.</summary>
    public const int MostWords = 2_000;

    /// <summary>Most characters of a list of numbers.</summary>
    public const int MostList = 200_000;

    /// <summary>How many years ahead the first day lies at most: of later ones nobody knows levies and terms.</summary>
    public const int MostYears = 3;

    /// <summary>Why a switch is not run of which nobody can be switched, a key of the texts.</summary>
    public const string Nobody = "refused.nobody";

    const int FewestWords = 20;

    const string Entity = "energy_switch";

    static readonly HashSet<string> Profiles = [.. LoadProfile.Supplied.Select(p => p.Name), SwitchFilter.Measured];

    /// <summary>Begins to find out who can be switched. Nothing is changed by it.</summary>
    /// <returns>The switch, or what is wrong by input: all at once.</returns>
    public async Task<(SwitchRun? Run, IReadOnlyDictionary<string, string> Faults)> StartAsync(SwitchWish wish, CancellationToken stop)
    {
        Dictionary<string, string> faults = [];
        var version = string.IsNullOrEmpty(wish.Tariff) ? null : await tariffs.FindAsync(wish.Tariff, null, stop);
        if (version is null or { IsRetired: true })
            faults["tariff"] = texts[version is null ? "wrong.tariff" : "wrong.retired", wish.Tariff ?? ""];
        var reason = SwitchReason.Agreed;
        if (!string.IsNullOrEmpty(wish.Reason) && (!Enum.TryParse(wish.Reason, ignoreCase: true, out reason) || !Enum.IsDefined(reason) || char.IsAsciiDigit(wish.Reason[0])))
            faults["reason"] = texts["wrong.reason", wish.Reason];
        var day = Day(wish.From, reason, faults);
        var words = wish.Words?.Trim() ?? "";
        if (words.Length > MostWords || (reason != SwitchReason.Agreed && words.Length < FewestWords))
            faults["words"] = texts[words.Length > MostWords ? "wrong.long" : "wrong.words", MostWords, FewestWords];
        var filter = Filter(wish.Filter ?? new(), faults);
        if (filter.Tariff is not null && await tariffs.FindAsync(filter.Tariff, null, stop) is null)
            faults["filter.tariff"] = texts["wrong.tariff", filter.Tariff];
        if (faults.Count > 0)
            return (null, faults);
        var run = await AddAsync(version!.Key, GermanTime.Day(day!.Value).First, reason, words, filter, stop);
        worker.Take(run.Id);
        await NoteAsync("switch.drafted", run);
        return (run, faults);
    }

    /// <summary>Says yes: contracts are changed. Asked for again it stays as it is.</summary>
    /// <returns>Why not, a key of the texts; null: it is being done.</returns>
    public Task<string?> RunAsync(long id, CancellationToken stop) => StepAsync(id, "switch.run", (run, waiting) =>
    {
        if (run.State is SwitchState.Running or SwitchState.Done)
            return "";
        if (run.State != SwitchState.Ready)
            return "refused.state";
        if (waiting == 0)
            return Nobody;
        if (GermanTime.Date(run.FirstQuarter) <= Today)
            return "refused.past";
        // times of notice were counted from the day of the preview
        if (run.Reason != SwitchReason.Agreed && run.EndedAt is { } made && GermanTime.Date(Quarters.Of(made)) < Today)
            return "refused.old";
        (run.State, run.RunnerName, run.RunAt, run.Done) = (SwitchState.Running, actor.Name, clock.GetUtcNow(), 0);
        return null;
    }, stop);

    /// <summary>Takes all of it back, before the date.</summary>
    /// <returns>Why not, a key of the texts; null: it is being done.</returns>
    public Task<string?> ReturnAsync(long id, CancellationToken stop) => StepAsync(id, "switch.returned", (run, _) =>
    {
        if (run.State is SwitchState.Returning or SwitchState.Returned)
            return "";
        if (run.State != SwitchState.Done)
            return "refused.state";
        if (run.FirstQuarter <= Quarters.Of(clock.GetUtcNow()))
            return "refused.begun";
        (run.State, run.ReturnerName, run.Done) = (SwitchState.Returning, actor.Name, 0);
        return null;
    }, stop);

    /// <summary>Throws a preview away; nothing was changed by it.</summary>
    public Task<string?> DiscardAsync(long id, CancellationToken stop) => StepAsync(id, "switch.discarded", (run, _) =>
    {
        if (run.State == SwitchState.Discarded)
            return "";
        if (run.State != SwitchState.Ready && (run.State != SwitchState.Drafting || run.Fault is null))
            return "refused.state";
        run.State = SwitchState.Discarded;
        return null;
    }, stop);

    /// <summary>Lets a step that failed go on where it ended.</summary>
    public Task<string?> RetryAsync(long id, CancellationToken stop) => StepAsync(id, "switch.retried", (run, _) =>
    {
        if (run.Fault is null || run.State is not (SwitchState.Drafting or SwitchState.Running or SwitchState.Returning))
            return "refused.state";
        run.Fault = null;
        return null;
    }, stop);

    /// <summary>Takes one contract of it back, before the date: a customer objects.</summary>
    /// <returns>Why not, a key of the texts; null: it was done.</returns>
    public async Task<string?> ReturnOneAsync(long id, string contract, CancellationToken stop)
    {
        if (await book.FindAsync(id, stop) is not { } run)
            return "refused.none";
        if (run.State != SwitchState.Done)
            return "refused.state";
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SwitchRow>().AsNoTracking().FirstOrDefaultAsync(r => r.SwitchId == id && r.Contract == contract, stop) is not { } row)
            return "refused.none";
        if (!await doer.ReturnAsync(run, row, stop))
            return row.State == SwitchStep.Returned ? null : run.FirstQuarter <= Quarters.Of(clock.GetUtcNow()) ? "refused.begun" : "refused.changed";
        await audit.NoteAsync("switch.returned.one", Entity, id.ToString(CultureInfo.InvariantCulture), new { contract }, stop);
        return null;
    }

    /// <summary>The first day that may be chosen, tomorrow.</summary>
    public DateOnly First => Today.AddDays(1);

    /// <summary>The last one.</summary>
    public DateOnly Last => Today.AddYears(MostYears);

    /// <summary>A day as programs write it.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    DateOnly? Day(string? from, SwitchReason reason, Dictionary<string, string> faults)
    {
        DateOnly? day = DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) ? given : null;
        if (day is null || day < First)
            faults["from"] = texts[day is null ? "wrong.day" : "wrong.past", from ?? ""];
        else if (day > Last)
            faults["from"] = texts["wrong.far", BillNumber.Day(day.Value), MostYears, BillNumber.Day(Last)];
        else if (reason == SwitchReason.Basic && day.Value.Day != 1)
            faults["from"] = texts["wrong.month", BillNumber.Day(day.Value)];
        return day;
    }

    DateOnly Today => GermanTime.Date(Quarters.Of(clock.GetUtcNow()));

    SwitchFilter Filter(SwitchFilter given, Dictionary<string, string> faults)
    {
        static string? Or(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        SwitchFilter filter = new(Or(given.Tariff), Or(given.Postcode), Or(given.Profile), Or(given.List));
        if (filter.Postcode is { } area && (area.Length > 5 || !area.All(char.IsAsciiDigit)))
            faults["filter.postcode"] = texts["wrong.postcode", area];
        if (filter.Profile is { } profile && !Profiles.Contains(profile))
            faults["filter.profile"] = texts["wrong.profile", profile, string.Join(", ", Profiles.Order(StringComparer.Ordinal))];
        if (filter.List?.Length > MostList)
            faults["filter.list"] = texts["wrong.list", MostList];
        return filter;
    }

    async Task<SwitchRun> AddAsync(string tariff, int first, SwitchReason reason, string words, SwitchFilter filter, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        SwitchRun run = new()
        {
            Id = await db.TakeAsync(Entity, 1, stop),
            Tariff = tariff,
            FirstQuarter = first,
            Reason = reason,
            Words = words,
            Filter = BillContent.Write(filter),
            State = SwitchState.Drafting,
            Total = 0,
            Done = 0,
            Unknown = "",
            Maker = actor.Id,
            MakerName = actor.Name,
            MadeAt = clock.GetUtcNow(),
        };
        db.Add(run);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return run;
    }

    // the answer of the step: null when it was taken, empty when nothing is left to do; the step is told how many contracts are planned
    async Task<string?> StepAsync(long id, string action, Func<SwitchRun, int, string?> step, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        _ = await db.TakeAsync("energy_switch_step", 1, stop); // two who act at once come one after the other
        if (await db.Set<SwitchRun>().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } run)
            return "refused.none";
        if (step(run, await db.Set<SwitchRow>().CountAsync(r => r.SwitchId == id && r.State == SwitchStep.Planned, stop)) is { } answer)
            return answer.Length == 0 ? null : answer;
        if (run.State is SwitchState.Running or SwitchState.Returning)
        {
            var waiting = run.State == SwitchState.Running ? SwitchStep.Planned : SwitchStep.Kept;
            run.Total = run.Done + await db.Set<SwitchRow>().CountAsync(r => r.SwitchId == id && r.State == waiting, stop);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        worker.Take(id);
        await NoteAsync(action, run);
        return null;
    }

    // it was done: whoever asked for it may be gone
    Task NoteAsync(string action, SwitchRun run) => audit.NoteAsync(
        action, Entity, run.Id.ToString(CultureInfo.InvariantCulture), new { run.Tariff, from = Quarters.Start(run.FirstQuarter), reason = run.Reason.ToString(), contracts = run.Total }, CancellationToken.None);
}
