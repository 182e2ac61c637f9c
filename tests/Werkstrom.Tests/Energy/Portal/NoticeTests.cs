using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.Notify;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Setup;
using static Werkstrom.Tests.Energy.Portal.PortalTown;

namespace Werkstrom.Tests.Energy.Portal;

/// <summary>Notices are sent to those who agreed, each once, and no more once that was taken back.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task Prices_and_bills_are_told_once_and_the_link_ends_it()
    {
        await using var town = await PortalTown.StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "night");
        using var customer = await town.EnterAsync(1);
        Assert.EndsWith("said=consent.given", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Price\"", ("target", ""), ("threshold", "45,5")), StringComparison.Ordinal);
        Assert.EndsWith("said=consent.given", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Bill\"", ("target", "")), StringComparison.Ordinal);
        Assert.EndsWith("fault=notice.webhook", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Green\"", ("target", "http://127.0.0.1/")), StringComparison.Ordinal);
        Assert.EndsWith("fault=notice.webhook", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Green\"", ("target", "javascript:1")), StringComparison.Ordinal);
        await town.BillAsync();
        var maker = town.Host.Services.GetRequiredService<NoticeMaker>();

        Assert.Equal(2, await maker.PassAsync(default)); // 47.6 ct from 06:00 on, and the bill
        await maker.PassAsync(default);
        var notify = town.Host.Services.GetRequiredService<INotify>();
        Assert.Equal(2, (await notify.CountAsync(default)).Waiting); // each once
        var tomorrow = GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow)).AddDays(1);
        var fates = await notify.FatesAsync([$"portal:bill:{town.BillOf["V-1"]}:K-1", .. Enumerable.Range(-1, 3).Select(d => $"portal:Price:V-1:{tomorrow.AddDays(d):yyyy-MM-dd}")], default);
        Assert.Equal(2, fates.Count);

        var consents = town.Host.Services.GetRequiredService<ConsentBook>();
        var price = (await consents.HoldingAsync(ConsentKind.Price, default)).Single();
        Assert.Equal((45_500, "kunde1@example.org"), (price.Threshold, price.Target));
        using Browser anybody = new(town.Host.Address);
        using var stopped = await anybody.SendAsync(town.Host.Services.GetRequiredService<StopLinks>().Of(price.Id), "stop");
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        Assert.Empty(await consents.HoldingAsync(ConsentKind.Price, default));
        Assert.Contains("ended already", await PageAsync(anybody, "/my/stop/anything"), StringComparison.Ordinal);
        await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Bill\"");
        Assert.Equal(0, await maker.PassAsync(default));
    }
}
