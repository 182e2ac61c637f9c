using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>A tariff of the house as Tibber and the Swiss suppliers give theirs: with its parts and VAT, by hand.</summary>
public sealed class TariffFormsTests(Host host) : IClassFixture<Host>
{
    static readonly QuarterRange Day = GermanTime.Day(GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow)));

    [Fact]
    public async Task Parts_and_total_are_those_of_the_tariff_with_VAT()
    {
        // 10 ct/kWh of the exchange x 1.03 + 1.5 = 11.8; electricity tax 2.05, concession of a town to 100,000 1.59; together 15.44 net, 18.3736 with 19 % VAT
        DateOnly from = new(2023, 1, 1);
        TariffDefinition definition = new(
            "Dynamisch", [
                new("Energie", PartKind.Energy, new SpotDefinition(1.5m, 103), from),
                new("Stromsteuer", PartKind.Tax, new RateDefinition("tax.electricity"), from),
                new("Konzessionsabgabe", PartKind.Concession, new RateDefinition("concession", RateScope.Town), from),
            ], []);
        await host.PricesAsync("DE-LU", Day, _ => 10_000);
        Assert.NotNull(await host.Services.GetRequiredService<TariffBook>().PutAsync("dynamisch", definition, false, "", null, default));
        await host.Services.GetRequiredService<TariffBook>().PutAsync("alt", definition, true, "", null, default); // no new contract may have it: not given
        var (http, _) = await host.ReaderAsync();

        var swiss = await http.JsonAsync("/api/energy/tariffs.json?tariff_name=dynamisch");
        var row = swiss.GetProperty("prices")[0];
        Assert.Equal((0.14042m, 0.043316m, 0.183736m), (Value(row, "electricity"), Value(row, "regional_fees"), Value(row, "integrated")));
        Assert.False(row.TryGetProperty("grid", out _)); // the tariff has none
        Assert.Equal(Day.Count, swiss.GetProperty("prices").GetArrayLength()); // tomorrow is not known and takes nothing from today

        using var answer = await http.PostAsJsonAsync("/v1-beta/gql", new { query = "{ viewer { homes { id appNickname currentSubscription { priceInfo { current { total energy tax } today { total } tomorrow { total } } } } } }" });
        var homes = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("data").GetProperty("viewer").GetProperty("homes");
        Assert.Equal("spot-DE-LU", homes[0].GetProperty("id").GetString());
        Assert.DoesNotContain(homes.EnumerateArray(), h => h.GetProperty("id").GetString() == "alt");
        var home = Assert.Single(homes.EnumerateArray(), h => h.GetProperty("id").GetString() == "dynamisch");
        Assert.Equal("Dynamisch", home.GetProperty("appNickname").GetString());
        var info = home.GetProperty("currentSubscription").GetProperty("priceInfo");
        Assert.Equal((0.183736m, 0.14042m, 0.043316m), (info.GetProperty("current").GetProperty("total").GetDecimal(), info.GetProperty("current").GetProperty("energy").GetDecimal(), info.GetProperty("current").GetProperty("tax").GetDecimal()));
        Assert.Equal((Day.Count / 4, 0), (info.GetProperty("today").GetArrayLength(), info.GetProperty("tomorrow").GetArrayLength()));
    }

    [Fact]
    public async Task A_tariff_that_cannot_be_drawn_says_why()
    {
        TariffDefinition definition = new("Kaputt", [new("Netz", PartKind.Grid, new RateDefinition("grid.nowhere", RateScope.GridOperator), new(2023, 1, 1))], []);
        await host.Services.GetRequiredService<TariffBook>().PutAsync("kaputt", definition, false, "", null, default);
        var (http, _) = await host.ReaderAsync();
        using var swiss = await http.GetAsync("/api/energy/tariffs.json?tariff_name=kaputt");
        Assert.Equal(404, (int)swiss.StatusCode);
        Assert.Contains("grid.nowhere", await swiss.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var tibber = await http.PostAsJsonAsync("/v1-beta/gql", new { query = "{ viewer { home(id: \"kaputt\") { currentSubscription { priceInfo { today { total } } } } } }" });
        var said = JsonDocument.Parse(await tibber.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains("grid.nowhere", said.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    static decimal Value(JsonElement row, string part) => Assert.Single(row.GetProperty(part).EnumerateArray()).GetProperty("value").GetDecimal();
}
