using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Plant;
using static Werkstrom.Tests.Condition.Past.PastPlant;

namespace Werkstrom.Tests.Condition.Past;

public sealed class CostTests(Host host) : IClassFixture<Host>
{
    const double TenMinutes = 1.0 / 144;

    /// <summary>
    /// Failures every ten days, mended in 5, 6, 7 and 8 h (median 6.5), planned work of 2 h, a part of 400 €, 100 € an hour:
    /// planned 100 · 2 + 400 = 600 €, failure 100 · 6.5 + 400 = 1,050 €.
    /// </summary>
    [Fact]
    public async Task Missing_figures_are_named_and_then_the_cost_is_said()
    {
        var signal = await host.CourseAsync("cost1/presse1/temperatur", 0, 44, 44);
        var id = await host.CaseAsync(signal, 42, 44 - TenMinutes);
        for (var i = 0; i < 4; i++)
        {
            await host.FailureAsync(signal.AssetId, 2 + (10.5 * i), 5 + i);
            await WorkAsync(signal, 2 + (10.5 * i), 5 + i, planned: false);
        }

        await WorkAsync(signal, 40, 2, planned: true);

        var before = await CostAsync(id);
        Assert.Equal(["downtimePerHour"], before.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal((JsonValueKind.Null, 0), (before.GetProperty("now").ValueKind, before.GetProperty("days").GetArrayLength()));
        var page = await PageAsync($"/cases/{id}/past");
        Assert.Contains("Es werden keine Kosten genannt, weil das nicht bekannt ist: Kosten einer Stunde Stillstand.", page, StringComparison.Ordinal);
        Assert.Contains($"/cases/cost/{signal.AssetId}?case={id}", page, StringComparison.Ordinal);

        var parent = Asset(signal.AssetId).ParentId!.Value;
        Assert.Equal(HttpStatusCode.OK, (await host.Local.PutAsJsonAsync($"/api/condition/cost/{parent}", new { downtimePerHour = 100.005m })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Local.PutAsJsonAsync($"/api/condition/cost/{parent}", new { downtimePerHour = 100m })).StatusCode);

        var after = await CostAsync(id);
        Assert.Equal((600.0, 1_050.0), (after.GetProperty("now").GetDouble(), after.GetProperty("failure").GetDouble()));
        var figures = after.GetProperty("figures");
        Assert.Equal((100.0, "inherited", parent), (Value(figures, "downtimePerHour"), Source(figures, "downtimePerHour"), figures.GetProperty("downtimePerHour").GetProperty("assetId").GetInt32()));
        Assert.Equal((6.5, "recorded", 4), (Value(figures, "unplannedHours"), Source(figures, "unplannedHours"), figures.GetProperty("unplannedHours").GetProperty("n").GetInt32()));
        Assert.Equal((2.0, "recorded"), (Value(figures, "plannedHours"), Source(figures, "plannedHours")));
        Assert.Equal((400.0, "recorded"), (Value(figures, "partCost"), Source(figures, "partCost")));
        Assert.Equal("dates", after.GetProperty("life").GetProperty("source").GetString());
        foreach (var day in after.GetProperty("days").EnumerateArray())
        {
            var chance = day.GetProperty("chance").GetDouble();
            Assert.Equal(600 + (450 * chance), day.GetProperty("expected").GetDouble(), 0.05 + 450 * 0.0001);
        }
    }

    [Fact]
    public async Task What_was_set_outlives_a_restart_and_is_audited()
    {
        var signal = await host.SignalAsync("cost2/presse1/temperatur");
        await host.Local.PutAsJsonAsync($"/api/condition/cost/{signal.AssetId}", new { downtimePerHour = 123.45678901m, plannedHours = 2.5, unplannedHours = 8, partCost = 0 });

        await host.RestartAsync();

        var figures = await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cost/{signal.AssetId}");
        Assert.Equal((123.45678901, 2.5, 8.0, 0.0), (Value(figures, "downtimePerHour"), Value(figures, "plannedHours"), Value(figures, "unplannedHours"), Value(figures, "partCost")));
        Assert.Equal("set", Source(figures, "partCost"));
        var audit = await (await host.Local.GetAsync("/api/setup/audit?entity=condition_cost")).Content.ReadAsStringAsync();
        Assert.Contains("123.45678901", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_impossible_is_named_at_once()
    {
        var signal = await host.SignalAsync("cost3/presse1/temperatur");

        using var answer = await host.Local.PutAsJsonAsync($"/api/condition/cost/{signal.AssetId}", new { downtimePerHour = -1, plannedHours = 0, unplannedHours = 20_000, partCost = 2e9 });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["downtimePerHour", "partCost", "plannedHours", "unplannedHours"], errors.EnumerateObject().Select(e => e.Name).Order());
        Assert.Contains("downtimePerHour (-1) must be from 0 to 1000000000 EUR.", errors.GetProperty("downtimePerHour")[0].GetString(), StringComparison.Ordinal);

        using var misspelt = await host.Local.PutAsJsonAsync($"/api/condition/cost/{signal.AssetId}", new { downtimePerHour = 70, partCosts = 400, planned_hours = 2 });
        Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        errors = (await misspelt.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["partCosts", "planned_hours"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        var figures = await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cost/{signal.AssetId}");
        Assert.NotEqual("set", Source(figures, "downtimePerHour")); // nothing of it was kept
        Assert.Equal(HttpStatusCode.NotFound, (await host.Local.PutAsJsonAsync("/api/condition/cost/987654", new { partCost = 1 })).StatusCode);
    }

    [Fact]
    public async Task Without_a_life_no_cost_is_said()
    {
        var signal = await host.CourseAsync("cost4/presse1/temperatur", 0, 34, 34);
        var id = await host.CaseAsync(signal, 32, 34 - TenMinutes);
        await host.Local.PutAsJsonAsync($"/api/condition/cost/{signal.AssetId}", new { downtimePerHour = 100, plannedHours = 2, unplannedHours = 8, partCost = 400 });

        var answer = await CostAsync(id);

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("life").ValueKind, answer.GetProperty("now").ValueKind));
        Assert.Contains("weil nicht bekannt ist, wie lange diese Maschine noch läuft", await PageAsync($"/cases/{id}/past"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.500", "de-DE", 1_500)]
    [InlineData("1.500,5", "de-DE", 1_500.5)]
    [InlineData("1.5", "de-DE", 1.5)]
    [InlineData("1,5", "de-DE", 1.5)]
    [InlineData("1,500", "en-GB", 1_500)]
    [InlineData("1.5", "en-GB", 1.5)]
    public void A_number_is_read_as_the_reader_writes_it(string text, string reader, double number)
    {
        Assert.True(Werkstrom.Condition.Past.Cost.TypedNumber.TryRead(text, new(reader), out var read));
        Assert.Equal((decimal)number, read);
    }

    async Task WorkAsync(Signal signal, double day, double hours, bool planned) => await host.RecordAsync(new("work-order", signal.AssetId, Day(day), Day(day).AddHours(hours), new Dictionary<string, object?>
    {
        ["title"] = "Lager",
        ["state"] = "done",
        ["part"] = "Lager",
        ["part_cost"] = 400.0,
        ["downtime"] = hours,
        ["started_at"] = Day(day),
        ["ended_at"] = Day(day).AddHours(hours),
        ["planned_from"] = planned ? Day(day) : null,
    }));

    Asset Asset(int id) => host.Services.GetRequiredService<AssetCatalog>().TryGet(id, out var asset) ? asset : throw new InvalidOperationException($"{id}");

    Task<JsonElement> CostAsync(long id) => host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cases/{id}/cost");

    static double Value(JsonElement figures, string name) => figures.GetProperty(name).GetProperty("value").GetDouble();

    static string? Source(JsonElement figures, string name) => figures.GetProperty(name).GetProperty("source").GetString();

    async Task<string> PageAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd("de");
        using var answer = await host.Local.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
