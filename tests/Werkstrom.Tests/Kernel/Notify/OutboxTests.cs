using System.Net;
using System.Net.Sockets;
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

        var mail = await server.MailAsync();
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

    /// <summary>A mail server that takes one mail and remembers all that was said.</summary>
    sealed class FakeSmtp : IDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        readonly Task<string> _mail;

        public FakeSmtp()
        {
            _listener.Start();
            _mail = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task<string> MailAsync() => _mail.WaitAsync(TimeSpan.FromMinutes(1));

        public void Dispose() => _listener.Dispose();

        async Task<string> ServeAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            var said = new StringBuilder();
            await writer.WriteLineAsync("220 fake");
            var isData = false;
            while (await reader.ReadLineAsync() is { } line)
            {
                said.AppendLine(line);
                if (isData && line != ".")
                    continue;
                var answer = isData ? "250 taken" : line == "DATA" ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok";
                isData = line == "DATA";
                await writer.WriteLineAsync(answer);
                if (line is "." or "QUIT")
                    break;
            }

            return said.ToString();
        }
    }

    /// <summary>A partner's HTTP server.</summary>
    sealed class FakePartner : IDisposable
    {
        readonly HttpListener _listener = new();

        public FakePartner()
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook/";
            free.Stop();
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = ServeAsync();
        }

        public string Address { get; }

        public int Status { get; set; } = 200;

        public List<(string? Signature, string Body)> Requests { get; } = [];

        public void Dispose() => _listener.Close();

        async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    Requests.Add((context.Request.Headers["X-Werkstrom-Signature"], await reader.ReadToEndAsync()));
                    context.Response.StatusCode = Status;
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
