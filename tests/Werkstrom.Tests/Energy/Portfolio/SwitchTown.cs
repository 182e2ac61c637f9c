using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Portal;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>Six customers of a Stadtwerk and how a test asks for their switch.</summary>
static class SwitchTown
{
    public const string Words = "Unsere Beschaffung wird teurer: 5 ct/kWh mehr.";

    public static DateOnly Today => GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow));

    // beyond every time of notice
    public static DateOnly Day => new DateOnly(Today.Year, Today.Month, 1).AddMonths(4);

    public static async Task<PortalTown> TownAsync(Engine engine, params (string Key, string Value)[] settings)
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

    public static async Task KeepAsync(HttpClient local, int number, string tariff, object more)
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

    public static async Task EndAsync(HttpClient local, string contract, string at)
    {
        using var ended = await local.PostAsJsonAsync($"api/energy/contracts/{contract}/end", new { at });
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
    }

    public static async Task<long> StartAsync(HttpClient local, object wish)
    {
        using var begun = await local.PostAsJsonAsync("/api/energy/desk/switches", wish);
        Assert.True(begun.StatusCode == HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        return (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    public static async Task<JsonElement> StateAsync(HttpClient local, long id, string state)
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

    public static async Task<Dictionary<string, JsonElement>> RowsAsync(HttpClient local, long id) =>
        (await local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}/contracts")).GetProperty("contracts").EnumerateArray().ToDictionary(r => r.GetProperty("contract").GetString()!);

    public static string[] Codes(JsonElement row) => [.. row.GetProperty("codes").EnumerateArray().Select(c => c.GetString()!)];

    public static IEnumerable<string> Todo(JsonElement todo) => todo.EnumerateArray().Select(t => t.GetProperty("key").GetString()!);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
