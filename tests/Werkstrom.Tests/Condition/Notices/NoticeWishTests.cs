using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Notices;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Store;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Kernel.Notify;
using Werkstrom.Ui;
using static Werkstrom.Tests.Condition.Notices.NoticePlant;

namespace Werkstrom.Tests.Condition.Notices;

/// <summary>What receivers and rules may not be; all that is wrong is told at once.</summary>
public sealed class NoticeWishTests
{
    [Theory]
    [InlineData("http://werk.example/hook", "fault.webhook")]
    [InlineData("https://127.0.0.1/hook", "fault.webhook.private")]
    [InlineData("https://localhost/hook", "fault.webhook.private")]
    [InlineData("https://192.168.1.5/hook", "fault.webhook.private")]
    [InlineData("https://[fd00::1]/hook", "fault.webhook.private")]
    public async Task A_webhook_that_could_never_be_sent_is_refused_at_once(string address, string rule)
    {
        await using var registry = await OpenAsync(Engine.Sqlite, ("notify:allowPrivateWebhooks", "false"));
        var desk = registry.Get<NoticeDesk>();

        var refused = await desk.SaveAsync(new ReceiverWish { Kind = ReceiverKind.Webhook, Name = "Chat", Address = address }, default);
        var kept = await desk.SaveAsync(new ReceiverWish { Kind = ReceiverKind.Webhook, Name = "Chat", Address = "https://chat.example/hook" }, default);

        Assert.Equal(rule, Assert.Single(refused.Faults).Key);
        Assert.NotNull(kept.Saved);
    }

    [Fact]
    public async Task A_name_is_given_once_and_an_address_that_is_too_long_is_told_by_its_length()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        var desk = registry.Get<NoticeDesk>();
        var first = await desk.SaveAsync(new ReceiverWish { Kind = ReceiverKind.Webhook, Name = "Chat", Address = "https://chat.example/a" }, default);

        var second = await desk.SaveAsync(new ReceiverWish { Kind = ReceiverKind.Mail, Name = " chat", Address = "a@b.example" }, default);
        var endless = await desk.SaveAsync(new ReceiverWish { Kind = ReceiverKind.Webhook, Name = "Lang", Address = "https://chat.example/" + new string('x', 5000) }, default);
        var again = await desk.SaveAsync(new ReceiverWish { Id = first.Saved!.Id, Name = "Chat", Language = "de" }, default);

        Assert.Equal("fault.name.twice", Assert.Single(second.Faults).Key);
        Assert.Equal([5021, 1000], Assert.Single(endless.Faults).Values);
        Assert.Equal("fault.address.long", Assert.Single(endless.Faults).Key);
        Assert.NotNull(again.Saved);
    }

    [Fact]
    public async Task Inputs_that_are_wrong_are_all_told()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        var desk = registry.Get<NoticeDesk>();

        var receiver = await desk.SaveAsync(new ReceiverWish { Kind = ReceiverKind.Webhook, Name = " ", Address = "file:///etc/passwd", PerHour = 0, Zone = "Mars", Language = "fr" }, default);
        var rule = await desk.SaveAsync(new RuleWish { Name = "", AssetId = 99, Steps = [new(1, 0), new(2, 0)] }, [], default);

        Assert.Equal(["fault.name", "fault.webhook", "fault.per_hour", "fault.language", "fault.zone"], receiver.Faults.Select(f => f.Key));
        Assert.Equal(["fault.name", "fault.asset", "fault.on", "fault.receiver", "fault.receiver", "fault.minutes"], rule.Faults.Select(f => f.Key));
    }
}
