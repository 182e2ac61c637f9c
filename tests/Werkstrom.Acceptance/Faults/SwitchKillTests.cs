using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Werkstrom.Tariff.Mscons;
using Xunit.Abstractions;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Acceptance.Faults;

/// <summary>A switch of many contracts over kills, while it is previewed, done and taken back: it goes on, each contract has its follower once or not at all, and in the end all is as before.</summary>
public sealed class SwitchKillTests(ITestOutputHelper output)
{
    const int Customers = 800;
    const int Kills = 3;

    static readonly string From = new DateOnly(DateTime.UtcNow.Year + 1, 7, 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Given_kills_in_a_switch_When_started_again_Then_every_contract_is_switched_once_and_taken_back_once()
    {
        await using Running program = new();
        await program.StartAsync();
        using var first = await program.ClientAsync("engineer,read");
        var token = first.DefaultRequestHeaders.Authorization!;
        await FillAsync(first);
        Dictionary<string, int> cuts = [];
        using var begun = await first.PostAsJsonAsync("api/energy/desk/switches", new { tariff = "dear", from = From });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();

        await KillAsync("drafting", 1);
        var ready = await StateAsync("ready");
        Assert.Equal((Customers, 0), (Of(ready, "planned"), Of(ready, "excepted")));

        await ActAsync("run");
        for (var kill = 0; kill < Kills; kill++)
            await KillAsync("running", 1 + (kill * Customers / Kills));
        var done = await StateAsync("done");
        Assert.Equal((Customers, 0, 0), (Of(done, "kept"), Of(done, "failed"), Of(done, "planned")));
        var all = await ContractsAsync();
        Assert.Equal(2 * Customers, all.Count);
        Assert.Equal(2 * Customers, await AgreementsAsync());
        for (var i = 0; i < Customers; i++)
        {
            var (before, next) = (all[Contract(i)], all[Contract(i) + "-2"]);
            Assert.Equal(("flat", "dear", before.GetProperty("until").GetString()), (before.GetProperty("tariff").GetString(), next.GetProperty("tariff").GetString(), next.GetProperty("from").GetString()));
            Assert.Equal(JsonValueKind.Null, next.GetProperty("until").ValueKind);
        }

        await ActAsync("return");
        for (var kill = 0; kill < Kills; kill++)
            await KillAsync("returning", 1 + (kill * Customers / Kills));
        var returned = await StateAsync("returned");
        Assert.Equal((0, Customers), (Of(returned, "kept"), Of(returned, "returned")));
        var left = await ContractsAsync();
        Assert.Equal(Enumerable.Range(0, Customers).Select(Contract), left.Keys.Order(StringComparer.Ordinal));
        Assert.All(left.Values, c => Assert.Equal(("flat", JsonValueKind.Null), (c.GetProperty("tariff").GetString(), c.GetProperty("until").ValueKind)));
        Assert.Equal(Customers, await AgreementsAsync());

        output.WriteLine(string.Join(", ", cuts.Select(c => $"{c.Key}: {c.Value} kills hit")));
        Assert.True(cuts.GetValueOrDefault("running") > 0 && cuts.GetValueOrDefault("returning") > 0, "No kill hit the work: nothing is proved.");

        HttpClient Client() => new() { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };

        async Task<JsonElement> RunAsync()
        {
            using var client = Client();
            return await client.GetFromJsonAsync<JsonElement>($"api/energy/desk/switches/{id}");
        }

        Task<JsonElement> StateAsync(string state) => UntilAsync(RunAsync, run => Is(run, state));

        async Task ActAsync(string what)
        {
            using var client = Client();
            await SentAsync(await client.PostAsync(new Uri($"api/energy/desk/switches/{id}/{what}", UriKind.Relative), null));
        }

        async Task KillAsync(string state, int least)
        {
            using (var client = Client())
            {
                await UntilAsync(
                    async () => (Run: await RunAsync(), How: await client.GetFromJsonAsync<JsonElement>($"api/energy/desk/switches/{id}/progress")),
                    seen => !Is(seen.Run, state) || seen.How.GetProperty("done").GetInt32() >= least);
            }

            await program.KillAsync();
            await program.StartAsync();
            var run = await RunAsync();
            if (Is(run, state))
                cuts[state] = cuts.GetValueOrDefault(state) + 1;
        }

        async Task<Dictionary<string, JsonElement>> ContractsAsync()
        {
            using var client = Client();
            Dictionary<string, JsonElement> found = [];
            for (var skip = 0; ; skip += 100)
            {
                var page = (await client.GetFromJsonAsync<JsonElement>($"api/energy/contracts?take=100&skip={skip}")).GetProperty("contracts").EnumerateArray().ToList();
                foreach (var contract in page)
                    found.Add(contract.GetProperty("number").GetString()!, contract);
                if (page.Count == 0)
                    return found;
            }
        }

        async Task<int> AgreementsAsync()
        {
            using var client = Client();
            return (await client.GetFromJsonAsync<JsonElement>("api/agreements")).EnumerateArray().Count(a => a.GetProperty("purpose").GetString() == "supply" && Is(a, "active"));
        }
    }

    static bool Is(JsonElement one, string state) => string.Equals(one.GetProperty("state").ToString(), state, StringComparison.OrdinalIgnoreCase);

    static int Of(JsonElement run, string step) => run.GetProperty(step).GetInt32();

    static string Contract(int number) => string.Create(CultureInfo.InvariantCulture, $"V-{number:0000}");

    static async Task FillAsync(HttpClient client)
    {
        foreach (var (key, price) in ((string, int)[])[("flat", 30), ("dear", 35)])
        {
            await SentAsync(await client.PutAsJsonAsync(
                $"api/energy/tariffs/{key}", new { name = key, components = new[] { new { name = "Energy", kind = "energy", rule = new { type = "flat", price }, from = "2023-01-01" } }, fees = Array.Empty<object>() }));
        }

        StringBuilder csv = new("number;customer;name;malo;tariff;state;town;operator;metering;profile;annual_kwh;from\n");
        for (var i = 0; i < Customers; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{Contract(i)};K-{i};Erika Mustermann;{MarketIds.DeliveryPoint(3_000_000_000 + i)};flat;NI;to-100000;example;profile;H25;3500;2023-01-01\n");
        using StringContent body = new(csv.ToString(), Encoding.UTF8, "text/csv");
        await SentAsync(await client.PostAsync(new Uri("api/energy/contracts/import", UriKind.Relative), body));
    }

    static async Task SentAsync(HttpResponseMessage answer)
    {
        using (answer)
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
