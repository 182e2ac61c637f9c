using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Switching;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Portal;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>Many customers get another tariff at a date: who can, who cannot and every reason, what it costs, the change, the notice, and back again; on both registries.</summary>
public sealed class SwitchTests
{
    const string Words = "Unsere Beschaffung wird teurer: 5 ct/kWh mehr.";

    static DateOnly Today => GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow));

    // beyond every time of notice
    static DateOnly Day => new DateOnly(Today.Year, Today.Month, 1).AddMonths(4);

    [Theory, OnSqlite, OnPostgres]
    public async Task Customers_get_another_tariff_and_have_the_former_one_again(Engine engine)
    {
        await using var town = await TownAsync(engine);
        using var engineer = await town.EngineerAsync();
        var (local, books) = (town.Host.Local, town.Host.Services.GetRequiredService<ContractBook>());

        // a form of an engineer, without script
        using var sent = await engineer.SendAsync("/energy/desk/switches", "switch", ("old", "flat"), ("tariff", "dear"), ("from", Iso(Day)), ("reason", "Prices"), ("words", Words));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.EndsWith("/energy/desk/switches/1", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        var seen = await StateAsync(local, 1, "ready");
        Assert.Equal((3, 2), (seen.GetProperty("planned").GetInt32(), seen.GetProperty("excepted").GetInt32()));
        var rows = await RowsAsync(local, 1);
        Assert.Equal(["V-1", "V-2", "V-3", "V-5", "V-6"], rows.Keys); // V-4 has the other tariff
        Assert.Equal(["ended"], Codes(rows["V-5"]));
        Assert.Equal(["bound"], Codes(rows["V-6"]));
        // 3,500 kWh × 30 ct and × 35 ct, with 19 % VAT
        Assert.Equal((124_950, 145_775), (rows["V-1"].GetProperty("centsBefore").GetInt32(), rows["V-1"].GetProperty("centsAfter").GetInt32()));
        Assert.Equal((3 * 124_950, 3 * 145_775, 3), (seen.GetProperty("centsBefore").GetInt32(), seen.GetProperty("centsAfter").GetInt32(), seen.GetProperty("dearer").GetInt32()));
        Assert.Null((await books.FindAsync("V-1", default))!.End); // a preview changes nothing

        var page = await PortalTown.PageAsync(engineer, "/energy/desk/switches/1");
        Assert.Contains("+208.25", page, StringComparison.Ordinal);
        Assert.Contains("Switch 3 contracts", page, StringComparison.Ordinal);
        Assert.Equal("/energy/desk/switches/1", await PortalTown.ClickAsync(engineer, "/energy/desk/switches/1", "/energy/desk/switches/1/run", ""));
        var done = await StateAsync(local, 1, "done");
        Assert.Equal((3, 3), (done.GetProperty("kept").GetInt32(), done.GetProperty("letters").GetInt32())); // no mail server here: by letter
        var (before, next) = ((await books.FindAsync("V-1", default))!, (await books.FindAsync("V-1-2", default))!);
        var at = GermanTime.Day(Day).First;
        Assert.Equal((at, at, "dear", "V-1", (int?)null), (before.End, next.First, next.Tariff, next.Follows, next.End));
        var ending = (await books.FindAsync("V-3-2", default))!;
        Assert.Equal(GermanTime.Day(Day.AddYears(1)).First, ending.End); // a term that was agreed on stays
        Assert.Equal(Quarters.Start(at), town.Host.Services.GetRequiredService<AgreementCatalog>().Find(before.AgreementId)!.ValidTo);
        var notes = await town.Host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Entity = "energy_contract" }, default);
        Assert.Contains(notes, n => n.Actor == "energy-switch-1");

        using var customer = await town.EnterAsync(1);
        var own = await PortalTown.PageAsync(customer, "/my");
        Assert.Contains(Words, own, StringComparison.Ordinal);
        Assert.Contains("1,458 €", own, StringComparison.Ordinal); // 1,457.75
        Assert.Contains("Erika Muster 1;Weg 1;12345;Ort", await local.GetStringAsync("/energy/desk/switches/1/contracts.csv?names=yes"), StringComparison.Ordinal);

        using var one = await local.PostAsync("/api/energy/desk/switches/1/contracts/V-2/return", null);
        Assert.Equal(HttpStatusCode.Accepted, one.StatusCode);
        Assert.Equal((null, null), ((await books.FindAsync("V-2", default))!.End, await books.FindAsync("V-2-2", default)));
        Assert.NotNull(await books.FindAsync("V-1-2", default));
        await PortalTown.ClickAsync(engineer, "/energy/desk/switches/1", "/energy/desk/switches/1/return", "");
        var back = await StateAsync(local, 1, "returned");
        Assert.Equal((0, 3), (back.GetProperty("kept").GetInt32(), back.GetProperty("returned").GetInt32()));
        Assert.Equal((null, null), ((await books.FindAsync("V-1", default))!.End, await books.FindAsync("V-1-2", default)));
        Assert.Equal(GermanTime.Day(Day.AddYears(1)).First, (await books.FindAsync("V-3", default))!.End);
        Assert.DoesNotContain(Words, await PortalTown.PageAsync(customer, "/my"), StringComparison.Ordinal);

        Assert.Contains("engineer took it back.", await PortalTown.PageAsync(engineer, "/energy/desk/switches/1"), StringComparison.Ordinal);
        var trail = await local.GetStringAsync("/setup/audit?entity=energy_switch");
        foreach (var said in (string[])["switch previewed", "switch released", "switch taken back", "one contract of a switch taken back", "right to change prices"])
            Assert.Contains(said, trail, StringComparison.Ordinal);

        using var again = await local.PostAsync("/api/energy/desk/switches/1/run", null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

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

    [Fact]
    public async Task Who_has_a_mail_address_is_told_by_mail_once_and_once_more_when_it_does_not_come()
    {
        await using var town = await TownAsync(Engine.Sqlite, ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", "9"));
        using var customer = await town.EnterAsync(1);
        var (local, notify) = (town.Host.Local, town.Host.Services.GetRequiredService<INotify>());
        var id = await StartAsync(local, new { tariff = "dear", from = Iso(Day), reason = "prices", words = Words, filter = new { list = "V-1, V-2" } });
        await StateAsync(local, id, "ready");
        using var run = await local.PostAsync($"/api/energy/desk/switches/{id}/run", null);
        Assert.Equal(1, (await StateAsync(local, id, "done")).GetProperty("letters").GetInt32()); // K-2 has no account and no address
        using var back = await local.PostAsync($"/api/energy/desk/switches/{id}/return", null);
        await StateAsync(local, id, "returned");
        Assert.Equal(2, (await notify.FatesAsync([$"switch:{id}:V-1", $"switch-back:{id}:V-1", $"switch:{id}:V-2", $"switch-back:{id}:V-2"], default)).Count);
        Assert.Equal("back", (await RowsAsync(local, id))["V-1"].GetProperty("told").GetString());
    }

    [Fact]
    public async Task Who_had_a_mail_hears_that_it_does_not_come_also_when_the_program_stopped_in_between()
    {
        await using var town = await TownAsync(Engine.Sqlite, ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", "9"));
        using var customer = await town.EnterAsync(1);
        var id = await StartAsync(town.Host.Local, new { tariff = "dear", from = Iso(Day), filter = new { list = "V-1, V-2" } });
        await StateAsync(town.Host.Local, id, "ready");
        using (await town.Host.Local.PostAsync($"/api/energy/desk/switches/{id}/run", null))
            await StateAsync(town.Host.Local, id, "done");
        // as a stop leaves it after the contract was changed back and before the mail was queued
        await using (var db = await town.Host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync())
            await db.Set<SwitchRow>().Where(r => r.SwitchId == id && r.Contract == "V-1").ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SwitchStep.Returned));

        await town.Host.RestartAsync();

        var notify = town.Host.Services.GetRequiredService<INotify>();
        await UntilAsync(async () => (await notify.FatesAsync([$"switch-back:{id}:V-1"], default)).Count == 1);
        await UntilAsync(async () => (await RowsAsync(town.Host.Local, id))["V-1"].GetProperty("told").GetString() == "back");
    }

    [Fact]
    public async Task The_command_previews_and_changes_only_when_told_to()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var books = town.Host.Services.GetRequiredService<ContractBook>();
        var list = new FileInfo(Path.Combine(town.Host.Folder, "list.txt"));
        await File.WriteAllTextAsync(list.FullName, "V-1\nV-5\nnobody");
        SwitchApi.SwitchAsk ask = new("dear", Iso(Day), null, null, new(null, null, null, null));

        var (code, said, errors) = await SaidAsync(s => s.PreviewAsync(ask, list, isRun: false, default));
        Assert.Equal(2, code); // V-5 has ended by then
        Assert.StartsWith("Switch 1: ready, to dear; 1 can be switched, 1 cannot, 0 switched, 0 failed, 0 taken back", said, StringComparison.Ordinal);
        Assert.Contains("A year costs 1 of them 1249.50 EUR before, 1457.75 EUR then; 1 pay more", said, StringComparison.Ordinal);
        Assert.Contains("V-5: It ends on ", said, StringComparison.Ordinal);
        Assert.Contains("Nobody has the number nobody", errors, StringComparison.Ordinal);
        Assert.Null((await books.FindAsync("V-1", default))!.End);

        (code, said, _) = await SaidAsync(s => s.PreviewAsync(ask with { Filter = new("flat", null, null, "V-1") }, null, isRun: true, default), isJson: true);
        Assert.Equal((0, 1), (code, JsonDocument.Parse(said).RootElement.GetProperty("kept").GetInt32()));
        Assert.NotNull((await books.FindAsync("V-1", default))!.End);
        (code, said, _) = await SaidAsync(s => s.ActAsync(2, "return", default));
        Assert.Equal((0, "Switch 2: returned, to dear; 0 can be switched, 0 cannot, 0 switched, 0 failed, 1 taken back"), (code, said.Split(Environment.NewLine)[0]));
        (code, _, errors) = await SaidAsync(s => s.PreviewAsync(ask with { From = "9999-12-31", Tariff = "none" }, null, isRun: true, default));
        Assert.Equal(1, code);
        Assert.Contains("There is no tariff \"none\".", errors, StringComparison.Ordinal);
        Assert.Contains("31 Dec 9999 is too far ahead", errors, StringComparison.Ordinal);
        (code, _, errors) = await SaidAsync(s => s.ActAsync(7, "run", default));
        Assert.Equal((1, "There is no such switch."), (code, errors.Trim()));

        async Task<(int Code, string Said, string Errors)> SaidAsync(Func<SwitchSession, Task<int>> run, bool isJson = false)
        {
            using StringWriter output = new(), errors = new();
            return (await run(new(town.Host.Local, isJson, output, errors)), output.ToString(), errors.ToString());
        }
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
        Assert.Equal("Nobody of those who were meant can be switched: discard it.", (await run.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        Assert.Equal(1, (await StateAsync(local, id, "ready")).GetProperty("excepted").GetInt32());
    }

    [Fact]
    public async Task Nobody_but_the_house_opens_the_desk_and_only_who_may_see_it_has_it_on_the_first_page()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var people = town.Host.Services.GetRequiredService<Accounts>();
        var addresses = town.Host.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/') is var path && (path.StartsWith("energy/desk", StringComparison.Ordinal) || path.StartsWith("api/energy/desk", StringComparison.Ordinal))).ToList();
        Assert.True(addresses.Count > 30, $"{addresses.Count}");
        foreach (var role in (Role[])[Role.Partner, Role.Customer, Role.Viewer])
        {
            var (_, person) = await people.AddAsync(new($"{role}", $"{role}@example.org", role, null, PortalTown.Password, MustChangePassword: false), default);
            foreach (var address in addresses)
                Assert.False(await OthersTests.MayAsync(town.Host.Services, Identities.Of(person!), address), $"{role} {address.RoutePattern.RawText}");
            using Werkstrom.Tests.Setup.Browser browser = new(town.Host.Address);
            using var entered = await browser.LogInAsync($"{role}@example.org", PortalTown.Password);
            Assert.Contains(await PortalTown.StatusAsync(browser, "/energy/desk/switches"), (HttpStatusCode[])[HttpStatusCode.Found, HttpStatusCode.Forbidden]);
            Assert.Equal(HttpStatusCode.Forbidden, await PortalTown.StatusAsync(browser, "/api/energy/desk/switches"));
        }

        // an operator looks and does not change
        using var token = await town.Host.Local.PostAsJsonAsync("api/setup/tokens", new { name = "operator", scopes = "write,read" });
        using HttpClient operating = new() { BaseAddress = town.Host.Address };
        operating.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, (await operating.GetAsync("/api/energy/desk/switches")).StatusCode);
        using var refused = await operating.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "dear", from = Iso(Day) });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await StateAsync(town.Host.Local, await StartAsync(town.Host.Local, new { tariff = "dear", from = Iso(Day) }), "ready");
        var first = await town.Host.Local.GetStringAsync("/"); // without any machine
        Assert.Contains("/energy/desk/switches/1", first, StringComparison.Ordinal);
        Assert.Contains("Something waits at the desk; none of it is urgent.", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Machines that send", first, StringComparison.Ordinal);
        using (await town.Host.Local.PostAsync("/api/energy/desk/switches/1/discard", null))
            first = await town.Host.Local.GetStringAsync("/");
        Assert.Contains("Nothing waits at the desk.", first, StringComparison.Ordinal);
        Assert.Contains("Contracts that hold now: 6", first, StringComparison.Ordinal);
        using Werkstrom.Tests.Setup.Browser viewer = new(town.Host.Address);
        using var looked = await viewer.LogInAsync("Viewer@example.org", PortalTown.Password);
        Assert.DoesNotContain("/energy/desk", await PortalTown.PageAsync(viewer, "/"), StringComparison.Ordinal);
    }

    static async Task<PortalTown> TownAsync(Engine engine, params (string Key, string Value)[] settings)
    {
        var town = await PortalTown.StartAsync(engine, settings);
        await town.TariffsAsync();
        await town.Bills.TariffAsync("dear", BillTown.Flat(35));
        town.Host.Local.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        foreach (var (number, tariff) in ((int, string)[])[(1, "flat"), (2, "flat"), (4, "night")])
            await KeepAsync(town.Host.Local, number, tariff, new { });
        await KeepAsync(town.Host.Local, 3, "flat", new { until = Iso(Day.AddYears(1)) });
        await KeepAsync(town.Host.Local, 5, "flat", new { until = Iso(Day.AddDays(-5)) });
        await KeepAsync(town.Host.Local, 6, "flat", new { term = Iso(Day) });
        return town;
    }

    static async Task KeepAsync(HttpClient local, int number, string tariff, object more)
    {
        Dictionary<string, object?> wish = new()
        {
            ["number"] = $"V-{number}",
            ["customer"] = $"K-{number}",
            ["name"] = $"Erika Muster {number}",
            ["street"] = "Weg 1",
            ["postcode"] = "12345",
            ["city"] = "Ort",
            ["malo"] = BillTown.Malo(number),
            ["place"] = "Ort/Mitte",
            ["tariff"] = tariff,
            ["annualKwh"] = "3500",
            ["from"] = "2024-01-01",
            ["metering"] = "smart",
        };
        foreach (var field in more.GetType().GetProperties())
            wish[field.Name] = field.GetValue(more);
        using var kept = await local.PostAsJsonAsync("api/energy/contracts", new[] { wish });
        Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
    }

    static async Task EndAsync(HttpClient local, string contract, string at)
    {
        using var ended = await local.PostAsJsonAsync($"api/energy/contracts/{contract}/end", new { at });
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
    }

    static async Task<long> StartAsync(HttpClient local, object wish)
    {
        using var begun = await local.PostAsJsonAsync("/api/energy/desk/switches", wish);
        Assert.True(begun.StatusCode == HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        return (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    static async Task<JsonElement> StateAsync(HttpClient local, long id, string state)
    {
        JsonElement seen = default;
        await UntilAsync(async () =>
        {
            seen = await local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}");
            Assert.Equal(JsonValueKind.Null, seen.GetProperty("fault").ValueKind);
            return string.Equals(seen.GetProperty("state").GetString(), state, StringComparison.OrdinalIgnoreCase);
        });
        return seen;
    }

    static async Task<Dictionary<string, JsonElement>> RowsAsync(HttpClient local, long id) =>
        (await local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}/contracts")).GetProperty("contracts").EnumerateArray().ToDictionary(r => r.GetProperty("contract").GetString()!);

    static string[] Codes(JsonElement row) => [.. row.GetProperty("codes").EnumerateArray().Select(c => c.GetString()!)];

    static IEnumerable<string> Todo(JsonElement todo) => todo.EnumerateArray().Select(t => t.GetProperty("key").GetString()!);

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
