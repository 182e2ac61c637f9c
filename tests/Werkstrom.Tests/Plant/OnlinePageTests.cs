using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Plant;

/// <summary>Page and API say one thing of whether an asset is online.</summary>
public sealed class OnlinePageTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData("en", "offline · auto · last heard")]
    [InlineData("de", "offline · auto · zuletzt gehört")]
    public async Task The_page_names_first_that_an_asset_declared_itself_offline(string language, string expected)
    {
        var mode = await host.SignalAsync($"online-{language}/robot/mode", SignalKind.State, "");
        var named = (await host.Services.GetRequiredService<SignalCatalog>().EnsureStateAsync(mode.Id, "auto", default))!.Value;
        await host.WriteAsync(mode, DateTimeOffset.UtcNow, named);
        Assert.Contains("<p>auto · ", await PageAsync(mode.AssetId, language), StringComparison.Ordinal);

        host.Services.GetRequiredService<IAssetState>().Declare(mode.AssetId, false);

        Assert.Contains($"<p>{expected}", await PageAsync(mode.AssetId, language), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_word_online_does_not_outlive_what_is_declared()
    {
        var status = await host.SignalAsync("online/lathe/status", SignalKind.State, "");
        var named = (await host.Services.GetRequiredService<SignalCatalog>().EnsureStateAsync(status.Id, "online", default))!.Value;
        await host.WriteAsync(status, DateTimeOffset.UtcNow.AddDays(-2), named);
        Assert.Matches("<p>(not heard since the start|does not send) · last heard", await PageAsync(status.AssetId, "en")); // the watch tells within seconds

        host.Services.GetRequiredService<IAssetState>().Declare(status.AssetId, false);

        Assert.Contains("<p>offline · last heard", await PageAsync(status.AssetId, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_parent_declares_covers_the_children_that_declare_nothing()
    {
        var (quiet, speaks) = (await host.SignalAsync("online/press5/sub/n"), await host.SignalAsync("online/press5/arm/n"));
        await host.WriteAsync(quiet, DateTimeOffset.UtcNow, 1);
        await host.WriteAsync(speaks, DateTimeOffset.UtcNow, 1);
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet("online/press5", out var press));
        Assert.Equal((true, true), (await IsOnlineAsync(quiet.AssetId), await IsOnlineAsync(speaks.AssetId)));
        Assert.Contains("<p>sends · ", await PageAsync(quiet.AssetId, "en"), StringComparison.Ordinal);

        var states = host.Services.GetRequiredService<IAssetState>();
        states.Declare(press.Id, false);
        states.Declare(speaks.AssetId, true);

        Assert.Equal((false, false, true), (await IsOnlineAsync(press.Id), await IsOnlineAsync(quiet.AssetId), await IsOnlineAsync(speaks.AssetId)));
        Assert.Contains("<p>offline · last heard", await PageAsync(quiet.AssetId, "en"), StringComparison.Ordinal);
        Assert.Contains("<p>sends · ", await PageAsync(speaks.AssetId, "en"), StringComparison.Ordinal);
    }

    async Task<string> PageAsync(int assetId, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/plant/assets/{assetId}");
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    async Task<bool> IsOnlineAsync(int assetId)
    {
        using var answer = JsonDocument.Parse(await host.Local.GetStringAsync($"api/assets/{assetId}"));
        return answer.RootElement.GetProperty("asset").GetProperty("isOnline").GetBoolean();
    }
}
