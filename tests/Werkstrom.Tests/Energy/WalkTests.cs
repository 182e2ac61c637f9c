using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Contracts;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Energy;

/// <summary>What people of a Stadtwerk click through, in browsers without script: an engineer makes, an admin releases, an operator looks; on both registries.</summary>
public sealed partial class WalkTests : IAsyncLifetime
{
    EngineHost? _on;

    Host Host => _on!.Host;

    [Theory, OnSqlite, OnPostgres]
    public async Task Readings_feed_in_bills_cancellation_re_issue_and_erasing_work_by_their_forms(Engine engine)
    {
        await StartAsync(engine);
        BillTown town = new(Host);
        await town.OpenAsync();
        await town.TariffAsync("sun", new TariffDefinition("Sun", [BillTown.Flat(30), BillTown.Part("Fed in", PartKind.FeedIn, new FlatDefinition(8))], []));
        var sun = await town.ContractAsync(1, "sun");
        var read = BillTown.Malo(2);
        await town.ContractAsync(2, "sun", profile: "H25");
        var day = GermanTime.Day(new(2024, 5, 6)).First;
        await town.MeterAsync(sun, day, [.. Enumerable.Repeat(100, 96)]);
        await town.MeterAsync(sun, day, [.. Enumerable.Repeat(1_000, 96)], obis: "1-1:2.29.0");
        using var engineer = await PersonAsync("engineer");
        using var admin = await PersonAsync("admin");

        await ReadAsync(engineer, read, "2024-05-06", "1000");
        await ReadAsync(engineer, read, "2024-05-07", "1008,5");
        var bills = await BillAsync(town, engineer, admin);

        // fed in: worked out in BillFrameTests; read: 8.5 kWh × 30 ct = 2.55 €, with 19 % VAT 3.03 €
        Assert.Equal([(9_600, -4_25), (8_500, 3_03)], bills.Select(b => (b.GetProperty("wh").GetInt32(), b.GetProperty("gross").GetInt32())));
        await CancelAsync(town, engineer, admin, bills[1].GetProperty("number").GetString()!);
        var anew = (await BillAsync(town, engineer, admin)).Single();
        Assert.Equal(("V-2", 3_03), (anew.GetProperty("contract").GetString(), anew.GetProperty("gross").GetInt32()));

        await EraseAsync(town, engineer);
        await LookAsync(sun);
    }

    static async Task ReadAsync(Browser engineer, string malo, string day, string kwh) =>
        Assert.DoesNotContain("wrong", await ClickAsync(engineer, $"/energy/meters/{malo}?month=2024-05", $"/energy/meters/{malo}/reading", ("day", day), ("kwh", kwh), ("note", "customer")), StringComparison.Ordinal);

    static async Task<List<JsonElement>> BillAsync(BillTown town, Browser engineer, Browser admin)
    {
        var run = await ClickAsync(engineer, "/energy/bills", "/energy/bills/runs", ("from", "2024-05-06"), ("to", "2024-05-06"), ("kind", "Bill"));
        await StateAsync(town, run, "ready");
        var own = await PageAsync(engineer, run);
        Assert.Contains("Sie haben diesen Lauf erstellt", own, StringComparison.Ordinal);
        return await ReleaseAsync(town, admin, run);
    }

    static async Task<List<JsonElement>> ReleaseAsync(BillTown town, Browser admin, string run)
    {
        Assert.Equal(run, await ClickAsync(admin, run, run + "/release"));
        await StateAsync(town, run, "released");
        var bills = await town.BillsAsync(long.Parse(run.Split('/')[^1], CultureInfo.InvariantCulture));
        foreach (var bill in bills)
            await PageAsync(admin, $"/energy/bills/{bill.GetProperty("number").GetString()}");
        return bills;
    }

