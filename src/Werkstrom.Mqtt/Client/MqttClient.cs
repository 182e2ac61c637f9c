using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>
/// An MQTT client. It keeps what is published until the server has it, makes a new connection when one is lost, and goes on where
/// the session was. All members may be used from many threads.
/// </summary>
public sealed partial class MqttClient : IAsyncDisposable
{
    readonly MqttClientOptions _options;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly Outbox _outbox;
    readonly Inbox _inbox;
    readonly CancellationTokenSource _stop = new();
    readonly Lock _gate = new();
    Task _running = Task.CompletedTask;
    Link? _link;
    bool _isStarted;
    bool _isEnding;
    int _receivers;

    /// <summary>A client that <see cref="ConnectAsync"/> or <see cref="Start"/> sets to work.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">For what an operator has to know.</param>
    /// <exception cref="ArgumentException">An option is not one that MQTT allows.</exception>
    /// <exception cref="IOException">The queue file cannot be read or written.</exception>
    public MqttClient(MqttClientOptions options, TimeProvider? clock = null, ILogger<MqttClient>? log = null)
    {
        if (options.Open is null && !Dial.IsKnown(options.Server))
            throw new ArgumentException($"{options.Server} is not mqtt://, mqtts://, ws:// or wss://.", nameof(options));
        if (options.Version is not (MqttVersion.V5 or MqttVersion.V311))
            throw new ArgumentException("The version is not one that is spoken.", nameof(options));
        if (options.InFlight == 0 || options.ReceivedMessages == 0)
            throw new ArgumentException("A window of 0 messages lets nothing through.", nameof(options));
        if (options is { Version: MqttVersion.V311, Password: not null, UserName: null })
            throw new ArgumentException("MQTT 3.1.1 knows no password without a user name.", nameof(options)); // 3.1.1 [MQTT-3.1.2-22]
        (_options, _clock, _log) = (options, clock ?? TimeProvider.System, log ?? (ILogger)NullLogger.Instance);
        _outbox = new Outbox(options);
        _inbox = new Inbox(options.ReceivedMessages, options.QueueFile is { } queue ? queue + ".received" : null);
        ClientId = options.ClientId.Length > 0 || options.Version == MqttVersion.V5 ? options.ClientId : $"ws-{Guid.NewGuid():N}"[..23];
    }

    /// <summary>Who the client is; the server's choice once connected when the options name nobody.</summary>
    public string ClientId { get; private set; }

    /// <summary>Whether there is a connection now.</summary>
    public bool IsConnected => Volatile.Read(ref _link) is not null;

    /// <summary>Messages that are waiting or unacknowledged.</summary>
    public int Queued => _outbox.Count;

    /// <summary>Bytes of messages that are waiting or unacknowledged.</summary>
    public long QueuedBytes => _outbox.Bytes;

    /// <summary>Messages that were dropped for newer ones since the client was made.</summary>
    public long Dropped => _outbox.Dropped;

    /// <summary>Received messages of QoS 0 that found no room, while answers were awaited and reading had to go on.</summary>
    public long DroppedReceived => _inbox.Dropped;

    /// <summary>Connects, and stays connected from then on. When the first attempt fails there is no further one.</summary>
    /// <exception cref="MqttRefusedException">The server says no.</exception>
    /// <exception cref="MqttConnectionException">There is no connection in time.</exception>
    public async Task ConnectAsync(CancellationToken stop)
    {
        Begin();
        try
        {
            var link = await OpenAsync(_options.CleanStart, stop);
            var ending = Enter(link);
            _running = Task.Run(() => RunAsync(link, ending), CancellationToken.None);
        }
        catch
        {
            lock (_gate)
                _isStarted = false;
            throw;
        }
    }

    /// <summary>Begins to connect, and does not cease to try. What is published meanwhile waits.</summary>
    public void Start()
    {
        Begin();
        _running = Task.Run(() => RunAsync(null, null), CancellationToken.None);
    }

