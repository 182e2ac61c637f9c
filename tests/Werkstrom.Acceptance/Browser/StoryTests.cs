using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>The demo's town without its plant: the smallest one in which the story of the two partners is there.</summary>
public sealed class Town : IAsyncLifetime
{
    /// <summary>The program.</summary>
    internal Running Program { get; } = new()
    {
        Environment =
        {
            ["WERKSTROM_energy__demo"] = "true",
            ["WERKSTROM_energy__demoPoints"] = "40",
            ["WERKSTROM_cooperation__demo"] = "true",
            ["WERKSTROM_energy__portal__demoPassword"] = Running.Password,
            ["WERKSTROM_cooperation__demoPassword"] = Running.Password,
        },
    };

    /// <inheritdoc/>
    public Task InitializeAsync() => Chromium.MissingReason is null ? Program.StartAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Program.DisposeAsync();
}

/// <summary>A stranger clicks through the story of the two partners by what is seen only: idea, laboratory, pilot, check, agreement, tariff, a customer's phone, the bill explained.</summary>
[Collection(nameof(Stage))]
public sealed partial class StoryTests(Stage stage, Town town) : IClassFixture<Town>
{
    const string Tariff = "Grünstrom, stufenlos"; // what is kept is in the language of the house

    [BrowserTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task From_the_idea_to_the_bill_explained(bool german, bool phone)
    {
        await ReadyAsync();
        await using var stadtwerk = await stage.EnterAsync(german, phone, at: town.Program.Address);
        await stadtwerk.LogInAsync();
        await IdeaAsync(stadtwerk);
        await PilotAsync(stadtwerk);
        await TariffAndBillAsync(stadtwerk);

        await using var provider = await stage.EnterAsync(german, phone, at: town.Program.Address);
        await ProviderAsync(provider);
        await using var customer = await stage.EnterAsync(german, phone, at: town.Program.Address);
        await CustomerAsync(customer);
    }

    static async Task IdeaAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await visitor.MenuAsync("/pilots");
        await HeadingAsync(visitor, visitor.Say("Pilotprojekte", "Pilots"));
        await ClickAsync(visitor, "main a[href='/pilots/ideas']", visitor.Say("Ideen", "Ideas"));
        await Expect(page.Locator("main h2", new() { HasText = "Ein Tarif, der dem Grünstrom folgt" })).ToBeVisibleAsync();
        await ClickAsync(visitor, "main a[href='/energy/lab/1']", "Grüntarif statt „Festpreis“");
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("eben neu berechnet: bis aufs letzte Bit gleich", "computed again just now: every bit the same"));
        await Expect(page.Locator(".lab-lead").First).ToContainTextAsync(visitor.Say("zahlen mehr", "pay more"));
    }

    static async Task PilotAsync(Visitor visitor)
    {
        const string name = "Grüntarif mit dem Index von Indexhaus Nord";
        var page = visitor.Page;
        await visitor.MenuAsync("/pilots");
        await ClickAsync(visitor, "main a[href='/pilots/1']", name);
        await Expect(page.Locator("#found")).ToContainTextAsync(visitor.Say("mehr Kunden gewinnen als verlieren", "more customers gain than lose"));
        await Expect(page.Locator("#decisions")).ToContainTextAsync($"Der Tarif bekommt den Preis aus „{Tariff}, ");
        await ClickAsync(visitor, "main li a[href='/pilots/1/check']", name);
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("10 von 10 erfüllt", "10 of 10 hold"));
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("Index kommt rechtzeitig", "Index arrives in time"));
        await page.ClickAsync("main a[href='/pilots/1']");
        await ClickAsync(visitor, "main li a[href='/pilots/1/data']", name);
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say($"Verbrauch der Kunden mit „{Tariff}“, in Gruppen", $"Consumption of customers with “{Tariff}”, in groups"));
        await page.ClickAsync("main a[href='/pilots/1']");
        await HeadingAsync(visitor, name);
    }

    static async Task TariffAndBillAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await ClickAsync(visitor, "main li a[href='/energy/tariffs/gruen']", Tariff);
        await Expect(page.Locator("main")).ToContainTextAsync("Nach dem Tariflabor 2");
        await visitor.MenuAsync("/pilots");
        await page.ClickAsync("main a[href='/pilots/1']");
        await ClickAsync(visitor, "main li a[href='/energy/letters']", visitor.Say("Briefe mit Code", "Letters with a code"));
        await visitor.MenuAsync("/pilots");
        await page.ClickAsync("main a[href='/pilots/1']");
        await page.ClickAsync("main li a[href^='/energy/bills/R']");
        await Expect(page.Locator("h1")).ToHaveTextAsync(BillName());
        await ExplainAsync(visitor);
    }

    // whoever is of the other firm sees the tariff by its name, and comes to no page of it
    static async Task ProviderAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await visitor.LogInAsync("indexhaus@werkstrom.example", visitor.Say("Pilotprojekte", "Pilots")); // in the language of the browser
        await page.ClickAsync("main a[href='/pilots/1']");
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say($"Tarif: {Tariff}", $"Tariff: {Tariff}"));
        await Expect(page.Locator("main a[href='/energy/tariffs/gruen']")).ToHaveCountAsync(0);
        await ClickAsync(visitor, "#found a", new Regex("^Grünstrom, stufenlos, "));
    }

    static async Task CustomerAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await visitor.LogInAsync("kunde@stadtwerk.example", visitor.Say("Guten Tag, Karl Hahn", "Hello Karl Hahn"));
        await visitor.FitAsync();
        await Expect(page.Locator(".my-price")).ToContainTextAsync("ct/kWh");
        await ClickAsync(visitor, "nav a[href='/my/plan']", visitor.Say("Beste Zeit", "Best time"));
        await ClickAsync(visitor, "nav a[href='/my/use']", visitor.Say("Verbrauch und Kosten", "Consumption and cost"));
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("Nach „Festpreis“", "By “Festpreis”"));
        await ClickAsync(visitor, "nav a[href='/my/bills']", visitor.Say("Rechnungen", "Bills"));
        await ClickAsync(visitor, "main a[href^='/my/bills/R']", BillName());
        await ExplainAsync(visitor);
    }

    // the first line to the quarter-hour: what the line says comes out of them, and on a phone nothing of them lies beyond its edge
    static async Task ExplainAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await Expect(page.Locator(".bl-sheet")).ToContainTextAsync(visitor.Say("Umsatzsteuer 19 %", "VAT 19 %"));
        await Expect(page.Locator(".bl-mix + table")).ToContainTextAsync(visitor.Say("0,0000", "0.0000"));
        var link = page.Locator(".bl-items tr", new() { Has = page.Locator("a[href$='/lines/1']") });
        var net = await link.Locator("td").Last.InnerTextAsync();
        await ClickAsync(visitor, ".bl-items a[href$='/lines/1']", visitor.Say("Posten 1: Energie", "Line 1: Energie"));
        await Expect(page.Locator(".ws-page-head")).ToContainTextAsync(visitor.Say($"einmal gerundet auf {net} €", $"rounded once to {net} €"));
        await Expect(page.Locator("main table").Last.Locator("tbody tr")).ToHaveCountAsync(96); // no day of January has a change of clocks
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("nachträglich aus Messwerten", "made afterwards from measured values"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('main table')].filter(t => t.parentElement.scrollWidth > t.parentElement.clientWidth + 1).length"));
    }

    static async Task ClickAsync(Visitor visitor, string link, string heading)
    {
        await visitor.Page.Locator(link).First.ClickAsync();
        await HeadingAsync(visitor, heading);
    }

    static async Task ClickAsync(Visitor visitor, string link, Regex heading)
    {
        await visitor.Page.Locator(link).First.ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(heading);
        await visitor.ReadyAsync();
        await visitor.FitAsync();
    }

    static async Task HeadingAsync(Visitor visitor, string heading)
    {
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(heading);
        await visitor.ReadyAsync();
        await visitor.FitAsync();
    }

    // the town is made while the program already answers; the decision is the last that is written
    async Task ReadyAsync()
    {
        await using var scout = await stage.EnterAsync(german: true, phone: false, at: town.Program.Address);
        await scout.LogInAsync();
        for (var tries = 0; tries < 240; tries++)
        {
            await scout.Page.GotoAsync("/pilots/1");
            if (await scout.Page.Locator("#decisions", new() { HasText = "Der Tarif bekommt den Preis" }).CountAsync() > 0)
                return;
            await Task.Delay(1_000);
        }

        Assert.Fail($"The story is not there: {await scout.Page.Locator("main").InnerTextAsync()} {town.Program.Output}");
    }

    [GeneratedRegex("^(Rechnung|Bill) R[0-9]{4}-[0-9]{6}$")]
    private static partial Regex BillName();
}
