using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using static Werkstrom.Tests.Waiting;
using Werkstrom.Tests.Energy.Contracts;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>A supplier with customers in a running host: what the tests of bills share.</summary>
sealed class BillTown(Host host)
{
    static readonly DateOnly Begin = new(2023, 1, 1);
    public static readonly SupplyPlace Place = new(new HolidayCalendar(GermanState.NW), "to-100000", "example", "", MeteringKind.Smart, true);

    public HttpClient Local => host.Local;

    /// <summary>A program that makes runs: another one than who releases.</summary>
    public HttpClient Maker { get; private set; } = null!;

    public static string Malo(int number) => MarketIds.DeliveryPoint(2_000_000_000 + number);

    public async Task OpenAsync()
    {
        using var made = await Local.PostAsJsonAsync("api/setup/tokens", new { name = $"bills-{Guid.NewGuid():n}", scopes = "engineer,read" });
        var answer = await made.Content.ReadFromJsonAsync<JsonElement>();
        Maker = new() { BaseAddress = host.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("key").GetString()) } };
        var faults = await host.Services.GetRequiredService<SupplierBook>().PutAsync(
            s =>
            {
                (s.Name, s.Street, s.Postcode, s.City, s.Phone, s.Mail) = ("Stadtwerke Beispiel", "Am Netz 1", "12345", "Beispiel", "0800 1", "service@stadtwerke.example");
                (s.MarketCode, s.MeterOperator, s.GridOperator, s.Dispute, s.Prefix) = ("9900000000019", "9900000000026", "9900000000033", "Schlichtungsstelle Energie e. V.", "R");
            },
            default);
        Assert.Empty(faults);
        Assert.Empty(await host.Services.GetRequiredService<SupplierBook>().PutMixAsync(
            new() { Year = 2020, Rows = "Wind;60;50\nKohle;40;50", SupplierCo2 = "100", GermanyCo2 = "300", SupplierWaste = "0", GermanyWaste = "0", Source = "test" }, default));
    }

    public async Task TariffAsync(string key, params ComponentDefinition[] components) =>
        Assert.NotNull(await host.Services.GetRequiredService<TariffBook>().PutAsync(key, new($"Tariff {key}", components, []), false, "", null, default));

    public async Task TariffAsync(string key, TariffDefinition definition) =>
        Assert.NotNull(await host.Services.GetRequiredService<TariffBook>().PutAsync(key, definition, false, "", null, default));

    public static ComponentDefinition Part(string name, PartKind kind, RuleDefinition rule) => new(name, kind, rule, Begin);

    public static ComponentDefinition Flat(decimal price) => Part("Energy", PartKind.Energy, new FlatDefinition(price));

    public async Task<string> ContractAsync(int number, string tariff, int? first = null, int? end = null, string? profile = null, long annual = 3_500_000, string? region = null, string? malo = null)
    {
        var customer = string.Create(CultureInfo.InvariantCulture, $"K-{number}");
        await host.Services.GetRequiredService<CustomerBook>().PutAsync(
            [new() { Number = customer, Name = $"Erika Mustermann {number}", Street = "Heidestraße 17", Postcode = "51147", City = "Köln" }], default);
        var own = malo ?? Malo(number);
        await BareContracts.AddAsync(
            host.Services, new(0, $"V-{number}", customer, own, 0, tariff, Place, profile, annual, first ?? GermanTime.Day(Begin).First, end, region, 0));
        return own;
    }

    public async Task ProfileAsync(string malo, string profile, int kwh)
    {
        using var taken = await Local.PostAsync(
            string.Create(CultureInfo.InvariantCulture, $"api/energy/meters/csv?malo={malo}&annualKwh={kwh}&from=2024-01-01&name={profile}.csv"),
            new StringContent(await File.ReadAllTextAsync(SharedData.Path($"energy/load-profiles/{profile}.csv"))));
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
    }

    public async Task MeterAsync(string malo, int first, int[] wh, int hour = 0, string obis = "1-1:1.29.0")
    {
        var text = new MsconsOrder("9900000000026", "9900000000019", "T1", new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour)).Write([new(malo, obis, first, wh)]);
        using var taken = await Local.PostAsync("api/energy/meters/mscons", new ByteArrayContent(text));
        Assert.Contains("\"reasons\":[]", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The same energy in each quarter-hour of a day, else of 6 May 2024.</summary>
    public Task DayAsync(string malo, int wh, DateOnly? day = null) => MeterAsync(malo, GermanTime.Day(day ?? new(2024, 5, 6)).First, [.. Enumerable.Repeat(wh, 96)]);

    /// <summary>Throws all drafts away.</summary>
    public async Task DiscardAllAsync()
    {
        foreach (var run in (await Local.GetFromJsonAsync<JsonElement>("api/energy/bills/runs")).EnumerateArray())
        {
            using var gone = await Local.PostAsync($"api/energy/bills/runs/{run.GetProperty("id")}/discard", null);
        }
    }

    /// <summary>Makes a run and waits for its drafts.</summary>
    public async Task<JsonElement> RunAsync(string from, string to, string kind = "Bill")
    {
        using var begun = await Maker.PostAsJsonAsync("api/energy/bills/runs", new { from, to, kind });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
        return await EndAsync((await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64());
    }

    /// <summary>Releases a run and waits for its numbers.</summary>
    public async Task<List<JsonElement>> ReleaseAsync(JsonElement run)
    {
        var id = run.GetProperty("id").GetInt64();
        using var released = await Local.PostAsync($"api/energy/bills/runs/{id}/release", null);
        Assert.True(released.IsSuccessStatusCode, await released.Content.ReadAsStringAsync());
        await EndAsync(id);
        return await BillsAsync(id);
    }

    /// <summary>Cancels a bill by four eyes and waits for the number of the cancellation.</summary>
    public async Task CancelAsync(string number, string reason)
    {
        using var asked = await Maker.PostAsJsonAsync($"api/energy/bills/{number}/cancel", new { reason });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, asked.StatusCode);
        await ReleaseAsync(await asked.Content.ReadFromJsonAsync<JsonElement>());
        await UntilAsync(async () => (await BillAsync(number)).GetProperty("cancelledBy").ValueKind == JsonValueKind.String);
    }

    public async Task<List<JsonElement>> BillsAsync(long run) => [.. (await Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/runs/{run}/bills")).EnumerateArray()];

    public Task<JsonElement> BillAsync(string number) => Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/{number}");

    async Task<JsonElement> EndAsync(long id)
    {
        JsonElement run = default;
        await UntilAsync(async () => (run = await Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/runs/{id}")).GetProperty("state").ToString() is "ready" or "released" or "discarded" or "Ready" or "Released" or "Discarded");
        Assert.Equal(JsonValueKind.Null, run.GetProperty("fault").ValueKind);
        return run;
    }
}
