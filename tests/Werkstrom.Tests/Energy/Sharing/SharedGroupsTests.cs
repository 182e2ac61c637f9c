using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Energy.Sharing;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Cooperation;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Portal;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Energy.Sharing;

/// <summary>A partner reads sums of customers by an agreement of a pilot, on both registries.</summary>
public sealed class SharedGroupsTests : IAsyncLifetime
{
    PortalTown _town = null!;
    PilotPeople _people = null!;
    DateOnly _today;
    int _term;

    [Theory, OnSqlite, OnPostgres]
    public async Task A_partner_gets_sums_of_five_and_more_until_one_of_them_takes_the_consent_back(Engine engine)
    {
        await StartAsync(engine, customers: 6);
        await AgreeAsync(1, 4);
        Assert.Equal(0, (await GroupsAsync("berta")).GetProperty("groups").GetArrayLength()); // four wait
        Assert.Equal((JsonValueKind.Null, 4), (((await GroupsAsync("berta")).GetProperty("waiting")).ValueKind, (await GroupsAsync("anna")).GetProperty("waiting").GetInt32()));
        await AgreeAsync(5, 6);

        // 1 to 6 use 101 … 106 Wh in each quarter-hour: 621 Wh together, 2.484 kWh an hour; yesterday is not published yet
        var read = await GroupsAsync("berta");
        var group = Assert.Single(read.GetProperty("groups").EnumerateArray());
        Assert.Equal(6, group.GetProperty("members").GetInt32());
        Assert.Equal("hour", read.GetProperty("resolution").GetString(), ignoreCase: true);
        var rows = read.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(GermanTime.Between(_today.AddDays(-5), _today.AddDays(-1)).Count / 4, rows.Count);
        Assert.All(rows, r => Assert.Equal(2.484, r.GetProperty("value").GetDouble()));
        Assert.Equal(read.GetProperty("rows").GetRawText(), (await GroupsAsync("anna")).GetProperty("rows").GetRawText()); // the preview is just that

        await CorrectedAsync(read);
        await FilesAndPagesAsync();
        await OthersAsync();
        await CustomerAsync();
        await WithdrawnAsync(group.GetProperty("id").GetInt32());
        await EndedAsync();
    }

    // what is published is never corrected: the difference would be that of one meter
    async Task CorrectedAsync(JsonElement read)
    {
        await Task.Delay(5);
        Measure(2, 500);
        await Desk.PassAsync(default);
        Assert.Equal(read.GetProperty("rows").GetRawText(), (await GroupsAsync("berta")).GetProperty("rows").GetRawText());
    }

    async Task FilesAndPagesAsync()
    {
        var day = _today.AddDays(-2);
        var csv = await _people["berta"].GetStringAsync(Api($".csv?from={day:yyyy-MM-dd}&until={day:yyyy-MM-dd}"));
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("group,name,customers,from_utc,to_utc,kwh,index_percent,quarters", lines[0]);
        Assert.Equal(GermanTime.Day(day).Count / 4, lines.Length - 1);
        Assert.EndsWith(",2.484,,4", lines[1], StringComparison.Ordinal);
        foreach (var (who, words) in new[] { ("berta", "What you get"), ("anna", "What Indexhaus sees") })
        {
            using Browser browser = new(_town.Host.Address);
            using var entered = await browser.LogInAsync(_people.Mail(who), PilotPeople.Password);
            browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
            var page = await PortalTown.PageAsync(browser, $"/pilots/{_people.Pilot}/data/{_term}");
            Assert.Contains(words, page, StringComparison.Ordinal);
            Assert.Contains("2.484", page, StringComparison.Ordinal);
            Assert.DoesNotContain("K-1", page, StringComparison.Ordinal);
            Assert.Contains($"/pilots/{_people.Pilot}/data/{_term}", await PortalTown.PageAsync(browser, $"/pilots/{_people.Pilot}/data"), StringComparison.Ordinal);
        }
    }

