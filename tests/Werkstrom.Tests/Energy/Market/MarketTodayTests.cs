using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Market;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Market;

/// <summary>A supplier alone has signals, prices of the exchange for one, and no machine: the first page does not speak of machines.</summary>
public sealed class MarketTodayTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task Without_machines_there_is_no_heading_of_machines()
    {
        var (market, catalog) = (host.Services.GetRequiredService<MarketBook>(), host.Services.GetRequiredService<SignalCatalog>());
        host.Local.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var first = GermanTime.Day(GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow))).First;
        var prices = Enumerable.Range(first, 92).ToDictionary(q => q, _ => 80_000);
        await market.KeepAsync(new("test", null, [new("day-ahead", MarketUnit.Price, prices, [], [1])], []), market.Zone, "test", default);
        Assert.NotEmpty(catalog.All);

        var alone = await host.Local.GetStringAsync("/");
        Assert.Contains("What happened", alone, StringComparison.Ordinal); // a page of a house that has something
        Assert.DoesNotContain("Machines and meters", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("Machines that send", alone, StringComparison.Ordinal);

        (await host.Local.PostAsync("/write", new StringContent("press pressure=1"))).EnsureSuccessStatusCode();
        await Waiting.UntilAsync(async () => (await host.Local.GetStringAsync("/")).Contains("Machines and meters", StringComparison.Ordinal));
    }
}
