using System.Threading.Channels;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>
/// What was received and is not handled. A message of QoS 1 or 2 is answered when it is handled, on the connection on which it came
/// last; what the server sends again meanwhile is not given out again. With a file that holds for QoS 2 over a kill.
/// </summary>
sealed class Inbox : IDisposable
{
    readonly int _most;
    readonly InboxFile? _file;
    readonly Lock _gate = new();
    readonly Dictionary<ushort, Held> _held = [];
    readonly Channel<MqttReceived> _channel = Channel.CreateUnbounded<MqttReceived>(new() { SingleReader = true });
    int _count;
    long _dropped;

    /// <param name="most">Messages that may wait.</param>
    /// <param name="file">Where the state of QoS 2 is kept; null: in memory.</param>
    public Inbox(int most, string? file)
    {
        _most = most;
        if (file is null)
            return;
        _file = new InboxFile(file);
        foreach (var id in _file.Handled)
            _held[id] = new Held(null, null) { State = HeldState.Handled };
    }

    enum HeldState : byte
    {
        /// <summary>It waits, or is being handled.</summary>
        Waiting,

        /// <summary>It was handled when its connection was gone.</summary>
        Handled,

        /// <summary>QoS 2: PUBREC was sent.</summary>
        Received,
    }

    /// <summary>Messages that nobody has taken.</summary>
    public ChannelReader<MqttReceived> Reader => _channel.Reader;

    /// <summary>Whether no more should be read.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= _most;

    /// <summary>Messages of QoS 0 that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Is called when there is room again.</summary>
    public Action? HasRoom { get; set; }

    /// <summary>The server does not know the session any more: it sends nothing again.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Forget()
    {
        lock (_gate)
        {
            _file?.Clear();
            _held.Clear();
        }
    }

    /// <summary>Takes a message in.</summary>
    /// <param name="mayDrop">Whether a message of QoS 0 that finds no room is dropped.</param>
    public void Add(Link link, in MqttPublish publish, string topic, bool mayDrop)
    {
        if (publish.Qos == MqttQos.AtMostOnce)
        {
            if (mayDrop && IsFull)
                Interlocked.Increment(ref _dropped);
            else
                Put(new MqttReceived(this, publish, topic));
            return;
        }

        lock (_gate)
        {
            if (_held.TryGetValue(publish.Id, out var held) && (publish.Dup || publish.Qos == MqttQos.ExactlyOnce))
            {
                held.Link = link;
                if (held.State != HeldState.Waiting)
                    Answer(publish.Id, publish.Qos, held);
                return;
            }

            var received = new MqttReceived(this, publish, topic);
            _held[publish.Id] = new Held(received, link);
            Put(received);
        }
    }

    /// <summary>PUBREL came. False when its identifier is not known.</summary>
    /// <exception cref="IOException">The file cannot be written: it has to come again.</exception>
    public bool Release(ushort id)
    {
        lock (_gate)
        {
            _file?.Free(id);
            return _held.Remove(id);
        }
    }

    /// <summary>A message was taken from the reader.</summary>
    public void Taken()
    {
        if (Interlocked.Decrement(ref _count) == _most / 2)
            HasRoom?.Invoke();
    }

    /// <summary>A message is handled.</summary>
    /// <exception cref="IOException">The file cannot be written; the message is not acknowledged.</exception>
    public void Accept(MqttReceived received)
    {
        if (received.Qos == MqttQos.AtMostOnce)
            return;
        lock (_gate)
        {
            if (!_held.TryGetValue(received.Id, out var held) || held.Message != received || held.State != HeldState.Waiting)
                return;
            if (received.Qos == MqttQos.ExactlyOnce)
                _file?.Add(received.Id);
            Answer(received.Id, received.Qos, held);
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Dispose()
    {
        _channel.Writer.TryComplete();
        lock (_gate)
            _file?.Dispose();
    }

    void Put(MqttReceived received)
    {
        Interlocked.Increment(ref _count);
        _channel.Writer.TryWrite(received);
    }

    // an answer that finds no connection waits for the message to come again
    void Answer(ushort id, MqttQos qos, Held held)
    {
        var type = qos == MqttQos.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubRec;
        if (held.Link?.TryAnswer(type, id) != true)
            held.State = HeldState.Handled;
        else if (qos == MqttQos.AtLeastOnce)
            _held.Remove(id);
        else
            held.State = HeldState.Received;
    }

    /// <param name="message">The message; null when an earlier run handled it.</param>
    /// <param name="link">The connection on which it came last; null for none of this run.</param>
    sealed class Held(MqttReceived? message, Link? link)
    {
        public MqttReceived? Message { get; } = message;

        public Link? Link { get; set; } = link;

        public HeldState State { get; set; }
    }
}
