using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Twins;

/// <summary>Expected beside real: a signal and its companion with <c>_expected</c> behind the name.</summary>
public sealed partial class TwinExpectedTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task The_page_of_a_twin_shows_measured_expected_and_their_difference()
    {
        var now = TimeProvider.System.GetUtcNow();
        var real = await host.SignalAsync("expect/mill1/vibration");
        var expected = await host.SignalAsync("expect/mill1/vibration_expected");
        await host.WriteAsync(real, now, 25.5);
        await host.WriteAsync(expected, now, 20);

        var page = await PageAsync("expect/mill1");

        var table = Table().Match(page).Value;
        Assert.Contains($"/plant/compare?signals={real.Id},{expected.Id}", table, StringComparison.Ordinal);
        Assert.Contains("<span class=\"ws-number\">25.5</span>", table, StringComparison.Ordinal);
        Assert.Contains("<span class=\"ws-number\">20</span>", table, StringComparison.Ordinal);
        Assert.Contains(">+5.5<", table, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/plant/signals/{expected.Id}\"", page, StringComparison.Ordinal); // no tile of its own
    }

    [Fact]
    public async Task Values_of_different_times_have_no_difference()
    {
        var now = TimeProvider.System.GetUtcNow();
        await host.WriteAsync(await host.SignalAsync("expect/mill2/t"), now, 25.5);
        await host.WriteAsync(await host.SignalAsync("expect/mill2/t_expected"), now.AddMinutes(-10), 20);

        Assert.DoesNotContain("+5.5", Table().Match(await PageAsync("expect/mill2")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_companion_there_is_no_table()
    {
        await host.WriteAsync(await host.SignalAsync("expect/mill3/only_expected"), TimeProvider.System.GetUtcNow(), 1);

        Assert.DoesNotContain("data-expected", await PageAsync("expect/mill3"), StringComparison.Ordinal);
    }

    async Task<string> PageAsync(string path)
    {
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet(path, out var asset));
        using HttpRequestMessage ask = new(HttpMethod.Get, new Uri($"/plant/twins/{asset.Id}", UriKind.Relative)) { Headers = { { "Accept-Language", "en" } } };
        using var answer = await host.Local.SendAsync(ask);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("<table[^>]*data-expected.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();
}
