using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Switching;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Waiting;
using static Werkstrom.Tests.Energy.Portfolio.SwitchTown;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>Who cannot be switched and why, and what is refused: each with the rule.</summary>
public sealed class SwitchRefusalTests
{
    [Fact]
    public async Task Every_reason_stands_at_a_contract_and_one_that_changed_meanwhile_stays()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var (local, books) = (town.Host.Local, town.Host.Services.GetRequiredService<ContractBook>());
        await town.Bills.TariffAsync("later", new ComponentDefinition("Energy", PartKind.Energy, new FlatDefinition(30), Day.AddDays(1)));
        await KeepAsync(local, 7, "flat", new { term = Iso(Day.AddMonths(1)), metering = "profile", profile = "H25" });

        // told in ten days: too late for a household, bound, no quarter-hours
        var soon = Today.AddDays(10);
        var id = await StartAsync(local, new { tariff = "night", from = Iso(soon), reason = "prices", words = Words, filter = new { list = "V-7 K-1, none" } });
        var seen = await StateAsync(local, id, "ready");
        var rows = await RowsAsync(local, id);
        Assert.Equal(["bound", "notice.household", "meter"], Codes(rows["V-7"]));
        Assert.Equal(["notice.household"], Codes(rows["V-1"]));
        Assert.StartsWith("Households must be told a month before: ", rows["V-1"].GetProperty("faults")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("none", seen.GetProperty("unknown")[0].GetString());

        var none = await StartAsync(local, new { tariff = "later", from = Iso(Day), filter = new { postcode = "123", tariff = "flat" } });
        await StateAsync(local, none, "ready");
        Assert.All((await RowsAsync(local, none)).Values, r => Assert.Contains("unpriced", Codes(r)));

        var open = await StartAsync(local, new { tariff = "dear", from = Iso(Day), filter = new { list = "V-1, V-2" } });
        await StateAsync(local, open, "ready");
        await EndAsync(local, "V-2", Iso(Day.AddDays(40)));
        using var run = await local.PostAsync($"/api/energy/desk/switches/{open}/run", null);
        Assert.Equal(HttpStatusCode.Accepted, run.StatusCode);
        await StateAsync(local, open, "done");
        Assert.Equal(["changed"], Codes((await RowsAsync(local, open))["V-2"]));
        Assert.Equal((GermanTime.Day(Day).First, GermanTime.Day(Day.AddDays(40)).First), ((await books.FindAsync("V-1", default))!.End, (await books.FindAsync("V-2", default))!.End));
        Assert.Contains(Todo(await local.GetFromJsonAsync<JsonElement>("/api/energy/desk/todo")), t => t == "switch.failed");
        await EndAsync(local, "V-1-2", Iso(Day.AddDays(60))); // changed after the switch: it is not taken back
        using var back = await local.PostAsync($"/api/energy/desk/switches/{open}/return", null);
        await StateAsync(local, open, "returned");
        Assert.Equal(["changed.after"], Codes((await RowsAsync(local, open))["V-1"]));
        Assert.NotNull(await books.FindAsync("V-1-2", default));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        using var wrong = await town.Host.Local.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "none", from = "2027-13-01", reason = "whim", filter = new { postcode = "24a", profile = "Q1", tariff = "nope" } });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var faults = (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["filter.postcode", "filter.profile", "filter.tariff", "from", "reason", "tariff"], faults);
        using var silent = await town.Host.Local.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "dear", from = Iso(Today), reason = "basic" });
        Assert.Equal(["from", "words"], (await silent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    // a month is over with the end of the day of the same number, § 188 (2) BGB; the change comes on the next
    [Theory]
    [InlineData("2026-01-15", "Prices", 3_500, "2026-02-16")]
    [InlineData("2026-01-31", "Prices", 3_500, "2026-03-01")] // February has no 31st: its last day, § 188 (3) BGB
    [InlineData("2028-01-30", "Prices", 3_500, "2028-03-01")] // nor a 30th in a leap year
    [InlineData("2026-01-27", "Prices", 3_500, "2026-02-28")]
    [InlineData("2026-02-28", "Prices", 3_500, "2026-04-01")] // a month before 29, 30 and 31 March is 28 February itself
    [InlineData("2026-04-30", "Prices", 3_500, "2026-06-01")] // a month before 31 May is 30 April itself
    [InlineData("2026-12-31", "Prices", 3_500, "2027-02-01")]
    [InlineData("2026-01-31", "Prices", 10_000, "2026-03-01")] // trade up to 10,000 kWh is a household, § 3 EnWG
    [InlineData("2026-01-31", "Prices", 10_001, "2026-02-15")] // two weeks
    [InlineData("2026-02-15", "Prices", 10_001, "2026-03-02")]
    [InlineData("2026-01-31", "Basic", 3_500, "2026-04-01")] // § 5 (2) StromGVV: six weeks are over on 14 March, then the begin of a month
    [InlineData("2026-01-17", "Basic", 3_500, "2026-03-01")] // over on 28 February
    [InlineData("2026-01-18", "Basic", 3_500, "2026-04-01")]
    [InlineData("2026-01-31", "Agreed", 3_500, "2026-01-31")]
    public void Times_of_notice_are_those_of_the_law(string told, string reason, int kwh, string first)
    {
        Contract contract = new(1, "V-1", "K-1", "41373559241", 1, "flat", new(new HolidayCalendar(GermanState.NW), "to-100000", "example"), "G25", kwh * 1_000L, 0, null, null, 1);
        Assert.Equal(DateOnly.Parse(first, CultureInfo.InvariantCulture), SwitchRules.Earliest(contract, Enum.Parse<SwitchReason>(reason), DateOnly.Parse(told, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_first_day_that_cannot_be_is_told_with_the_rule()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        await SaidAsync("en", "9999-12-31", "agreed", "31 Dec 9999 is too far ahead: the first day lies at most 3 years ahead, ");
        await SaidAsync("de", "9999-12-31", "agreed", "Der 31.12.9999 liegt zu weit: Der erste Tag liegt höchstens 3 Jahre voraus, spätestens am ");
        await SaidAsync("en", "0001-01-01", "agreed", "The first day must be after today; 0001-01-01 is not.");
        await SaidAsync("en", "10000-01-01", "agreed", "\"10000-01-01\" is no day, such as 2027-01-01.");
        await SaidAsync("de", "2027-02-29", "agreed", "„2027-02-29“ ist kein Tag, etwa 2027-01-01.");
        await SaidAsync("de", Iso(Day.AddDays(1)), "basic", "In der Grundversorgung ändern sich Preise zum Monatsbeginn (§ 5 Abs. 2 StromGVV); der 02.");

        async Task SaidAsync(string language, string from, string reason, string said)
        {
            town.Host.Local.DefaultRequestHeaders.AcceptLanguage.Clear();
            town.Host.Local.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            using var wrong = await town.Host.Local.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "dear", from, reason, words = Words });
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var fault = Assert.Single((await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject());
            Assert.Equal("from", fault.Name);
            Assert.StartsWith(said, fault.Value[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_switch_of_which_nobody_can_be_switched_is_not_run()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var local = town.Host.Local;
        var id = await StartAsync(local, new { tariff = "dear", from = Iso(Day), filter = new { list = "V-5" } }); // it has ended by then
        var seen = await StateAsync(local, id, "ready");
        Assert.Equal((0, 1), (seen.GetProperty("planned").GetInt32(), seen.GetProperty("excepted").GetInt32()));

        using var run = await local.PostAsync($"/api/energy/desk/switches/{id}/run", null);

        Assert.Equal(HttpStatusCode.Conflict, run.StatusCode);
        var refused = await run.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Nobody of those who were meant can be switched: discard it. Why: 1 × end before.", 1), (refused.GetProperty("detail").GetString(), refused.GetProperty("why").GetProperty("ended").GetInt32()));
        Assert.Equal(1, (await StateAsync(local, id, "ready")).GetProperty("excepted").GetInt32());
    }
}
