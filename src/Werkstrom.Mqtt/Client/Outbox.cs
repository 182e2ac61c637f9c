using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Client;

/// <summary>
/// The messages that are not done: waiting, or under way with their identifiers. It outlives connections. Answers are in
/// Outbox.Answers.cs.
/// </summary>
sealed partial class Outbox : IDisposable
{
    readonly Lock _gate = new();
    readonly MqttClientOptions _options;
    readonly OutboxFile? _file;
    readonly PacketIds _ids = new();
    readonly Ring<Outgoing> _again = new();
    readonly List<TaskCompletionSource> _whenEmpty = [];
    Ring<Outgoing> _waiting = new();
    int _quota;
    int _quotaMost;
    long _order;
    int _count;
    long _bytes;
    long _dropped;
    int _answersDue;
    bool _isClosed;

    public Outbox(MqttClientOptions options)
    {
        _options = options;
        if (options.QueueFile is not { } path)
            return;
        _file = new OutboxFile(path);
        foreach (var kept in _file.Restored.Where(o => o.Id != 0).OrderBy(o => o.Id))
            _ids.Reserve(kept.Id, kept);
        foreach (var kept in _file.Restored)
        {
            (_count, _bytes, kept.Order) = (_count + 1, _bytes + kept.Message.Size, _order++);
            if (kept.State == OutgoingState.Waiting)
                _waiting.Add(kept);
        }
    }

    /// <summary>Messages that are not done.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Bytes of messages that are not done.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Messages that were dropped for newer ones.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Whether something was sent that the server has to answer.</summary>
    public bool AwaitsAnswers => Volatile.Read(ref _answersDue) > 0;

    /// <summary>Queues messages, all or none. The first gets the tag, the next one the tag + 1, and so on.</summary>
    /// <exception cref="MqttQueueFullException">There is no room.</exception>
    public void Post(ReadOnlySpan<MqttMessage> messages, IMqttReceipt? receipt, long tag)
    {
        var size = 0L;
        foreach (ref readonly var message in messages)
            size += message.Size;
        List<Finished>? dropped = null;
        lock (_gate)
        {
            if (_isClosed)
                throw new MqttConnectionException(MqttReason.ServerUnavailable, "The client is closed.");
            if (_count + messages.Length > _options.QueuedMessages || _bytes + size > _options.QueuedBytes)
                dropped = MakeRoom(messages.Length, size);
            if (_file is null)
            {
                foreach (ref readonly var message in messages)
                    _waiting.Add(new Outgoing(message, receipt, tag++));
            }
            else
            {
                PostKept(_file, messages, receipt, tag);
            }

            (_count, _bytes) = (_count + messages.Length, _bytes + size);
        }

        dropped?.ForEach(static d => d.Tell());
    }

    /// <summary>A connection is there: what was under way is sent again, or as new where the server does not know the session.</summary>
    /// <param name="sessionPresent">Whether the server goes on with the session.</param>
    /// <param name="quota">Messages of QoS 1 and 2 that may be under way.</param>
    public void Begin(bool sessionPresent, int quota)
    {
        List<Finished> finished = [];
        lock (_gate)
        {
            (_quota, _quotaMost) = (quota, quota);
            _again.Clear();
            var underWay = _ids.Owners.OfType<Outgoing>().OrderBy(o => o.Order).ToArray();
            foreach (var request in _ids.Owners.OfType<Request>().ToArray())
                _ids.Free(request.Id);
            _answersDue = sessionPresent ? underWay.Length : 0;
            foreach (var outgoing in underWay)
            {
                (outgoing.IsOnLink, outgoing.Dup) = (false, true);
                if (sessionPresent)
                    _again.Add(outgoing);
            }

            if (!sessionPresent)
                Renew(underWay, finished);
            Note();
        }

        finished.ForEach(static f => f.Tell());
    }

    /// <summary>Takes what may be sent now, in order.</summary>
    public int Take(Span<Outgoing> room)
    {
        var count = 0;
        lock (_gate)
        {
            while (count < room.Length && TakeOne() is { } outgoing)
                room[count++] = outgoing;
            _file?.Flush();
        }

        return count;
    }

    /// <summary>Takes an identifier for another packet that is answered; false when none is free.</summary>
    public bool TryTakeId(object owner, out ushort id)
    {
        lock (_gate)
        {
            if (!_ids.TryTake(owner, out id))
                return false;
            _answersDue++;
            return true;
        }
    }

