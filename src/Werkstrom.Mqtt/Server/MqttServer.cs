using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>An MQTT server: sessions, subscriptions, retained messages. Connections come from <see cref="RunAsync"/>.</summary>
public sealed class MqttServer : IAsyncDisposable
{
    static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(500);

    // of 10 ms each, at a shut-down
    const int MostWaits = 300;

    readonly ConcurrentDictionary<Connection, byte> _connections = [];
    ITimer? _timer;
    int _verdictVersion;
    bool _stopping;

    /// <summary>A server that <see cref="StartAsync"/> makes ready.</summary>
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
    public async Task StartAsync(CancellationToken stop)
    {
        if (Journal is not null)
        {
            Restoring.Restore(this, Journal.Load());
            Journal.State = () => (Sessions.All, Retained.All());
            await Journal.StartAsync(stop);
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
        if (Journal is not null)
            await Journal.DisposeAsync();
    }

    internal long Now() => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    internal long Micros() => (Clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Opens the session of a client that may come in.</summary>
    internal (Session Session, bool Present) Enter(
        Connection connection, bool clean, uint expiry, int quota, MqttLimits limits, PendingWill? will)
    {
        PendingWill? displacedWill = null;
        var (session, present, ended, displaced) = Sessions.Open(connection.Client.ClientId, clean, s =>
        {
            displacedWill = s.Will;
            (s.Connection, s.Expiry, s.Limits, s.Will) = (connection, expiry, limits, will);
            s.Outbox.Begin(quota);
            if (s.IsPersistent || will is not null || s.IsInJournal)
                Note(s);
        });
        displaced?.End(MqttReason.SessionTakenOver, "Another connection came with the same client identifier."); // [MQTT-3.1.4-3]
        if (displaced is not null && displacedWill is { Delay: 0 })
            PublishWill(displacedWill);
        if (ended is not null)
            Finish(ended);
        return (session, present);
    }

    /// <summary>A connection ended.</summary>
    internal void Leave(Connection connection, MqttReason reason)
    {
        var session = connection.Session!;
        PendingWill? due = null;
        lock (session.Gate)
        {
            if (session.Connection != connection)
                return; // taken over
            (session.Connection, session.OfflineSince) = (null, Now());
            if (session.Will is { } will)
                due = AfterLoss(session, will, reason);
            if (!session.IsPersistent)
                Sessions.End(session);
            else
                session.Kept?.Offline(session);
        }

        if (due is not null)
            PublishWill(due);
        if (session.IsEnded)
            Finish(session);
    }

    /// <summary>DISCONNECT may change how long the session is kept, but not from nothing to something.</summary>
    internal bool TryChangeExpiry(Session session, uint expiry)
    {
        lock (session.Gate)
        {
            if (session.Expiry == 0)
                return expiry == 0;
            session.Expiry = Math.Min(expiry, Options.MaximumSessionExpiry);
            Journal?.Opened(session);
            return true;
        }
    }

    // a will that is due at once is given back; another waits in the session
    PendingWill? AfterLoss(Session session, PendingWill will, MqttReason reason)
    {
        session.Will = null;
        var wait = Math.Min(will.Delay, session.Expiry * 1000L); // [MQTT-3.1.3-9], 3.1.3.2.2
        if (reason != MqttReason.Success && wait > 0)
        {
            session.Will = will with { DueAt = session.OfflineSince + wait };
            Journal?.Will(session, session.Will);
            return null;
        }

        if (_stopping && session.IsPersistent)
        {
            session.Will = will; // published by the next run, unless the client is back
            return null;
        }

        Journal?.Will(session, null);
        return reason == MqttReason.Success ? null : will;
    }

    void Note(Session session)
    {
        session.IsInJournal = Journal is not null;
        Journal?.Opened(session);
        Journal?.Will(session, session.Will);
    }

    // what an ended session leaves: its will, and messages of shares
    void Finish(Session ended)
    {
        if (ended.Will is { } will)
            PublishWill(will);
        var touched = new List<Session>();
        Router.PassToOthers(ended, touched);
        ended.Outbox.Clear();
        Wake(touched);
    }

    internal void PublishWill(PendingWill will) =>
        Publish(Message.From(will.Will.Topic, will.Will.Payload.Span, will.Will.Qos, will.Will.Retain, will.Will.Properties, Now()), null);

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

    void SweepOne(Session session, long now)
    {
        if (session.Connection is not null)
            return;
        PendingWill? due = null;
        lock (session.Gate)
        {
            if (session.Connection is not null || session.IsEnded)
                return;
            if (session.Will is { } will && will.DueAt <= now)
            {
                (due, session.Will) = (will, null);
                Journal?.Will(session, null);
            }

            if (session.Expiry != uint.MaxValue && now >= session.OfflineSince + (session.Expiry * 1000L))
                Sessions.End(session);
        }

        if (due is not null)
            PublishWill(due);
        if (session.IsEnded)
            Finish(session);
    }
}
