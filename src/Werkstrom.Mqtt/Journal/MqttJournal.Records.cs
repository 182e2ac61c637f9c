using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Journal;

/// <summary>What can be put into the journal. The caller holds the gate of the session.</summary>
sealed partial class MqttJournal
{
    public void Opened(Session s) => Append(w => w.Opened(s));

    public void Ended(Session s) => Append(w => w.Begin(Record.Ended, s).End());

    public void Offline(Session s) => Append(w => w.Begin(Record.Offline, s).Long(s.OfflineSince).End());

    public void Subscribed(Session s, Subscription subscription) => Append(w => w.Subscribed(s, subscription));

    public void Unsubscribed(Session s, string filter) => Append(w => w.Begin(Record.Unsubscribed, s).Text(filter).End());

    /// <summary>Gives the position up to which the journal has to be durable so that the message is.</summary>
    public long Queued(Session s, in Outgoing item, Origin? origin)
    {
        lock (_gate)
        {
            _pending.Queued(s, item, origin);
            return Count();
        }
    }

    public void Done(Session s, long number) => Number(Record.Done, s, number);

    public void Released(Session s, long number) => Number(Record.Released, s, number);

    public void Sent(Session s, long number) => Number(Record.Sent, s, number);

    public void Arrived(Session s, ushort id, Arrival arrival) => Append(w => w.Arrived(s, id, arrival));

    public void Freed(Session s, ushort id) => Append(w => w.Begin(Record.Freed, s).Int(id).End());

    public void Retained(Message message) => Append(w => w.Retained(message));

    public void Cleared(string topic) => Append(w => w.Begin(Record.Cleared).Text(topic).End());

    public void Will(Session s, PendingWill? will) =>
        Append(w =>
        {
            if (will is null)
                w.Begin(Record.NoWill, s).End();
            else
                w.Will(s, will);
        });

    void Number(Record type, Session s, long number)
    {
        lock (_gate)
        {
            _pending.Begin(type, s).Long(number).End();
            Count();
        }
    }

    void Append(Action<RecordWriter> write)
    {
        lock (_gate)
        {
            write(_pending);
            Count();
        }
    }

    long Count() => _appended = _pendingFrom + _pending.Length;
}