    /// <summary>Completes when everything is done.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _whenEmpty.Add(empty);
            return empty.Task;
        }
    }

    /// <summary>The client ends: nothing is done any more. What is in the file stays there.</summary>
    public void Dispose()
    {
        var error = new MqttConnectionException(MqttReason.ServerUnavailable, "The client was closed before the message was done.");
        List<Finished> finished = [];
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            for (var i = 0; i < _waiting.Count; i++)
                Finish(_waiting[i], error.Reason, error, finished);
            foreach (var outgoing in _ids.Owners.OfType<Outgoing>().ToArray())
                Finish(outgoing, error.Reason, error, finished);
            _whenEmpty.ForEach(e => e.TrySetException(error));
            _file?.Dispose();
        }

        finished.ForEach(static f => f.Tell());
    }

    // room by dropping is only among what was not sent
    List<Finished> MakeRoom(int messages, long size)
    {
        var (mayGo, bytesMayGo) = (0, 0L);
        for (; _options.WhenFull == MqttQueuePolicy.DropOldest && mayGo < _waiting.Count; mayGo++)
        {
            if (HasRoom(messages - mayGo, size - bytesMayGo))
                break;
            bytesMayGo += _waiting[mayGo].Message.Size;
        }

        if (!HasRoom(messages - mayGo, size - bytesMayGo))
            throw new MqttQueueFullException($"The queue holds {_count} messages and {_bytes} bytes and has no room.");
        List<Finished> dropped = [];
        var error = new MqttQueueFullException("The message was dropped for a newer one.");
        for (; mayGo > 0; mayGo--)
        {
            Complete(_waiting.Take(), error.Reason, error, dropped);
            _dropped++;
        }

        return dropped;
    }

    // what cannot be kept is not taken
    void PostKept(OutboxFile file, ReadOnlySpan<MqttMessage> messages, IMqttReceipt? receipt, long tag)
    {
        var fresh = new Outgoing[messages.Length];
        for (var i = 0; i < fresh.Length; i++)
        {
            fresh[i] = new Outgoing(messages[i], receipt, tag + i);
            if (messages[i].Qos != MqttQos.AtMostOnce)
                file.Added(fresh[i]);
        }

        try
        {
            file.Flush();
        }
        catch (IOException)
        {
            foreach (var outgoing in fresh)
                file.Done(outgoing);
            throw;
        }

        foreach (var outgoing in fresh)
            _waiting.Add(outgoing);
    }

    bool HasRoom(int messages, long size) => _count + messages <= _options.QueuedMessages && _bytes + size <= _options.QueuedBytes;

    // what the server may have had and forgotten is sent as new; only what it took over with a PUBREC is done
    void Renew(Outgoing[] underWay, List<Finished> finished)
    {
        var waiting = new Ring<Outgoing>();
        foreach (var outgoing in underWay)
        {
            _ids.Free(outgoing.Id);
            if (outgoing.State == OutgoingState.Released)
            {
                Complete(outgoing, MqttReason.Success, null, finished);
                continue;
            }

            (outgoing.State, outgoing.Dup, outgoing.Id) = (OutgoingState.Waiting, false, 0);
            _file?.Sent(outgoing);
            waiting.Add(outgoing);
        }

        while (_waiting.Count > 0)
            waiting.Add(_waiting.Take());
        _waiting = waiting;
    }

    Outgoing? TakeOne()
    {
        if (_again.Count > 0)
            return TakeAgain();
        if (_waiting.Count == 0)
            return null;
        var outgoing = _waiting[0];
        if (outgoing.Message.Qos == MqttQos.AtMostOnce)
        {
            (_count, _bytes) = (_count - 1, _bytes - outgoing.Message.Size);
            return _waiting.Take();
        }

        if (_quota <= 0 || !_ids.TryTake(outgoing, out var id))
            return null;
        (outgoing.Id, outgoing.State, outgoing.Order, outgoing.IsOnLink) = (id, OutgoingState.Sent, _order++, true);
        _file?.Sent(outgoing);
        _quota--;
        _answersDue++;
        return _waiting.Take();
    }

    // a PUBREL needs no room in the window, but takes some: not every server forgets what it had before the connection broke
    Outgoing? TakeAgain()
    {
        if (_again[0].State == OutgoingState.Sent && _quota <= 0)
            return null;
        _quota--;
        var outgoing = _again.Take();
        outgoing.IsOnLink = true;
        return outgoing;
    }
}
