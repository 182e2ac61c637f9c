using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Goals;
using Werkstrom.Cooperation.Ideas;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Plan;
using Werkstrom.Cooperation.Terms;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Trials;
using Werkstrom.Ui;

namespace Werkstrom.Cooperation.Demo;

/// <summary>
/// The pilot of the demo: the Stadtwerk (the admin of the demo), an index provider and a moderator, made once by the ways that people use. The check waits until
/// what it tests is there; what it finds is real.
/// </summary>
sealed partial class DemoPilot(
    IDbContextFactory<CooperationDb> dbs, Accounts accounts, PilotDesk pilots, PartDesk parts, GoalDesk goals, TermDesk terms, CriterionDesk criteria, ConnectionDesk connections,
    CheckRunner checks, PlanDesk plan, IdeaDesk ideas, TriedBook tried, IOptions<CooperationOptions> options, IOptions<UiOptions> ui, TimeProvider clock, ILogger<DemoPilot> log) : BackgroundService
{
    const string Name = "demo", Region = "muehlstadt", PostalCode = "12345", Provider = "indexhaus@werkstrom.example", Neutral = "moderation@werkstrom.example";

    static readonly string[] Tests = ["index-arrival", "index-gaps", "index-signature", "bill-match", "settlement-match", "meter-gaps", "availability", "response-time", "gsi-form"];

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Demo)
            return;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ui.Value.Language); // what is kept is in the language of the house
        using (Actor.As(Name))
        {
            if (await MakeAsync(stoppingToken) is { } pilot)
            {
                await CheckAsync(pilot, stoppingToken);
                await LinkAsync(pilot, stoppingToken);
            }
        }
    }

    /// <summary>Makes the pilot; null when one is there already.</summary>
    internal async Task<int?> MakeAsync(CancellationToken stop)
    {
        await using (var db = await dbs.CreateDbContextAsync(stop))
        {
            if (await db.Set<Pilot>().AnyAsync(stop))
                return null;
        }

        var admin = (await accounts.ListAsync(stop)).First(p => p.Role == Role.Admin);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(ui.Value.TimeZone)).DateTime);
        await PersonAsync(Provider, "Indexhaus Nord", stop);
        await PersonAsync(Neutral, "Moderation", stop);
        var idea = await ideas.AddAsync(new(
            Text("Ein Tarif, der dem Grünstrom folgt", "A tariff that follows green power"),
            Text("Kunden mit Wärmepumpe wollen wissen, wann Strom grün ist, und dafür weniger zahlen.", "Customers with heat pumps want to know when power is green, and pay less then."),
            Text("Kunden mit Wärmepumpe", "customers with heat pumps")), admin.Id, stop);
        var made = await pilots.CreateAsync(new(
            Text("Grüntarif mit dem Index von Indexhaus Nord", "Green tariff with the index of Indexhaus Nord"),
            Text("Kommt der Grünindex so zuverlässig, dass wir damit abrechnen können?", "Does the green index arrive so reliably that we can bill with it?"),
            "Stadtwerk Mühlstadt", "Indexhaus Nord", today.AddDays(-20), today.AddDays(70), Side.A, "", "gruen"), admin.Id, stop);
        await ideas.TriedAsync(idea.Id, made.Id, stop);
        Done(await ideas.AddAsync(new(
            Text("Günstiges Fenster zum Laden für Pendler", "A cheap window to charge for commuters"),
            Text("Wer abends heimkommt, will nicht nachrechnen, wann das Auto laden soll.", "Who comes home in the evening does not want to work out when the car should charge."),
            Text("Pendler mit E-Auto", "commuters with electric cars")), (await accounts.FindAsync(Neutral, stop))!.Id, stop));
        var stadtwerk = await SeatAsync(made.Id, admin.Id, stop);
        Done(await parts.AddAsync(stadtwerk, Provider, Side.B, stop));
        Done(await parts.AddAsync(stadtwerk, Neutral, Side.Moderator, stop));
        var provider = await SeatAsync(made.Id, (await accounts.FindAsync(Provider, stop))!.Id, stop);
        await GoalsAsync(stadtwerk, provider, stop);
        await TermsAsync(stadtwerk, provider, today, stop);
        await PlanAsync(stadtwerk, today, stop);
        foreach (var key in Tests.Where(k => criteria.Find(k) is not null))
            Done(await criteria.AddAsync(stadtwerk, new(key), stop));
        Done(await criteria.AddAsync(stadtwerk, new("", Text("Das Servicetelefon kann den Tarif in zwei Minuten erklären", "The service desk can explain the tariff in two minutes")), stop));
        Done(await pilots.MoveAsync(stadtwerk, PilotState.Running, null, stop));
        Made(log, made.Id);
        return made.Id;
    }

    async Task GoalsAsync(Seat stadtwerk, Seat provider, CancellationToken stop)
    {
        Done(await goals.AddAsync(stadtwerk, new(
            Text("Abrechnen mit einem Index, der jeden Abend da ist", "Bill with an index that is there every evening"),
            Text("weniger als 2 von 30 Tagen kommen nach 18 Uhr", "fewer than 2 of 30 days come after 18:00"), Text("eine Rechnung weicht ab", "one bill differs"), IsPrivate: false), stop));
        Done(await goals.AddAsync(stadtwerk, new(
            Text("Nicht mehr als 9.000 € im Jahr für den Index", "No more than €9,000 a year for the index"), Text("Angebot nach dem Pilotprojekt", "offer after the pilot"), "", IsPrivate: true), stop));
        Done(await goals.AddAsync(provider, new(
            Text("Ein Stadtwerk, das unseren Index im Betrieb zeigt", "A utility that shows our index at work"), Text("gemeinsame Ergebnisseite ist veröffentlicht", "the joint result page is published"), "", IsPrivate: false), stop));
        Done(await goals.AddAsync(provider, new(
            Text("Danach mindestens drei weitere Stadtwerke", "At least three more utilities afterwards"), Text("drei unterschriebene Angebote bis Jahresende", "three signed offers by the end of the year"), "", IsPrivate: true), stop));
    }

    async Task TermsAsync(Seat stadtwerk, Seat provider, DateOnly today, CancellationToken stop)
    {
        TermWish index = new(Side.B, DataKind.Signal, $"energy/{Region}/green-index", Resolution.QuarterHour, "green-index", today.AddDays(-20), today.AddDays(70));
        var offer = await terms.OfferAsync(provider, index, stop);
        Done(await terms.StepAsync(stadtwerk, offer.Id, TermStep.Accept, 1, null, stop));
        // how the customers of the green tariff go by the index; it begins with days that are published already, so that there is something to look at
        var groups = await terms.OfferAsync(provider, new(Side.A, DataKind.Group, "energy-use/gruen", Resolution.Hour, "index-quality", today.AddDays(-20), today.AddDays(70)), stop);
        Done(await terms.StepAsync(stadtwerk, groups.Id, TermStep.Accept, 1, null, stop));
        // waits for the Stadtwerk's word, so that whoever looks around can give it
        Done(await terms.OfferAsync(provider, new(Side.A, DataKind.Group, "energy-use", Resolution.Month, "index-quality", today.AddDays(-20), today.AddDays(70)), stop));
    }

    async Task PlanAsync(Seat stadtwerk, DateOnly today, CancellationToken stop)
    {
        var first = await plan.AddAsync(stadtwerk, new(Text("Schnittstelle angebunden", "Interface connected"), today.AddDays(-12), 5), stop);
        Done(await plan.MoveAsync(stadtwerk, first.Id, today.AddDays(-9), Text("Zugangsschlüssel kam später", "the token came later"), stop));
        Done(await plan.ReachAsync(stadtwerk, first.Id, today.AddDays(-9), stop));
        Done(await plan.AddAsync(stadtwerk, new(Text("30 Abende ohne Ausfall", "30 evenings without a failure"), today.AddDays(25), 10), stop));
        Done(await plan.AddAsync(stadtwerk, new(Text("Erste Rechnung mit dem Index verglichen", "First bill with the index compared"), today.AddDays(45), 7), stop));
        Done(await plan.DecideAsync(stadtwerk, new(
            Text("Tage ohne Index werden mit dem Grundpreis abgerechnet", "Days without an index are billed at the base price"), Text("Kunden sollen für einen Ausfall nicht zahlen", "customers should not pay for a failure"),
            Text("Index des Vorjahres; Tag streichen", "index of the year before; leave the day out"), "Stadtwerk Mühlstadt, Indexhaus Nord"), stop));
    }

    // the laboratories of the demo, once they are there: the idea's own, and the one of the better idea
    async Task LinkAsync(int pilot, CancellationToken stop)
    {
        for (var tries = 0; tries < 30; tries++)
        {
            if ((await tried.AllAsync(stop)).Where(t => t is { Kind: TriedBook.Laboratory, IsShared: true }).Reverse().ToList() is [var first, ..] labs)
            {
                var admin = (await accounts.ListAsync(stop)).First(p => p.Role == Role.Admin);
                var seat = await SeatAsync(pilot, admin.Id, stop);
                var p = seat.Pilot;
                Done(await pilots.ChangeAsync(seat, new(p.Title, p.Question, p.PartnerA, p.PartnerB, p.Starts, p.Ends, Laboratory: labs[^1].Key, Tariff: p.Tariff), stop));
                if ((await ideas.SeenAsync(Identities.Of(admin), stop)).Find(i => i.PilotId == pilot) is { } idea)
                    Done(await ideas.LinkAsync(Identities.Of(admin), idea.Id, first.Key, stop));
                await FollowAsync(seat, first, labs[^1], stop);
                return;
            }

            await Task.Delay(Pause, clock, stop);
        }
    }

    // what the firms make of what the laboratory found, in its own words and figures
    async Task FollowAsync(Seat seat, Tried first, Tried last, CancellationToken stop)
    {
        if (first.Key == last.Key || first.Findings is not { Count: > 0 } found || last.Findings is not [var better, ..])
            return;
        Done(await plan.DecideAsync(seat, new(
            Text($"Der Tarif bekommt den Preis aus „{last.Name}“", $"The tariff gets the price of “{last.Name}”"), $"{found[0].Text} {better.Text}", string.Join(" ", found.Skip(1).Select(o => o.Text)),
            "Stadtwerk Mühlstadt, Indexhaus Nord"), stop));
    }

    // first what a check looks like when something is wrong, then a partner who delivers
    async Task CheckAsync(int pilot, CancellationToken stop)
    {
        var seat = await SeatAsync(pilot, (await accounts.ListAsync(stop)).First(p => p.Role == Role.Admin).Id, stop);
        Done(await connections.PutAsync(seat, new(TrialPlace.Own, Region, PostalCode), stop));
        var today = seat.Pilot.Starts.AddDays(20);
        if (criteria.Find("bill-match") is not { } last)
            return;
        while ((await last.RunAsync(new(TrialPlace.Own, Region, PostalCode), today, today, stop)).Measured is null)
            await Task.Delay(Pause, clock, stop); // the town is still being made
        var judged = (await criteria.AllAsync(pilot, stop)).Find(c => c.Kind == CriterionKind.People)!;
        Done(await criteria.JudgeAsync(seat, judged.Id, Verdict.Holds, Text("Zwölf Probeanrufe, im Mittel 1:40 Minuten.", "Twelve calls on trial, 1:40 minutes in the mean."), stop));
        foreach (var (place, fault) in new[] { (TrialPlace.StandIn, StandInFault.Gaps), (TrialPlace.StandIn, StandInFault.None) })
        {
            Done(await connections.PutAsync(seat, new(place, Region, PostalCode, Fault: fault), stop));
            Done(await checks.StartAsync(seat, stop));
            await checks.WaitAsync(pilot, stop);
        }
    }

    async Task PersonAsync(string mail, string name, CancellationToken stop)
    {
        if (await accounts.FindAsync(mail, stop) is null)
            await accounts.AddAsync(new(name, mail, Role.Partner, Language: null, options.Value.DemoPassword is { Length: > 0 } known ? known : null, MustChangePassword: false), stop);
    }

    async Task<Seat> SeatAsync(int pilot, int person, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return new(await db.Set<Pilot>().AsNoTracking().SingleAsync(p => p.Id == pilot, stop), await db.Set<Part>().AsNoTracking().SingleAsync(p => p.PilotId == pilot && p.PersonId == person, stop));
    }

    static void Done(Outcome outcome)
    {
        if (!outcome.IsDone)
            throw new InvalidOperationException($"The pilot of the demo: {string.Join(", ", outcome.Faults.Select(f => $"{f.Key} {f.Value}"))}");
    }

    static string Text(string german, string english) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? german : english;

    [LoggerMessage(7702, LogLevel.Information, "The pilot of the demo is there, number {Pilot}")]
    static partial void Made(ILogger log, int pilot);
}
