using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Cooperation;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Energy.Laboratory;

/// <summary>From meters of customers to winners and losers on a page, in the real host; whoever is erased or withdraws is out at once.</summary>
public sealed class LabTests : IAsyncLifetime
{
    const int Year = 2025;

    EngineHost? _on;

    Host Host => _on!.Host;

    public Task InitializeAsync() => Task.CompletedTask; // the theory says on which registry

    public async Task DisposeAsync()
    {
        if (_on is not null)
            await _on.DisposeAsync();
    }

    T Get<T>() where T : notnull => Host.Services.GetRequiredService<T>();

    [Theory, OnSqlite, OnPostgres]
    public async Task Customers_win_and_lose_by_hand_on_the_page_and_leave_at_once(Engine engine)
    {
        _on = await EngineHost.StartAsync(engine);
        var range = GermanTime.Year(Year);
        await Get<SeriesBook>().PutAsync(SeriesNames.Spot("DE-LU"), new("spot", range.First, [.. Enumerable.Repeat((int?)8_000, range.Count)]), "test", null, default);
        await Get<TariffBook>().PutAsync("fest", Of(new FlatDefinition(12), 60, Year), false, "", null, default);
        for (var i = 0; i < 7; i++)
            await CustomerAsync(i);
        var population = await MadeAsync();
        LabWish wish = new(population.Id, "", [new("Nacht", "x", Of(new ClockDefinition(14, [new("00:00-06:00", 4)]), 60))], new(ShiftPercent: 0));
        var (result, faults) = await Get<LabDesk>().AskAsync(wish, true, default);

        Assert.Empty(faults);
        // each uses 400 Wh from midnight to 6 (24 quarter-hours less 4 in March, more 4 in October: 365 × 24) and 100 Wh at other times (365 × 72): 6,132 kWh
        Assert.Equal((7, 7 * 6_132_000L), (result!.Customers, result.Wh));
        var idea = result.Ideas[0];
        // 3,504 kWh are 8 ct cheaper, 2,628 kWh 2 ct dearer: 227.76 € less net, 271.0344 € gross, all seven
        Assert.Equal((27_103_440_000L, 5, 0), (idea.Gains!.Mean, idea.Gains.Winners, idea.Gains.Losers));
        // 6,132 kWh at 12 ct and 60 € of base fee, against 8 ct at the exchange and 0.8 ct beside it
        Assert.Equal((7 * 79_584_000_000L, 7 * 53_961_600_000L), (result.Today.Supply, result.Today.Bought));
        // 22,776 ct over 6,132 kWh: 3.7143 ct on each makes it what is earned today
        Assert.Equal((3_715L, 7 * 22_776_000_000L), (idea.Neutral!.Price, idea.Neutral.Fee * 7));
        Assert.Equal((false, 2_943), (result.StressIsMeasured, result.StressPermille)); // 235.45 over 80 €/MWh

        // the idea has a grid fee of 5 ct; today there is none. Left as today nothing changes, else it is 306.60 € more net, 364.854 € gross
        var grid = Of(new FlatDefinition(12), 60);
        grid = grid with { Components = [.. grid.Components, new("Netz", PartKind.Grid, new FlatDefinition(5), new(2026, 1, 1))] };
        foreach (var (keeps, mean) in new[] { (true, 0L), (false, -36_485_400_000L) })
            Assert.Equal(mean, (await Get<LabDesk>().AskAsync(wish with { Ideas = [new("Netz", "x", grid)], Limits = new(KeepsGrid: keeps) }, false, default)).Result!.Ideas[0].Gains!.Mean);

        await AskedAsync(wish, population);
        var page = await Host.Local.GetStringAsync($"/energy/lab?pop={population.Id}&n=1&i0.from=fest&i0.price=11.9");
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("n = 7", page, StringComparison.Ordinal);
        using var moved = await Host.Local.PostAsync("/energy/lab/preview", new FormUrlEncodedContent(new Dictionary<string, string> { ["pop"] = population.Id, ["n"] = "1", ["i0.from"] = "fest", ["i0.was"] = "fest", ["i0.price"] = "20" }));
        Assert.Contains("lab-loss", await moved.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await LabSeen.NoNumberAsync(Host, population.Id);

        var saved = await SavedAsync(wish);
        await LabSeen.ComparedAsync(Host, wish, saved);
        await OutAsync(population, wish);
        var after = await Host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/lab/saved/{saved}/again");
        Assert.Equal("faults", after.GetProperty("again").GetString(), ignoreCase: true); // four are left: nothing is said of them
    }

    /// <summary>Read by the form, in the background, by who asked for it.</summary>
    async Task<Population> MadeAsync()
    {
        using var sent = await Host.Local.PostAsync("/energy/lab/populations", new FormUrlEncodedContent([KeyValuePair.Create("kind", "customers"), KeyValuePair.Create("year", "2025")]));
        Assert.Equal("/energy/lab?job=1", sent.Headers.Location?.ToString() ?? sent.RequestMessage!.RequestUri!.PathAndQuery);
        var done = await Waiting.UntilAsync(() => Host.Local.GetFromJsonAsync<JsonElement>("/energy/lab/progress"), p => p.GetProperty("finished").GetBoolean());
        Assert.Equal((7, 7), (done.GetProperty("done").GetInt32(), done.GetProperty("total").GetInt32()));
        var population = Assert.Single(Get<PopulationShelf>().All());
        // who asked for it acts, in the background, too; one of the seven has a roof
        Assert.Equal((await Host.Local.GetFromJsonAsync<JsonElement>("/api/setup/me")).GetProperty("name").GetString(), population.MadeBy);
        Assert.Equal(["Household", "Solar"], population.Members.Select(m => ((MemberBranch)m.Branch).ToString()).Distinct().Order());
        return population;
    }

    /// <summary>As of a town: in the background, saying how far it is, with the same answer; and small populations at once by the API.</summary>
    async Task AskedAsync(LabWish wish, Population population)
    {
        var moved = wish with { Limits = new(ShiftPercent: 10) };
        var answered = await Waiting.UntilAsync(() => Get<LabAsks>().AskAsync(moved, population, default), a => a is not null);
        Assert.Equal(LabJson.Write((await Get<LabDesk>().AskAsync(moved, true, default)).Result), LabJson.Write(answered!.Result));
        // seven customers: moved loads of today and of the idea; their sums were there
        Assert.Equal((21, 21), (Get<LabAsks>().Last!.Done, Get<LabAsks>().Last!.Total));

        Get<PopulationJobs>().Patience = Waiting.Limit;
        using var again = await Host.Local.PostAsJsonAsync("/api/energy/lab/populations", new { kind = "customers", year = Year });
        Assert.Equal(200, (int)again.StatusCode);
        Assert.Equal(population.Id, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());
        var job = await Host.Local.GetFromJsonAsync<JsonElement>("/api/energy/lab/populations/job");
        Assert.Equal((7, 7, true), (job.GetProperty("done").GetInt32(), job.GetProperty("total").GetInt32(), job.GetProperty("finished").GetBoolean()));
        Assert.Equal(population.Id, job.GetProperty("population").GetProperty("id").GetString());
    }

    /// <summary>Kept by the API, computed again bit by bit, shared or not, as CSV and as the draft of a tariff.</summary>
    async Task<long> SavedAsync(LabWish wish)
    {
        using var sent = new StringContent(LabJson.Write(new LabKeep("Nachtstrom", wish, "für den Pilot")), null, "application/json");
        using var kept = await Host.Local.PostAsync("/api/energy/lab/saved", sent);
        var lab = await kept.Content.ReadFromJsonAsync<JsonElement>();
        var id = lab.GetProperty("id").GetInt64();
        Assert.Equal("same", (await Host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/lab/saved/{id}/again")).GetProperty("again").GetString(), ignoreCase: true);
        await OtherMethodAsync(id);
        var page = await Host.Local.GetStringAsync($"/energy/lab/{id}");
        Assert.Contains("Nachtstrom", page, StringComparison.Ordinal);
        Assert.Contains($"/energy/tariffs/new?lab={id}&amp;idea=0", page, StringComparison.Ordinal);
        Assert.Contains("00:00-06:00", await Host.Local.GetStringAsync($"/energy/tariffs/new?lab={id}&idea=0"), StringComparison.Ordinal);
        var rows = (await Host.Local.GetStringAsync($"/energy/lab/{id}/csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\"Nacht\";all;;;7;", rows[2], StringComparison.Ordinal);
        Assert.Contains(";271.03;", rows[2], StringComparison.Ordinal);

        // who may read only (so may partners) sees what is shared, and nothing else of the laboratory
        using var made = await Host.Local.PostAsJsonAsync("api/setup/tokens", new { name = "lab-reader", scopes = "read" });
        using HttpClient reader = new() { BaseAddress = Host.Address };
        reader.DefaultRequestHeaders.Authorization = new("Bearer", (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString());
        Assert.Equal(404, (int)(await reader.GetAsync($"/api/energy/lab/saved/{id}")).StatusCode);
        Assert.Equal(403, (int)(await reader.GetAsync("/api/energy/lab/populations")).StatusCode);
        using var people = await PilotPeople.OpenAsync(Host);
        using Browser partner = new(Host.Address);
        await partner.LogInAsync(people.Mail("berta"), PilotPeople.Password);
        Assert.Equal(404, (int)(await partner.Http.GetAsync($"/energy/lab/{id}")).StatusCode);
        using var shared = await Host.Local.PutAsJsonAsync($"/api/energy/lab/saved/{id}/shared", new { shared = true });
        Assert.Equal(204, (int)shared.StatusCode);
        await PartnerAsync(partner, id);
        var seen = await reader.GetStringAsync($"/api/energy/lab/saved/{id}");
        Assert.Contains("Nachtstrom", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("L-0", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Malo(0), seen, StringComparison.Ordinal);
        using var broken = await Host.Local.PostAsync("/api/energy/lab/ask", new StringContent("""{"population":"2025-0000000000","today":"","ideas":[],"limits":{"hardEuros":7,"shiftPercent":90}}""", null, "application/json"));
        var faults = await broken.Content.ReadAsStringAsync();
        Assert.Equal(400, (int)broken.StatusCode);
        Assert.Contains("hardEuros", faults, StringComparison.Ordinal); // both faults at once
        Assert.Contains("shiftPercent", faults, StringComparison.Ordinal);
        return id;
    }

    /// <summary>Kept by a program that cut the bars otherwise, or computed otherwise: the page says which of both.</summary>
    async Task OtherMethodAsync(long id)
    {
        await using var db = await Get<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        var today = (await db.Set<SavedLab>().AsNoTracking().SingleAsync(l => l.Id == id)).ReadResult();
        Assert.Equal(2, today.Method);
        var bars = today.Ideas[0].Histogram! with { Counts = [7] };
        var gains = today.Ideas[0].Gains! with { Mean = 1 };
        foreach (var (then, again, said) in new[]
        {
            (today with { Method = null }, "same", "every bit the same"), // before methods had numbers, and by the same
            (today with { Method = null, Ideas = [today.Ideas[0] with { Histogram = bars }] }, "otherBars", "all figures the same; only the bars are cut otherwise since (method 1 then, 2 today)"),
            (today with { Method = null, Ideas = [today.Ideas[0] with { Gains = gains }] }, "other", "the answer differs"),
            (today with { Ideas = [today.Ideas[0] with { Histogram = bars }] }, "other", "(method 2 then, 2 today)"), // by one method the bars are the same, too
            (today, "same", "method 2"),
        })
        {
            var text = LabJson.Write(then);
            await db.Set<SavedLab>().Where(l => l.Id == id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Result, text).SetProperty(x => x.Hash, LabJson.Hash(text)));
            Assert.Equal(again, (await Host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/lab/saved/{id}/again")).GetProperty("again").GetString(), ignoreCase: true);
            using HttpRequestMessage ask = new(HttpMethod.Get, $"/energy/lab/{id}") { Headers = { { "Accept-Language", "en" } } };
            using var page = await Host.Local.SendAsync(ask);
            Assert.Contains(said, System.Net.WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    /// <summary>In a browser of another firm: the answer that is shared, without anything to do, and no other page or form of the laboratory.</summary>
    static async Task PartnerAsync(Browser partner, long id)
    {
        var page = await partner.Http.GetStringAsync($"/energy/lab/{id}");
        Assert.Contains("Nachtstrom", page, StringComparison.Ordinal);
        foreach (var tool in (string[])["/share", "/delete", "tariffs/new", "ws-knob", "every bit", "action=\"/energy"])
            Assert.DoesNotContain(tool, page, StringComparison.Ordinal);
        Assert.StartsWith("idea;", await partner.Http.GetStringAsync($"/energy/lab/{id}/csv"), StringComparison.Ordinal);
        foreach (var door in (string[])["/energy/lab", "/energy/lab/progress", "/api/energy/lab/saved", "/api/energy/lab/populations", $"/api/energy/lab/saved/{id}/again"])
            Assert.Contains((int)(await partner.Http.GetAsync(door)).StatusCode, (int[])[302, 401, 403]);
        foreach (var door in (string[])["preview", "save", "populations", "populations/end", $"{id}/share", $"{id}/delete"])
        {
            using var sent = await partner.Http.PostAsync($"/energy/lab/{door}", new FormUrlEncodedContent([KeyValuePair.Create("shared", "no")]));
            Assert.Contains((int)sent.StatusCode, (int[])[302, 401, 403]);
            Assert.DoesNotContain("/energy/lab", sent.Headers.Location?.ToString().Split('?')[0] ?? "", StringComparison.Ordinal);
        }

        Assert.Contains("Nachtstrom", await partner.Http.GetStringAsync($"/energy/lab/{id}"), StringComparison.Ordinal); // nothing of it was done
    }

    async Task OutAsync(Population population, LabWish wish)
    {
        // erased: the quarter-hours are out of the file when this returns
        var file = Directory.GetFiles(Path.Combine(Host.Folder, "energy", "lab")).Single();
        var size = new FileInfo(file).Length;
        await Get<MeterDesk>().EraseAsync(Malo(0), null, default);
        Assert.True(new FileInfo(file).Length < size);
        Assert.DoesNotContain(Malo(0), Get<PopulationShelf>().All().Single().Members.Select(m => m.Malo));
        Assert.Equal(6, (await Get<LabDesk>().AskAsync(wish, false, default)).Result!.Customers);

        // consent withdrawn: the next question is asked of those that are left
        await Get<AgreementCatalog>().RevokeAsync(population.Members[1].Agreement, "test", default);
        Assert.Equal(5, (await Get<LabDesk>().AskAsync(wish, false, default)).Result!.Customers);
        await Get<AgreementCatalog>().RevokeAsync(population.Members[2].Agreement, "test", default);
        var (none, why) = await Get<LabDesk>().AskAsync(wish, false, default);
        Assert.Null(none);
        Assert.Contains("5", why.Single(), StringComparison.Ordinal);
        Assert.Equal(3, Get<PopulationShelf>().All().Single().Removed);
        var notes = await Host.Local.GetStringAsync("/setup/audit?action=meters.read&entity=energy_delivery_point");
        Assert.Contains("Tariflabor", notes, StringComparison.Ordinal);
    }

    static TariffDefinition Of(RuleDefinition rule, decimal fee, int from = 2026) =>
        new("Test", [new("Energie", PartKind.Energy, rule, new(from, 1, 1))], [new("Grundpreis", PartKind.Energy, new(from, 1, 1), fee)]);

    static string Malo(int number) => MarketIds.DeliveryPoint(3_000_000_000 + number);

    async Task CustomerAsync(int number)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        ContractWish wish = new()
        {
            Number = $"L-{number}",
            Customer = $"LK-{number}",
            Name = "Erika Muster",
            City = "Labor",
            Malo = Malo(number),
            Tariff = "fest",
            Metering = "smart",
            Profile = "H25",
            AnnualKwh = "6000",
            From = "2025-01-01",
        };
        var draft = await scope.ServiceProvider.GetRequiredService<ContractCheck>().CheckAsync([(1, wish)], default);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<ContractDesk>().KeepAsync(draft, default));
        var range = GermanTime.Year(Year);
        MeterValue[] values = [.. Enumerable.Range(range.First, range.Count).Select(q => MeterValue.Measured(GermanTime.OfClock(q) < 24 ? 400 : 100))];
        if (number == 6)
            Get<MeterStore>().Take(Malo(number), Flow.FedIn, range.First, [.. Enumerable.Repeat(MeterValue.Measured(5), 4)], MeterSource.Csv, DateTimeOffset.UtcNow, "test");
        Get<MeterStore>().Take(Malo(number), Flow.Taken, range.First, values, MeterSource.Csv, DateTimeOffset.UtcNow, "test");
    }
}
