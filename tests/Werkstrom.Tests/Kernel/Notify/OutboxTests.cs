using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Notify;

namespace Werkstrom.Tests.Kernel.Notify;

public sealed class OutboxTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_mail_reaches_the_mail_server(Engine engine)
    {
        using var server = new FakeSmtp();
        await using var registry = await Registries.OpenAsync(engine,
            ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", $"{server.Port}"), ("notify:smtpTls", "false"), ("notify:mailFrom", "werk@a.example"));

        await registry.Get<INotify>().SendAsync(new("otto@b.example", "Fall 7", "Lager läuft heiß"), default);
        await registry.Get<OutboxSender>().SendDueAsync(default);

        var mail = Assert.Single(server.Mails);
        Assert.Contains("RCPT TO:<otto@b.example>", mail);
        Assert.Contains("Subject: Fall 7", mail);
        Assert.Equal((0, 0), await registry.Get<INotify>().CountAsync(default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_partner_who_was_down_gets_the_message_once_and_signed(Engine engine)
    {
        using var partner = new FakePartner();
        await using var registry = await Registries.OpenAsync(engine, ("notify:allowPrivateWebhooks", "true"), ("notify:webhookSecret", "geheim"));
        await registry.Get<INotify>().SendAsync(new(partner.Address, "s", "t"), default);
        var sender = registry.Get<OutboxSender>();

        partner.Status = 503;
        Assert.Equal(1, await sender.SendDueAsync(default));
        Assert.Equal(0, await sender.SendDueAsync(default)); // not due yet
        partner.Status = 200;
        registry.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(1, await sender.SendDueAsync(default));
        registry.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await sender.SendDueAsync(default));

        Assert.Equal(2, partner.Requests.Count);
        var (signature, body) = partner.Requests[1];
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("geheim"u8, Encoding.UTF8.GetBytes(body))), signature);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_whose_key_is_known_is_queued_once_and_its_fate_is_told(Engine engine)
    {
        using var partner = new FakePartner();
        await using var registry = await Registries.OpenAsync(engine, ("notify:allowPrivateWebhooks", "true"));
        var notify = registry.Get<INotify>();
        Message message = new(partner.Address, "s", "t", Key: "case 7, step 0");

        await notify.SendAsync(message, default);
        await notify.SendAsync(message with { Text = "again" }, default);
        Assert.Equal((false, false, 0), (await notify.FatesAsync(["case 7, step 0", "other"], default)).Single().Value is var waits ? (waits.IsSent, waits.IsGivenUp, waits.Tries) : default);
        await registry.Get<OutboxSender>().SendDueAsync(default);
        await notify.SendAsync(message, default);
        await registry.Get<OutboxSender>().SendDueAsync(default);

        Assert.Single(partner.Requests);
        Assert.True((await notify.FatesAsync(["case 7, step 0"], default))["case 7, step 0"].IsSent);
    }

    [Theory]
    [InlineData(MessageForm.Text, """{"text":"Handeln: Fr\u00E4se \u0026amp; S\u00E4ge\nZeile \u0026lt;1\u0026gt;\nhttps://werk.example/cases/7"}""")]
    [InlineData(MessageForm.Teams, """
        {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",
        "type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","text":"Handeln: Fr\u00E4se \u0026 S\u00E4ge","wrap":true,"weight":"Bolder","size":"Medium"},
        {"type":"TextBlock","text":"Zeile \u003C1\u003E\n\nhttps://werk.example/cases/7","wrap":true}]}}]}
        """)]
    public async Task A_chat_gets_the_form_that_it_takes(MessageForm form, string expected)
    {
        using var partner = new FakePartner();
        await using var registry = await Registries.OpenAsync(Engine.Sqlite, ("notify:allowPrivateWebhooks", "true"));

        await registry.Get<INotify>().SendAsync(new(partner.Address, "Handeln: Fräse & Säge", "Zeile <1>\nhttps://werk.example/cases/7", form), default);
        await registry.Get<OutboxSender>().SendDueAsync(default);

        Assert.Equal(expected.ReplaceLineEndings("").Replace("\n        ", "", StringComparison.Ordinal).Trim(), Assert.Single(partner.Requests).Body);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_nobody_takes_is_given_up(Engine engine)
    {
        using var partner = new FakePartner { Status = 500 };
        await using var registry = await Registries.OpenAsync(engine, ("notify:allowPrivateWebhooks", "true"));
        await registry.Get<INotify>().SendAsync(new(partner.Address, "s", "t"), default);

        for (var i = 0; i < OutboxMessage.MostTries; i++)
        {
            await registry.Get<OutboxSender>().SendDueAsync(default);
            registry.Clock.Advance(TimeSpan.FromHours(4));
        }

        Assert.Equal((0, 1), await registry.Get<INotify>().CountAsync(default));
        Assert.Equal(OutboxMessage.MostTries, partner.Requests.Count);
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/")]
    [InlineData("https://localhost:1/")]
    [InlineData("https://[::1]:1/")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("http://example.com/")]
    public async Task A_webhook_into_the_house_is_refused_for_good(string address)
    {
        await using var registry = await Registries.OpenAsync(Engine.Sqlite);
        await registry.Get<INotify>().SendAsync(new(address, "s", "t"), default);

        await registry.Get<OutboxSender>().SendDueAsync(default);

        await using var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        var message = await db.Set<OutboxMessage>().SingleAsync();
        Assert.Equal((OutboxState.GivenUp, 1), (message.State, message.Tries));
    }

    [Theory]
    [InlineData("not an address", "s")]
    [InlineData("file:///etc/passwd", "s")]
    [InlineData("a@b.example", "two\r\nlines")]
    public async Task An_impossible_message_is_refused(string to, string subject)
    {
        await using var registry = await Registries.OpenAsync(Engine.Sqlite);

        await Assert.ThrowsAsync<ArgumentException>(() => registry.Get<INotify>().SendAsync(new(to, subject, "t"), default));
    }
}
