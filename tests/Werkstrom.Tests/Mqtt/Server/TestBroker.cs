using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Transport;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>The server on Kestrel, on a free port of 127.0.0.1.</summary>
sealed class TestBroker : IAsyncDisposable
{
    readonly WebApplication _app;
    bool _disposed;

    TestBroker(WebApplication app, MqttServer server, TestClock clock, Watcher watcher, int port) =>
        (_app, Server, Clock, Watcher, Port) = (app, server, clock, watcher, port);

    public MqttServer Server { get; }

    public TestClock Clock { get; }

    public Watcher Watcher { get; }

    public int Port { get; }

    public int WebPort => new Uri(_app.Urls.Last()).Port;

    public static async Task<TestBroker> StartAsync(
        Action<MqttServerOptions>? configure = null, IMqttAuthority? authority = null, IMqttIntake? intake = null, TestClock? clock = null)
    {
        var options = new MqttServerOptions();
        configure?.Invoke(options);
        var (time, watcher) = (clock ?? new TestClock(), new Watcher());
        var server = new MqttServer(options, authority ?? new TestAuthority(), intake, watcher, time);
        server.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(server);
        builder.Services.AddSingleton<IConnectionListenerFactory>(_ => new MqttListenerFactory(_ => true));
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => l.UseConnectionHandler<MqttConnectionHandler>());
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/mqtt", (Microsoft.AspNetCore.Http.HttpContext http) => MqttWebSocket.RunAsync(http, server, http.RequestAborted));
        await app.StartAsync();
        return new TestBroker(app, server, time, watcher, new Uri(app.Urls.First()).Port);
    }

    /// <summary>A connection on which nothing was said.</summary>
    public Task<RawClient> OpenAsync() => RawClient.OpenAsync(Port);

    /// <summary>A client of MQTT 5 that is connected.</summary>
    public async Task<RawClient> ConnectAsync(string id = "c", string properties = "", bool clean = true, int keepAlive = 0)
    {
        var client = await OpenAsync();
        await client.ConnectAsync(id, properties, clean, keepAlive);
        return client;
    }

    /// <summary>A client of MQTT 3.1.1 that is connected.</summary>
    public async Task<RawClient> ConnectOldAsync(string id = "c", bool clean = true, bool present = false)
    {
        var client = await OpenAsync();
        await client.SendAsync($"10 * 00 04 'MQTT' 04 {(clean ? "02" : "00")} 00 00 00 {id.Length:X2} '{id}'");
        await client.ExpectAsync($"20 02 {(present ? "01" : "00")} 00");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await Server.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>Lets everybody in; denies the topics that it is told.</summary>
sealed class TestAuthority : IMqttAuthority
{
    public Func<MqttCandidate, MqttAdmission> Admit { get; set; } = _ => MqttAdmission.Granted();

    public HashSet<string> Denied { get; init; } = [];

    /// <summary>Called when it is asked for a subscription.</summary>
    public Action? Asked { get; set; }

    public ValueTask<MqttAdmission> AdmitAsync(MqttCandidate candidate, CancellationToken stop) => new(Admit(candidate));

    public bool MayPublish(MqttClientInfo client, string topic) => !Denied.Contains(topic);

    public bool MaySubscribe(MqttClientInfo client, string filter)
    {
        Asked?.Invoke();
        return !Denied.Contains(filter);
    }
}

/// <summary>Writes down what it is told, in order.</summary>
sealed class Watcher : IMqttObserver
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public void Connected(MqttClientInfo client) => Lines.Enqueue($"connected {client.ClientId}");

    public void Disconnected(MqttClientInfo client, MqttReason reason, string text) => Lines.Enqueue($"disconnected {client.ClientId} {reason}");

    public void Refused(MqttCandidate candidate, MqttReason reason) => Lines.Enqueue($"refused {candidate.ClientId} {reason}");

    public void Flooding(MqttClientInfo client, bool begins) => Lines.Enqueue($"flooding {client.ClientId} {begins}");

    public void Dropped(string clientId, string topic, MqttDropReason reason) => Lines.Enqueue($"dropped {clientId} {topic} {reason}");

    public void Denied(MqttClientInfo client, string topic, bool publish) => Lines.Enqueue($"denied {client.ClientId} {topic} {publish}");
}
