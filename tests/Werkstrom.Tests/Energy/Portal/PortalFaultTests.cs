using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Partners;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Market;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;
using Werkstrom.Tests.Tariff.Market;
using static Werkstrom.Tests.Energy.Portal.PortalTown;

namespace Werkstrom.Tests.Energy.Portal;

/// <summary>A provider is down, an index is late, tomorrow has no price, a consent is taken back: the pages say so and show the rest.</summary>
public sealed class PortalFaultTests
{
    static readonly DateOnly Today = GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow));

    [Fact]
    public async Task Without_the_exchange_the_index_is_shown_and_what_is_missing_is_said_until_it_comes()
    {
        await using var provider = await StandIn.StartAsync();
        await using var town = await StartAsync(Engine.Sqlite, ("energy:market:allowPrivateSources", "true"), ("energy:market:backDays", "1"), ("energy:market:timeoutSeconds", "2"), ("energy:market:lookSeconds", "3600"));
        await RegionAsync(town, "KNOWN", "24103");
        await RegionAsync(town, "LATE", "24105");
        await SealAsync(town, "KNOWN", 80);
        await town.Bills.TariffAsync("dyn", BillTown.Part("Energy", PartKind.Energy, new SpotDefinition(1.49m, 100)));
        await town.Bills.TariffAsync("flat", BillTown.Flat(30));
        await ContractAsync(town, 1, "dyn", "KNOWN");
        await ContractAsync(town, 2, "flat", "LATE");
        using var customer = await town.EnterAsync(1);
        using var late = await town.EnterAsync(2);

        provider.Answer = http => StandIn.SayAsync(http, 503, "<html>Wartung</html>");
        await SetAsync(town, provider);
        Assert.Equal("failing", await FetchAsync(town));
        var page = await PageAsync(customer, "/my");
        Assert.Contains("Your price of today cannot be computed at the moment.", page, StringComparison.Ordinal);
        Assert.Contains("Your price of tomorrow is not known yet", page, StringComparison.Ordinal);
        Assert.Contains("Green: a good time", page, StringComparison.Ordinal); // the index is there
        var plan = await PageAsync(customer, "/my/plan");
        Assert.Contains("What is not known is not looked at.", plan, StringComparison.Ordinal);

        // the exchange speaks of today only: 95.10 €/MWh + 1.49 ct, with 19 % VAT
        provider.Answer = http => StandIn.SayAsync(http, 200, Charts(GermanTime.Between(Today.AddDays(-1), Today.AddDays(1))));
        await FetchAsync(town);
        var days = await DaysAsync(customer);
        var count = GermanTime.Day(Today).Count;
        Assert.All(days.Take(count), d => Assert.Equal(13.09m, d.GetProperty("price").GetDecimal()));
        Assert.All(days.Skip(count), d => Assert.Equal(JsonValueKind.Null, d.GetProperty("price").ValueKind));
        page = await PageAsync(customer, "/my");
        Assert.DoesNotContain("cannot be computed", page, StringComparison.Ordinal);
        Assert.Contains("Your price of tomorrow is not known yet", page, StringComparison.Ordinal);

        provider.Answer = http => StandIn.SayAsync(http, 200, Charts(GermanTime.Between(Today.AddDays(-1), Today.AddDays(2))));
        await FetchAsync(town);
        Assert.All(await DaysAsync(customer), d => Assert.Equal(13.09m, d.GetProperty("price").GetDecimal()));
        Assert.DoesNotContain("Your price of tomorrow is not known yet", await PageAsync(customer, "/my"), StringComparison.Ordinal);

        // an index that did not come: the light is off, the price holds: 30 ct with VAT
        page = await PageAsync(late, "/my");
        Assert.Contains("The green index of today did not come; the light is off. Your price holds.", page, StringComparison.Ordinal);
        Assert.Contains("The light is off: the index is not known", page, StringComparison.Ordinal);
        Assert.All(await DaysAsync(late), d => Assert.Equal((35.7m, JsonValueKind.Null), (d.GetProperty("price").GetDecimal(), d.GetProperty("index").ValueKind)));
    }

    [Fact]
    public async Task A_partner_who_is_away_is_named_with_what_holds_instead_and_the_desk_knows()
    {
        await using var town = await StartAsync();
        await PartnerAsync(town, "THEIRS", "");
        await town.Bills.TariffAsync("green", BillTown.Part("Energy", PartKind.Energy, new IndexDefinition(30, 0.1m, Fallback: new(FallbackKind.Base))));
        await ContractAsync(town, 1, "green", "THEIRS");
        using var customer = await town.EnterAsync(1);
        Assert.Contains("The green index of today did not come", await PageAsync(customer, "/my"), StringComparison.Ordinal);

        await PartnerAsync(town, "THEIRS", "network|refused");
        var page = await PageAsync(customer, "/my");
        Assert.Contains("The provider of the green index of your region cannot be reached: last on ", page, StringComparison.Ordinal);
        Assert.Contains("Where the index is missing, your contract says: Energy: the base price.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No green index belongs to your contract", page, StringComparison.Ordinal);
        var todo = (await town.Host.Local.GetFromJsonAsync<JsonElement>("/api/energy/desk/todo")).EnumerateArray().Single(t => t.GetProperty("key").GetString() == "partner");
        Assert.Equal(("THEIRS", "/energy/partners"), (todo.GetProperty("what").GetString(), todo.GetProperty("address").GetString()));

        await SealAsync(town, "THEIRS", 80);
        Assert.Contains("Green: a good time", await PageAsync(customer, "/my"), StringComparison.Ordinal); // days that were taken show their light
    }

    [Fact]
    public async Task Months_without_values_are_named_and_a_year_of_before_does_not_end_yesterday()
    {
        await using var town = await StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        using var customer = await town.EnterAsync(1);

        var page = await PageAsync(customer, "/my/use?month=2024-05");
        Assert.Contains("May 2024 to Apr 2025.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("until yesterday", page, StringComparison.Ordinal);
        Assert.Contains("1 of 12 months have values; the sums are of these only. Without values: Jun 2024, Jul 2024,", page, StringComparison.Ordinal);
        Assert.Contains("Some quarter-hours are missing: May 2024.", page, StringComparison.Ordinal);

        // who moves out: the day is wrong, the rest stays
        using var wrong = await customer.SendAsync("/my/me", "move", ("day", "1900-01-01"), ("address", "Neue Straße 5, 54321 Anderswo"), ("reading", "12345,6"));
        var kept = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        Assert.Contains("The last day is a date", kept, StringComparison.Ordinal);
        Assert.Contains("value=\"Neue Straße 5, 54321 Anderswo\"", kept, StringComparison.Ordinal);
        Assert.Contains("value=\"12345,6\"", kept, StringComparison.Ordinal);
        Assert.Contains("The period of notice is 14 days", kept, StringComparison.Ordinal);
        using var sent = await customer.SendAsync("/my/me", "move", ("day", Today.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("address", "Neue Straße 5"), ("reading", "12345,6"));
        Assert.EndsWith("said=move.sent", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("New address: Neue Straße 5\nReading: 12345,6", await PageAsync(customer, "/my/me"), StringComparison.Ordinal);
        Assert.DoesNotContain("earlier than the notice period", await PageAsync(customer, "/my/me?said=move.sent"), StringComparison.Ordinal);

        // before the end of the notice period: told, and a word to the customer and to the desk
        using var early = await customer.SendAsync("/my/me", "move", ("day", Today.AddDays(13).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("address", "Neue Straße 6"));
        Assert.EndsWith("said=move.sent.early", early.Headers.Location!.ToString(), StringComparison.Ordinal);
        page = await PageAsync(customer, "/my/me?said=move.sent.early");
        Assert.Contains("The last day is earlier than the notice period allows; we answer whether it works.", page, StringComparison.Ordinal);
        var earliest = Today.AddDays(14).ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
        Assert.Contains($"This is earlier than the notice period allows (earliest {earliest}); we answer whether it works.\nNew address: Neue Straße 6", page, StringComparison.Ordinal);
        var cases = await town.Host.Local.GetStringAsync("/energy/desk/questions");
        Assert.Contains("This is earlier than the notice period allows", cases, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_best_time_that_runs_already_is_said_from_now_on()
    {
        await using var town = await StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        using var customer = await town.EnterAsync(1);

        // the price is the same at all times: the best two hours are the next ones, with the quarter-hour that runs
        var before = Quarters.Of(DateTimeOffset.UtcNow);
        var page = await PageAsync(customer, "/my/plan?kind=run&hours=2&kwh=1");
        Assert.Contains(Enumerable.Range(before, Quarters.Of(DateTimeOffset.UtcNow) - before + 1), now => page.Contains($"<strong>from now until {Clock(now + 8)}</strong>", StringComparison.Ordinal));
        var later = Quarters.Of(DateTimeOffset.UtcNow) + 8;
        page = await PageAsync(customer, $"/my/plan?kind=run&hours=2&kwh=1&from={GermanTime.OfClock(later) / 4:00}:{GermanTime.OfClock(later) % 4 * 15:00}");
        Assert.Contains($"–{Clock(later + 8)}</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("from now", page, StringComparison.Ordinal);

        static string Clock(int quarter) => GermanTime.OfClock(quarter) is > 0 and var of ? $"{of / 4:00}:{of % 4 * 15:00}" : "24:00";
    }

    static async Task PartnerAsync(PortalTown town, string region, string reason)
    {
        await using var db = await town.Host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        if (!await db.Set<Partner>().AnyAsync())
            db.AddRange(new Partner { Region = region, Address = "https://index.example", Remote = "T", IsOn = true }, new PartnerState { Region = region, Good = DateTimeOffset.UtcNow.AddDays(-2), Next = DateTimeOffset.UtcNow.AddDays(1) });
        await db.SaveChangesAsync();
        await db.Set<PartnerState>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Reason, reason));
    }

    [Fact]
    public async Task The_public_page_and_the_file_for_evcc_stay_when_an_index_is_late()
    {
        await using var town = await StartAsync();
        await RegionAsync(town, "KNOWN", "24103");
        await RegionAsync(town, "LATE", "24105");
        await SealAsync(town, "KNOWN", 80);
        using var http = town.Host.Anonymous();
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        Assert.Contains("Green: a good time to use electricity", WebUtility.HtmlDecode(await http.GetStringAsync("/green/24103")), StringComparison.Ordinal);
        Assert.Contains("The index of today did not come", WebUtility.HtmlDecode(await http.GetStringAsync("/green/24105")), StringComparison.Ordinal);
        foreach (var postal in (string[])["24103", "24105"])
        {
            using var evcc = await http.GetAsync($"/green/{postal}/evcc.json");
            Assert.Equal(HttpStatusCode.OK, evcc.StatusCode);
            // no CO₂ is known of a day that was not computed: an empty forecast, which evcc takes as none, and never a guess
            Assert.Equal("[]", await evcc.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_consent_or_an_agreement_taken_back_holds_no_more_with_the_next_request_and_each_read_is_noted()
    {
        await using var town = await StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        using var customer = await town.EnterAsync(1);
        var day = Today.AddDays(-10);
        await town.Bills.MeterAsync(Malo(1), GermanTime.Day(day).First, [.. Enumerable.Repeat(100, GermanTime.Day(day).Count)], hour: 9);
        var month = FormattableString.Invariant($"/api/my/use?month={day:yyyy-MM}-01");
        async Task<int> DaysAsync() => (await customer.Http.GetFromJsonAsync<JsonElement>(month)).GetProperty("days").GetArrayLength();

        Assert.Equal(0, await DaysAsync());
        await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\"", ("give", "true"));
        Assert.True(await DaysAsync() > 0);
        await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\"");
        Assert.Equal(0, await DaysAsync());
        // the stream of live values is not for customers at all, with and without consent
        foreach (var stream in (string[])["/api/live", "/api/live?signals=1"])
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(customer, stream));
        var reads = await town.Host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Action = MeterValues.ReadAction }, default);
        Assert.Contains(reads, r => r.Actor.StartsWith("person:", StringComparison.Ordinal));

        var contract = (await town.Host.Services.GetRequiredService<ContractBook>().FindAsync("V-1", default))!;
        Assert.True((await MonthsAsync(customer)) > 0);
        Assert.Null((await town.Host.Services.GetRequiredService<AgreementCatalog>().RevokeAsync(contract.AgreementId, "test", default)).Problem);
        Assert.Equal(0, await MonthsAsync(customer));
    }

    // kWh that the customer may see
    static async Task<decimal> MonthsAsync(Browser customer) =>
        (await customer.Http.GetFromJsonAsync<JsonElement>("/api/my/use")).GetProperty("months").EnumerateArray().Sum(m => m.GetProperty("wh").GetDecimal());

    static async Task<List<JsonElement>> DaysAsync(Browser customer) => [.. (await customer.Http.GetFromJsonAsync<JsonElement>("/api/my/days")).EnumerateArray()];

    static string Charts(QuarterRange range) => MarketTexts.EnergyChartsText((long)range.First * 900, 900, [.. Enumerable.Repeat("95.10", range.Count)]);

    static async Task SetAsync(PortalTown town, StandIn provider)
    {
        using var sent = await town.Host.Local.PutAsJsonAsync("api/energy/market/sources/energy-charts", new { isOn = true, address = provider.Address, zone = "DE-LU", place = "", fetchFrom = "00:00" });
        Assert.True(sent.StatusCode == HttpStatusCode.NoContent, await sent.Content.ReadAsStringAsync());
    }

    static async Task<string> FetchAsync(PortalTown town)
    {
        using var answer = await town.Host.Local.PostAsync("api/energy/market/sources/energy-charts/fetch", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("look").GetString()!;
    }

    static async Task RegionAsync(PortalTown town, string code, string postal) => Assert.Empty(await town.Host.Services.GetRequiredService<RegionBook>().PutAsync(
        new() { Code = code, Name = "Town " + code, PriceZone = "DE-LU", FederalState = "", PostalCodes = postal, Sources = "" }, default));

    static Task SealAsync(PortalTown town, string code, int index) => town.Host.Services.GetRequiredService<SeriesBook>().SealAsync(
        SeriesNames.Index(code), Today, [.. Enumerable.Repeat((int?)index, GermanTime.Day(Today).Count)], "test", DateTimeOffset.UtcNow, "seal", default);

    static async Task ContractAsync(PortalTown town, int number, string tariff, string region)
    {
        object[] wishes =
        [
            new
            {
                number = $"V-{number}", customer = $"K-{number}", name = $"Erika Muster {number}", street = "Weg 1", postcode = "24103", city = "Ort", malo = Malo(number), place = "Ort/Mitte",
                tariff, annualKwh = "3500", from = "2024-01-01", metering = "smart", region,
            },
        ];
        using var kept = await town.Host.Local.PostAsJsonAsync("api/energy/contracts", wishes);
        Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
    }
}
