using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using static Werkstrom.Tests.Waiting;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Acceptance.Faults;

/// <summary>A bill run over kills, while drafts are made and while numbers are given: it goes on, no bill comes twice, no number is lost.</summary>
public sealed class BillKillTests(ITestOutputHelper output)
{
    const int Customers = 150;
    const int Kills = 3;

    [Fact]
    public async Task Given_kills_in_a_bill_run_When_started_again_Then_every_contract_has_one_bill_and_the_numbers_have_no_gap()
    {
        await using Running program = new();
        await program.StartAsync();
        using var first = await program.ClientAsync("engineer,read");
        var token = first.DefaultRequestHeaders.Authorization!;
        await FillAsync(first);
        using var begun = await first.PostAsJsonAsync("api/energy/bills/runs", new { from = "2024-01-01", to = "2025-01-01" });
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();

        var cuts = 0;
        for (var kill = 0; kill < Kills; kill++)
            cuts += await KillAsync("drafting", kill * 40);
        await StateAsync("ready");
        var (code, _, error) = await Running.RunAsync("bills", "release", id.ToString(CultureInfo.InvariantCulture), "--data", program.Folder);
        Assert.True(code == 0, error);
        for (var kill = 0; kill < Kills; kill++)
            cuts += await KillAsync("releasing", 0);
        await StateAsync("released");

        using var client = Client();
        var bills = (await client.GetFromJsonAsync<JsonElement>($"api/energy/bills/runs/{id}/bills")).EnumerateArray().ToList();
        output.WriteLine($"{cuts} of {2 * Kills} kills hit the work");
        Assert.True(cuts > 0, "No kill hit the work: nothing is proved.");
        Assert.Equal(Enumerable.Range(0, Customers).Select(Contract).Order(StringComparer.Ordinal), bills.Select(b => b.GetProperty("contract").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, Customers), bills.Select(b => int.Parse(b.GetProperty("number").GetString()![^6..], CultureInfo.InvariantCulture)).Order());
        // 3,500 kWh × 30 ct = 1,050.00 €, with 19 % VAT 1,249.50 €: the same for all, and as computed again
        Assert.All(bills, b => Assert.Equal((3_500_000, 1_249_50), (b.GetProperty("wh").GetInt32(), b.GetProperty("gross").GetInt32())));
        var again = await client.GetFromJsonAsync<JsonElement>($"api/energy/bills/{bills[^1].GetProperty("number")}/again");
        Assert.True(again.GetProperty("isSame").GetBoolean());

        HttpClient Client() => new() { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };

        async Task<JsonElement> RunAsync()
        {
            using var client = Client();
            return await client.GetFromJsonAsync<JsonElement>($"api/energy/bills/runs/{id}");
        }

        Task<JsonElement> StateAsync(string state) => UntilAsync(RunAsync, run => Is(run, state));

        async Task<int> KillAsync(string state, int done)
        {
            var run = await UntilAsync(RunAsync, run => !Is(run, state) || run.GetProperty("done").GetInt32() >= done);
            await program.KillAsync();
            await program.StartAsync();
            return Is(run, state) ? 1 : 0;
        }
    }

    static bool Is(JsonElement run, string state) => string.Equals(run.GetProperty("state").ToString(), state, StringComparison.OrdinalIgnoreCase);

    static string Contract(int number) => string.Create(CultureInfo.InvariantCulture, $"V-{number:0000}");

    static async Task FillAsync(HttpClient client)
    {
        object tariff = new { name = "Flat", components = new[] { new { name = "Energy", kind = "energy", rule = new { type = "flat", price = 30 }, from = "2023-01-01" } }, fees = Array.Empty<object>() };
        await SentAsync(await client.PutAsJsonAsync("api/energy/tariffs/flat", tariff));
        await SentAsync(await client.PutAsJsonAsync("api/energy/bills/supplier", new
        {
            name = "Stadtwerke Beispiel",
            street = "Am Netz 1",
            postcode = "12345",
            city = "Beispiel",
            phone = "0800 1",
            mail = "service@stadtwerke.example",
            marketCode = "9900000000019",
            dispute = "Schlichtungsstelle",
        }));
        await SentAsync(await client.PutAsJsonAsync("api/energy/bills/mix", new
        {
            year = 2023,
            rows = "Wind;100;100",
            supplierCo2 = "0",
            germanyCo2 = "0",
            supplierWaste = "0",
            germanyWaste = "0",
            source = "test",
        }));
        StringBuilder csv = new("number;customer;name;malo;tariff;state;town;operator;metering;profile;annual_kwh;from\n");
        for (var i = 0; i < Customers; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{Contract(i)};K-{i};Erika Mustermann;{Malo(i)};flat;NI;to-100000;example;profile;H25;3500;2023-01-01\n");
        using StringContent body = new(csv.ToString(), Encoding.UTF8, "text/csv");
        await SentAsync(await client.PostAsync(new Uri("api/energy/contracts/import", UriKind.Relative), body));
    }

    static async Task SentAsync(HttpResponseMessage answer)
    {
        using (answer)
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static string Malo(int number) => MarketIds.DeliveryPoint(3_000_000_000 + number);
}