    async Task OthersAsync()
    {
        foreach (var (who, status) in new[] { ("mod", HttpStatusCode.Forbidden), ("gast", HttpStatusCode.Forbidden), ("fremd", HttpStatusCode.NotFound) })
        {
            using var answer = await _people[who].GetAsync(Api());
            Assert.Equal((who, status), (who, answer.StatusCode));
        }

        using var anonymous = _town.Host.Anonymous();
        using var none = await anonymous.GetAsync(Api());
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        using var before = await _people["berta"].GetAsync(Api("?from=2020-01-01&until=2020-01-02"));
        Assert.Equal(HttpStatusCode.BadRequest, before.StatusCode);
        var noted = await _town.Host.Local.GetFromJsonAsync<JsonElement[]>("api/setup/audit?entity=cooperation_terms&limit=500");
        Assert.Contains(noted!, r => r.GetProperty("action").GetString() == "groups.read" && r.GetProperty("actorName").GetString() == "berta" && r.GetProperty("key").GetString() == $"{_people.Pilot}/{_term}");
        Assert.Contains(noted!, r => r.GetProperty("action").GetString() == "groups.previewed");
        Assert.Contains(noted!, r => r.GetProperty("action").GetString() == "groups.refused" && r.GetProperty("actorName").GetString() == "gast");
        var meters = await _town.Host.Local.GetFromJsonAsync<JsonElement[]>($"api/setup/audit?action=meters.read&key={BillTown.Malo(3)}&limit=500");
        Assert.Contains(meters!, r => r.GetProperty("after").GetProperty("purpose").GetString()!.EndsWith("for partners", StringComparison.Ordinal));
    }

