using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Twins;

/// <summary>The pages without script: the list says what the picture shows.</summary>
public sealed class ScenePageTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task The_list_has_each_machine_with_state_values_and_link_and_the_twin_page_its_facts()
    {
        var signal = await host.SignalAsync("page-works/mill1/temperature");
        await host.WriteAsync(signal, TimeProvider.System.GetUtcNow(), 71.5);
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet("page-works/mill1", out var mill));

        var list = await host.Local.GetStringAsync(new Uri("/plant/scene", UriKind.Relative));
        Assert.Contains($"href=\"/plant/twins/{mill.Id}\"", list, StringComparison.Ordinal);
        Assert.Contains($"data-signal=\"{signal.Id}\"", list, StringComparison.Ordinal);
        Assert.Contains("<ws-scene", list, StringComparison.Ordinal);

        var twin = await host.Local.GetStringAsync(new Uri($"/plant/twins/{mill.Id}", UriKind.Relative));
        Assert.Contains("<h1>mill1</h1>", twin, StringComparison.Ordinal);
        Assert.Contains("page-works/mill1", twin, StringComparison.Ordinal);
        Assert.Contains($"href=\"/plant/signals/{signal.Id}\"", twin, StringComparison.Ordinal);
        Assert.Contains($"/plant/twins/{mill.Id}", await host.Local.GetStringAsync(new Uri($"/plant/assets/{mill.Id}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("href=\"/plant/scene\"", await host.Local.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/plant/scene?asset=987654")]
    [InlineData("/plant/twins/987654")]
    public async Task What_is_not_there_is_said_and_not_found(string address)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)) { Headers = { { "Accept", "text/html" } } };
        using var answer = await host.Local.SendAsync(asked);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("987654", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
