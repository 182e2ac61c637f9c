using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>The retained messages: one for each topic.</summary>
sealed class RetainedStore(int most, long mostBytes, MqttJournal? journal)
{
    readonly TopicTree<Message> _tree = new();
    readonly Lock _gate = new();
    int _count;
    long _bytes;

    public int Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps a message, or with an empty payload removes what the topic has. False: no room.</summary>
    public bool TrySet(Message message)
    {
        lock (_gate)
        {
            var old = _tree.Get(message.Topic);
            if (message.Payload.IsEmpty)
            {
                Remove(message.Topic, old);
                return true;
            }

            var (count, bytes) = (_count + (old is null ? 1 : 0), _bytes + message.Size - (old?.Size ?? 0));
            if (count > most || bytes > mostBytes)
                return false;
            _tree.Set(message.Topic, message);
            (_count, _bytes) = (count, bytes);
            journal?.Retained(message);
            return true;
        }
    }

    /// <summary>Puts back what the journal kept.</summary>
    public void Restore(Message message)
    {
        _tree.Set(message.Topic, message);
        _count++;
        _bytes += message.Size;
    }

    /// <summary>The messages of a filter without share whose time is not over.</summary>
    public List<Message> Match(string filter, long now)
    {
        var found = _tree.Match(filter);
        foreach (var over in found.Where(m => m.IsExpired(now)))
            RemoveExpired(over);
        found.RemoveAll(m => m.IsExpired(now));
        return found;
    }

    /// <summary>Removes all whose time is over.</summary>
    public void Tidy(long now)
    {
        foreach (var over in All().Where(m => m.IsExpired(now)))
            RemoveExpired(over);
    }

    public List<Message> All() => _tree.All(_ => true);

    void RemoveExpired(Message message)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_tree.Get(message.Topic), message))
                Remove(message.Topic, message);
        }
    }

    void Remove(string topic, Message? old)
    {
        if (old is null)
            return;
        _tree.Set(topic, null);
        _count--;
        _bytes -= old.Size;
        journal?.Cleared(topic);
    }
}