    async Task CustomerAsync()
    {
        using var customer = await _town.EnterAsync(1);
        customer.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        customer.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        var page = await PortalTown.PageAsync(customer, "/my/me");
        Assert.Contains("Indexhaus: nicht feiner als Stunden, für index-quality", page, StringComparison.Ordinal);
        Assert.Contains("Ihre Gruppe hat 6 Kunden", page, StringComparison.Ordinal);
        Assert.Equal("/my/me?said=consent.withdrawn", await PortalTown.ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Group\""));
        Assert.Equal(0, (await GroupsAsync("berta")).GetProperty("groups").GetArrayLength()); // with the next read
        Assert.Equal("/my/me?said=consent.given", await PortalTown.ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Group\""));
        Assert.Equal(0, (await GroupsAsync("berta")).GetProperty("groups").GetArrayLength()); // what ended stays ended
    }

    // the six that were in a group wait until five new ones are there
    async Task WithdrawnAsync(int first)
    {
        await Desk.PassAsync(default);
        Assert.Equal(6, (await GroupsAsync("anna")).GetProperty("waiting").GetInt32());
        await AddAsync(7, 10);
        await AgreeAsync(7, 10);
        Assert.Equal(0, (await GroupsAsync("berta")).GetProperty("groups").GetArrayLength());
        await AddAsync(11, 11);
        await AgreeAsync(11, 11);
        var group = Assert.Single((await GroupsAsync("berta")).GetProperty("groups").EnumerateArray());
        Assert.Equal(11, group.GetProperty("members").GetInt32());
        Assert.NotEqual(first, group.GetProperty("id").GetInt32());
        Assert.Equal(_today.AddDays(-1).ToString("O", CultureInfo.InvariantCulture), group.GetProperty("from").GetString()); // the day after the last that was published
    }

    async Task EndedAsync()
    {
        await _people.OkAsync("anna", $"agreements/{_term}/end", new { version = 1 });
        foreach (var who in new[] { "berta", "anna" })
        {
            using var answer = await _people[who].GetAsync(Api());
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Another_firm_cannot_offer_groups_of_this_house_and_what_nobody_shows_is_named()
    {
        await StartAsync(Engine.Sqlite, customers: 1);
        _people["berta"].DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var theirs = await _people.PostAsync("berta", "agreements", Offer("B", "energy-use"));
        Assert.Equal(HttpStatusCode.BadRequest, theirs.StatusCode);
        Assert.Contains("Groups of customers are shown only by this house", await theirs.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var unknown = await _people.PostAsync("anna", "agreements", Offer("A", "names"));
        Assert.Contains("energy-use", (await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("subject")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains((await _people.GetAsync("berta", "agreements/subjects")).EnumerateArray(), s => s.GetProperty("subject").GetString() == "energy-use/gruen");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_moves_out_ends_the_group_from_that_day_on_and_missing_values_hold_a_day_back(Engine engine)
    {
        await StartAsync(engine, customers: 5);
        var book = _town.Host.Services.GetRequiredService<ShareBook>();
        await _town.Bills.ContractAsync(20, "night", first: GermanTime.Day(_today.AddDays(-90)).First, end: GermanTime.Day(_today.AddDays(4)).First);
        foreach (var i in Enumerable.Range(21, 4))
            await _town.Bills.ContractAsync(i, "night", first: GermanTime.Day(_today.AddDays(-90)).First);
        foreach (var i in Enumerable.Range(20, 5))
            Measure(i, 100 + i, i == 24 ? 3 : 40);
        await AgreeAsync(20, 24);
        var group = Assert.Single(await book.WholeAsync(default));
        Assert.Equal(_today.AddDays(-30).DayNumber, group.FromDay);
        var days = (await book.DaysAsync([group.Id], _today.AddDays(-60), _today, default))[group.Id].ToList();
        // of 24 only the last three days are there: the days before are given up when they are 14 days old, the others may still come
        Assert.Equal(Enumerable.Range(15, 16).Select(d => (_today.AddDays(-d).DayNumber, "missing")).Reverse().Concat([(_today.AddDays(-3).DayNumber, ""), (_today.AddDays(-2).DayNumber, "")]), days.Select(d => (d.Day, d.Reason)));

        await Desk.PassAsync(_today.AddDays(4), default);
        Assert.Equal(_today.AddDays(4).DayNumber, Assert.Single(await book.WholeAsync(default)).EndDay);
        Assert.Equal(0, (await book.DaysAsync([group.Id], _today.AddDays(4), _today.AddDays(9), default)).Count);
    }

    public Task InitializeAsync() => Task.CompletedTask; // the theory says on which registry

    public async Task DisposeAsync()
    {
        _people?.Dispose();
        await _town.DisposeAsync();
    }

    ShareDesk Desk => _town.Host.Services.GetRequiredService<ShareDesk>();

    async Task StartAsync(Engine engine, int customers)
    {
        _town = await PortalTown.StartAsync(engine);
        _today = GermanTime.Date(Quarters.Of(TimeProvider.System.GetUtcNow()));
        await _town.TariffsAsync();
        await _town.Bills.TariffAsync("gruen", BillTown.Flat(28));
        await AddAsync(1, customers);
        _people = await PilotPeople.OpenAsync(_town.Host);
        _term = (await _people.OkAsync("berta", "agreements", Offer("A", "energy-use/gruen"))).GetProperty("id").GetInt32();
        using (var early = await _people["berta"].GetAsync(Api()))
            Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        await _people.OkAsync("anna", $"agreements/{_term}/accept", new { version = 1 });
    }

    object Offer(string giver, string subject) => new
    {
        giver,
        kind = "Group",
        subject,
        resolution = "Hour",
        purpose = "index-quality",
        from = _today.AddDays(-5).ToString("O", CultureInfo.InvariantCulture),
        until = _today.AddDays(30).ToString("O", CultureInfo.InvariantCulture),
    };

    async Task AddAsync(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (i == 1)
                await _town.CustomerAsync(1, "gruen");
            else
                await _town.Bills.ContractAsync(i, "gruen", first: GermanTime.Day(_today.AddDays(-90)).First);
            Measure(i, 100 + i);
        }
    }

    // the same Wh in each quarter-hour of the days until yesterday
    void Measure(int number, int wh, int days = 40)
    {
        var range = GermanTime.Between(_today.AddDays(-days), _today);
        _town.Host.Services.GetRequiredService<MeterStore>().Take(
            BillTown.Malo(number), Flow.Taken, range.First, [.. Enumerable.Repeat(MeterValue.Measured(wh), range.Count)], MeterSource.Csv, TimeProvider.System.GetUtcNow(), "test");
    }

    async Task AgreeAsync(int first, int last)
    {
        for (var i = first; i <= last; i++)
            await _town.Host.Services.GetRequiredService<ConsentBook>().GiveAsync($"K-{i}", 1, ConsentKind.Group, "", null, default);
        await Desk.PassAsync(default);
    }

    Task<JsonElement> GroupsAsync(string who) => _people.GetAsync(who, $"agreements/{_term}/groups");

    Uri Api(string further = "") => new($"api/pilots/{_people.Pilot}/agreements/{_term}/groups{further}", UriKind.Relative);
}