    /// <summary>Publishes a message. Completes when it is acknowledged; with QoS 0 when it is handed to the connection.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stop">Ends waiting, not publishing.</param>
    /// <returns>What the server said: success, or 0x10 when nobody wanted it.</returns>
    /// <exception cref="ArgumentException">The topic is empty, too long or has a wildcard.</exception>
    /// <exception cref="MqttPublishException">The server refuses it.</exception>
    /// <exception cref="MqttQueueFullException">There is no room, or it was dropped for newer ones.</exception>
    /// <exception cref="IOException">The queue file cannot be written.</exception>
    public ValueTask<MqttReason> PublishAsync(in MqttMessage message, CancellationToken stop)
    {
        var receipt = OneReceipt.Rent();
        Post(new ReadOnlySpan<MqttMessage>(in message), receipt, 0);
        return stop.CanBeCanceled ? new(receipt.Task.AsTask().WaitAsync(stop)) : receipt.Task;
    }

    /// <summary>Publishes many messages, which go out together. Completes when all are acknowledged.</summary>
    /// <param name="messages">The messages: all of them are queued, or none.</param>
    /// <param name="stop">Ends waiting, not publishing.</param>
    /// <exception cref="ArgumentException">A topic is empty, too long or has a wildcard.</exception>
    /// <exception cref="MqttPublishException">The server refuses at least one: the first one's reason.</exception>
    /// <exception cref="MqttQueueFullException">There is no room, or some were dropped for newer ones.</exception>
    /// <exception cref="IOException">The queue file cannot be written.</exception>
    public Task PublishAsync(ReadOnlyMemory<MqttMessage> messages, CancellationToken stop)
    {
        if (messages.IsEmpty)
            return Task.CompletedTask;
        var receipt = new ManyReceipt(messages.Length);
        Post(messages.Span, receipt, 0);
        return receipt.Task.WaitAsync(stop);
    }

    /// <summary>Queues messages, all or none, and returns at once. They go out together.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="receipt">Is told of each; null: nobody.</param>
    /// <param name="tag">What it is told of the first; of the next one tag + 1, and so on.</param>
    /// <exception cref="ArgumentException">A topic is empty, too long or has a wildcard.</exception>
    /// <exception cref="MqttQueueFullException">There is no room.</exception>
    /// <exception cref="IOException">The queue file cannot be written.</exception>
    public void Post(ReadOnlySpan<MqttMessage> messages, IMqttReceipt? receipt = null, long tag = 0)
    {
        foreach (ref readonly var message in messages)
            TopicRules.Check(message.Topic);
        _outbox.Post(messages, receipt, tag);
        Volatile.Read(ref _link)?.Schedule();
    }

    /// <summary>Completes when everything that was published is acknowledged.</summary>
    /// <param name="stop">Ends waiting.</param>
    public Task WhenEmptyAsync(CancellationToken stop) => _outbox.WhenEmptyAsync().WaitAsync(stop);

    /// <summary>
    /// What is received, one after another, for as long as the client lives. Who asks for the next message has handled the one before: only
    /// then it is acknowledged. While nobody asks, the connection is not read and the server waits.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody else receives already: acknowledgements must be in order.</exception>
    public async IAsyncEnumerable<MqttReceived> ReceiveAsync([EnumeratorCancellation] CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _receivers, 1) != 0)
            throw new InvalidOperationException("Messages are received elsewhere already.");
        try
        {
            while (await _inbox.Reader.WaitToReadAsync(stop))
            {
                while (_inbox.Reader.TryRead(out var received))
                {
                    _inbox.Taken();
                    yield return received;
                    received.Accept();
                }
            }
        }
        finally
        {
            Volatile.Write(ref _receivers, 0);
        }
    }

    /// <summary>Says goodbye: no will is published. What waits is dropped, or stays in the queue file.</summary>
    public ValueTask DisposeAsync() => EndAsync(MqttReason.Success);

    /// <summary>Ends the connection and the client.</summary>
    /// <param name="withWill">Whether the server publishes the will; MQTT 5 only.</param>
    /// <param name="stop">Ends waiting, not ending.</param>
    public Task DisconnectAsync(bool withWill, CancellationToken stop) =>
        EndAsync(withWill ? MqttReason.DisconnectWithWill : MqttReason.Success).AsTask().WaitAsync(stop);

    async ValueTask EndAsync(MqttReason reason)
    {
        Link? link;
        lock (_gate)
        {
            (_isEnding, link) = (true, _link);
        }

        link?.Disconnect(reason);
        await _stop.CancelAsync();
        await _running;
        _outbox.Dispose();
        _inbox.Dispose();
        FailRequests();
    }

    void Begin()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (_isStarted)
                throw new InvalidOperationException("The client is connected, or tries to.");
            _isStarted = true;
        }
    }
}