    static async Task CancelAsync(BillTown town, Browser engineer, Browser admin, string number)
    {
        var run = await ClickAsync(engineer, $"/energy/bills/{number}", $"/energy/bills/{number}/cancel", ("reason", "Zählerstand vertauscht"));
        Assert.Contains("Zählerstand vertauscht", await PageAsync(engineer, $"/energy/bills/draft-{(await town.BillsAsync(long.Parse(run.Split('/')[^1], CultureInfo.InvariantCulture))).Single().GetProperty("number").GetString()!.Replace("draft-", "", StringComparison.Ordinal)}"), StringComparison.Ordinal);
        var cancellation = (await ReleaseAsync(town, admin, run)).Single();
        Assert.Equal(-3_03, cancellation.GetProperty("gross").GetInt32());
        var paper = await PageAsync(engineer, $"/energy/bills/{cancellation.GetProperty("number").GetString()}");
        Assert.Contains("Gutschrift zu Ihren Gunsten", paper, StringComparison.Ordinal);
        Assert.Contains("Was Sie davon schon bezahlt haben, erstatten wir", paper, StringComparison.Ordinal);
        Assert.Contains("wurde durch", await PageAsync(engineer, $"/energy/bills/{number}"), StringComparison.Ordinal);
    }

    async Task EraseAsync(BillTown town, Browser engineer)
    {
        var (malo, from) = (BillTown.Malo(9), GermanTime.Day(new(2005, 1, 1)).First);
        await Host.Services.GetRequiredService<CustomerBook>().PutAsync([new() { Number = "K-9", Name = "Max Vergessen", Street = "Weg 1", Postcode = "12345", City = "Ort" }], default);
        await BareContracts.AddAsync(Host.Services, new(0, "V-9", "K-9", malo, 0, "sun", BillTown.Place, null, 3_500_000, from, GermanTime.Day(new(2008, 1, 1)).First, null, 0));
        await town.MeterAsync(malo, from, [1, 2, 3]);
        Assert.Contains("Max Vergessen", await PageAsync(engineer, "/energy/contracts/V-9"), StringComparison.Ordinal);

        await ClickAsync(engineer, "/energy/contracts/V-9", "/energy/contracts/V-9/erase", ("sure", "true"));

        Assert.DoesNotContain("Max Vergessen", await PageAsync(engineer, "/energy/contracts/V-9"), StringComparison.Ordinal);
        var load = await town.Local.GetFromJsonAsync<JsonElement>($"api/energy/meters/{malo}?from=2005-01-01&to=2005-01-02");
        Assert.All(load.GetProperty("wh").EnumerateArray(), w => Assert.Equal(JsonValueKind.Null, w.ValueKind)); // by then nobody needs them
    }

    async Task LookAsync(string malo)
    {
        using var user = await PersonAsync("operator");
        foreach (var page in (string[])["/energy/contracts", "/energy/contracts/V-1", "/energy/meters", "/energy/tariffs", "/energy/tariffs/sun", "/energy/rates"])
            await PageAsync(user, page);
        foreach (var page in (string[])["/energy/bills", $"/energy/meters/{malo}", "/energy/contracts/new"])
        {
            using var refused = await user.Http.GetAsync(page);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }

    static Task StateAsync(BillTown town, string run, string state) => Waiting.UntilAsync(async () =>
        string.Equals((await town.Local.GetFromJsonAsync<JsonElement>("api" + run)).GetProperty("state").GetString(), state, StringComparison.OrdinalIgnoreCase));

    static async Task<string> PageAsync(Browser browser, string page)
    {
        using var answer = await browser.Http.GetAsync(page);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}: {answer.StatusCode} {text}");
        return WebUtility.HtmlDecode(text);
    }

    /// <summary>Loads a page, sends its form with that address, and says where it leads.</summary>
    static async Task<string> ClickAsync(Browser browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(await PageAsync(browser, page)).Select(m => m.Value).Single(f => f.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var all = Hidden().Matches(form).Select(m => KeyValuePair.Create(m.Groups[1].Value, m.Groups[2].Value)).Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await browser.Http.PostAsync(action, new FormUrlEncodedContent(all));
        Assert.True((int)answer.StatusCode is >= 300 and < 400, $"{action}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.ToString();
    }

    async Task<Browser> PersonAsync(string role)
    {
        using var added = await Host.Local.PostAsJsonAsync("api/setup/people", new { name = role, mail = $"{role}@werk.example", role });
        var link = new Uri((await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!).AbsolutePath;
        Browser browser = new(Host.Address);
        using var first = await browser.SendAsync(link, "welcome", ("Wanted", "ganz anders und gut"), ("Again", "ganz anders und gut"));
        Assert.NotNull(browser.Session);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        return browser;
    }

    async Task StartAsync(Engine engine) => _on = await EngineHost.StartAsync(engine);

    public Task InitializeAsync() => Task.CompletedTask; // the theory says on which registry

    public async Task DisposeAsync()
    {
        if (_on is not null)
            await _on.DisposeAsync();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
