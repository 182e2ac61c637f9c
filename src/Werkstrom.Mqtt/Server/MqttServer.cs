using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>An MQTT server: sessions, subscriptions, retained messages. Connections come from <see cref="RunAsync"/>.</summary>
public sealed partial class MqttServer : IAsyncDisposable
{
    static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(500);

    // of 10 ms each, at a shut-down
    const int MostWaits = 300;

    readonly ConcurrentDictionary<Connection, byte> _connections = [];
    ITimer? _timer;
    int _verdictVersion;
    long _lastMicros;
    bool _stopping;

    /// <summary>A server that <see cref="Start"/> makes ready.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="authority">Who may what.</param>
    /// <param name="intake">Takes what is published, beside subscribers; may be missing.</param>
    /// <param name="observer">Is told what happens; may be missing.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">For what an operator has to know.</param>
    public MqttServer(
        MqttServerOptions options,
        IMqttAuthority authority,
        IMqttIntake? intake = null,
        IMqttObserver? observer = null,
        TimeProvider? clock = null,
        ILogger<MqttServer>? log = null)
    {
        (Options, Authority, Intake, Observer, Clock) = (options, authority, intake, observer, clock ?? TimeProvider.System);
        Log = log ?? (ILogger)NullLogger.Instance;
        Journal = options.Folder is { } folder ? new MqttJournal(folder, options.CompactAfter, Log) : null;
        Sessions = new SessionBook(Journal);
        Retained = new RetainedStore(options.RetainedMessages, options.RetainedBytes, Journal);
        Router = new Router(Sessions, Retained, observer);
    }

    /// <summary>The clients that are connected.</summary>
    public IEnumerable<MqttClientInfo> Clients => _connections.Keys.Select(c => c.Client).OfType<MqttClientInfo>();

    /// <summary>Every session as it is now, of clients that are connected or not, in no order.</summary>
    public IEnumerable<MqttSessionState> States => Sessions.All.Select(session => session.Look()).OfType<MqttSessionState>();

    /// <summary>Sessions, of clients that are connected or not.</summary>
    public int SessionCount => Sessions.Count;

    /// <summary>Retained messages.</summary>
    public int RetainedCount => Retained.Count;

    internal MqttServerOptions Options { get; }

    internal IMqttAuthority Authority { get; }

    internal IMqttIntake? Intake { get; }

    internal IMqttObserver? Observer { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Log { get; }

    internal MqttJournal? Journal { get; }

    internal SessionBook Sessions { get; }

    internal RetainedStore Retained { get; }

    internal Router Router { get; }

    internal int VerdictVersion => Volatile.Read(ref _verdictVersion);

    internal bool IsFull => _connections.Count > Options.MaximumConnections || _stopping;

    /// <summary>Reads what an earlier run kept, and begins to watch time. Connections are welcome afterwards.</summary>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public void Start()
    {
        if (Journal is not null)
        {
            Restoring.Restore(this, Journal.Load());
            Journal.State = () => (Sessions.All, Retained.All());
            Journal.Start();
        }

        _timer = Clock.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    /// <summary>Serves one connection until it ends.</summary>
    public async Task RunAsync(MqttTransport transport, CancellationToken stop)
    {
        var connection = new Connection(this, transport, stop);
        _connections[connection] = 0;
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }

    /// <summary>Publishes a message of the server's own. Completes when it is durable for the sessions that are kept.</summary>
    /// <param name="topic">A topic without wildcards.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="qos">Quality of service.</param>
    /// <param name="retain">Whether it is kept for later subscribers.</param>
    /// <param name="stop">Ends waiting, not publishing.</param>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken stop)
    {
        Publish(Message.From(topic, payload.Span, qos, retain, null, Now()), null);
        return Journal is null ? Task.CompletedTask : Journal.DurableAsync().WaitAsync(stop);
    }

    /// <summary>Whether somebody subscribed to a filter that may match topics below a first level.</summary>
    /// <param name="level">The first level, without a slash.</param>
    public bool IsWanted(string level) => Sessions.Tree.Reaches(level);

    /// <summary>The retained messages whose topics a filter matches and whose time is not over, in no order.</summary>
    /// <param name="filter">A filter without share.</param>
    public IReadOnlyList<MqttRetained> Retains(string filter) =>
        [.. Retained.Match(filter, Now()).Select(m => new MqttRetained(m.Topic, m.Payload.ToArray(), m.PublishedAt))];

    /// <summary>
    /// Copies sessions and retained messages into an empty folder, from which another server can start, while this one goes on. What was
    /// acknowledged before is in the copy.
    /// </summary>
    /// <exception cref="IOException">The journal, or the copy, cannot be written.</exception>
    public Task CopyAsync(string folder, CancellationToken stop) => Journal?.CopyAsync(folder, stop) ?? Task.CompletedTask;

    /// <summary>Ends the connection of a client, for instance because it may no longer connect. False when it is not connected.</summary>
    public bool Disconnect(string clientId, MqttReason reason, string text)
    {
        if (Sessions.Find(clientId)?.Connection is not { } connection)
            return false;
        connection.End(reason, text);
        return true;
    }

    /// <summary>The authority answers otherwise now: it is asked anew for every topic.</summary>
    public void ForgetVerdicts() => Interlocked.Increment(ref _verdictVersion);

    /// <summary>Tells every client that the server shuts down, and makes everything durable.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        foreach (var connection in _connections.Keys)
            connection.End(MqttReason.ServerShuttingDown, "The server shuts down.");
        for (var i = 0; i < MostWaits && !_connections.IsEmpty; i++)
            await Task.Delay(10, CancellationToken.None);
        if (_timer is not null)
            await _timer.DisposeAsync();
        await _lastWills;
        if (Journal is not null)
            await Journal.DisposeAsync();
    }

    internal long Now() => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Now, Unix microseconds. No two messages get the same: the later one is a microsecond ahead of the clock if need be.</summary>
    internal long Micros()
    {
        var now = (Clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var last = Volatile.Read(ref _lastMicros);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastMicros, next, last) == last)
                return next;
        }
    }

    void Publish(Message message, Session? sender)
    {
        var touched = new List<Session>();
        Router.Publish(message, Router.RouteOf(message.Topic), sender, null, touched);
        Wake(touched);
    }

    static void Wake(List<Session> touched)
    {
        foreach (var session in touched)
            session.Connection?.Schedule();
    }

    internal void Sweep()
    {
        try
        {
            var timestamp = Clock.GetTimestamp();
            foreach (var connection in _connections.Keys)
                connection.Check(timestamp);
            var now = Now();
            foreach (var session in Sessions.All)
                SweepOne(session, now);
            Journal?.Tidy();
        }
        catch (Exception e)
        {
            Log.SweepFailed(e); // the next one comes in half a second
        }
    }
}
