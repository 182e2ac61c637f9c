using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>Tariff, contracts and prices by the API of the real host; pages draw; the price becomes a signal and follows changes.</summary>
public sealed class TariffPagesTests(Host host) : IClassFixture<Host>
{
    const string Flat = """{"name":"Fest","fees":[],"components":[{"name":"Energie","kind":"energy","from":"2026-01-01","rule":{"price":PRICE,"type":"flat"}}]}""";

    [Fact]
    public async Task A_tariff_is_put_drawn_and_becomes_a_signal_that_follows_it()
    {
        await PutAsync("fest", "12.5", 0);
        var prices = await host.Local.GetFromJsonAsync<JsonElement>("/api/energy/prices?tariff=fest&from=2026-03-29&to=2026-03-29");
        Assert.Equal((92, 12.5m, 14.875m), (prices.GetProperty("net").GetArrayLength(), prices.GetProperty("net")[0].GetDecimal(), prices.GetProperty("gross")[91].GetDecimal()));
        var signals = host.Services.GetRequiredService<PriceSignals>();
        await signals.PassAsync(default);
        Assert.True(host.Services.GetRequiredService<SignalCatalog>().TryGet("energy/tariff/fest/price", out var signal));
        Assert.Equal("cEUR/(kW.h)", signal.Unit);
        await PutAsync("fest", "20", 1);
        await signals.PassAsync(default);

        // the pass of the host's own worker may have been faster; what counts is what stands there
        await Waiting.UntilAsync(() => host.Services.GetRequiredService<SampleQueries>().Last([signal.Id])[0]?.Value == 23.8);
        var broken = await host.Local.PutAsync("/api/energy/tariffs/fest?after=2", new StringContent("""{"name":"x","components":[{"name":"E","rule":{"type":"magic"}}]}""", null, "application/json"));
        Assert.Equal(400, (int)broken.StatusCode);
        Assert.Equal(409, (int)(await SendAsync("fest", "1", 1)).StatusCode);
        Assert.Equal(400, (int)(await host.Local.GetAsync("/api/energy/prices?tariff=fest&from=2025-12-31")).StatusCode); // before its first day
    }

    [Fact]
    public async Task Pages_draw_without_script_and_say_what_is_wrong()
    {
        var page = await host.Local.GetStringAsync("/energy/tariffs/new?template=clock&grid=module3&day=2026-10-25");
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("100", page, StringComparison.Ordinal);
        Assert.Contains("2027", await host.Local.GetStringAsync("/energy/tariffs/new?template=flat&day=2027-01-01"), StringComparison.Ordinal);
        Assert.Contains("/energy/rates", await host.Local.GetStringAsync("/energy/tariffs/new?template=flat&day=2027-01-01"), StringComparison.Ordinal);
        using HttpRequestMessage ask = new(HttpMethod.Get, "/energy/rates?q=KWKG") { Headers = { { "Accept-Language", "de" } } };
        using var rates = await host.Local.SendAsync(ask);
        var said = System.Net.WebUtility.HtmlDecode(await rates.Content.ReadAsStringAsync());
        foreach (var word in (string[])["KWKG-Umlage</a>", "levy.kwkg", "KWKG-Umlage, Seiten mehrerer Versorger"])
            Assert.Contains(word, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Stromsteuer</a>", said, StringComparison.Ordinal); // found by name
        Assert.Equal(404, (int)(await host.Local.GetAsync("/energy/contracts/none")).StatusCode);
    }

    Task<HttpResponseMessage> SendAsync(string key, string price, int after) =>
        host.Local.PutAsync($"/api/energy/tariffs/{key}?after={after}", new StringContent(Flat.Replace("PRICE", price, StringComparison.Ordinal), null, "application/json"));

    async Task PutAsync(string key, string price, int after)
    {
        var answer = await SendAsync(key, price, after);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
