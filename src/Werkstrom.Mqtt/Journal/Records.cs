using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Journal;

/// <summary>The form of each record, written and read in one place.</summary>
static class Records
{
    public static RecordWriter Begin(this RecordWriter w, Record type, Session session) => w.Begin(type).Long(session.Number);

    public static void Opened(this RecordWriter w, Session s) => w.Begin(Record.Opened, s).Text(s.ClientId).Int(s.Expiry).End();

    public static void Subscribed(this RecordWriter w, Session s, Subscription subscription)
    {
        var o = subscription.Options;
        w.Begin(Record.Subscribed, s).Text(o.Filter).Byte((byte)o.Qos).Byte(o.NoLocal ? (byte)1 : (byte)0)
            .Byte(o.RetainAsPublished ? (byte)1 : (byte)0).Byte((byte)o.RetainHandling).Int(subscription.Id).End();
    }

    public static (MqttSubscription Options, uint Id) Subscription(ref RecordReader r)
    {
        var options = new MqttSubscription(r.Text(), (MqttQos)r.Byte(), r.Byte() != 0, r.Byte() != 0, (MqttRetainHandling)r.Byte());
        return (options, r.Int());
    }

    /// <param name="w">Where to.</param>
    /// <param name="s">Whose queue.</param>
    /// <param name="item">The message.</param>
    /// <param name="origin">What it is a copy of, while nothing says yet that that was passed on.</param>
    public static void Queued(this RecordWriter w, Session s, in Outgoing item, Origin? origin)
    {
        w.Begin(Record.Queued, s).Long(item.Number).Byte((byte)item.Qos).Byte(item.Retain ? (byte)1 : (byte)0).Byte((byte)item.Ids.Length);
        foreach (var id in item.Ids.AsSpan(0, Math.Min(item.Ids.Length, byte.MaxValue)))
            w.Int(id);
        w.Long(origin?.Session ?? 0).Int(origin?.Id ?? 0u).Message(item.Message).End();
    }

    public static Outgoing Queued(ref RecordReader r, out Origin? origin)
    {
        var item = new Outgoing { Number = r.Long(), Qos = (MqttQos)r.Byte(), Retain = r.Byte() != 0 };
        item.Ids = new uint[r.Byte()];
        for (var i = 0; i < item.Ids.Length; i++)
            item.Ids[i] = r.Int();
        var (session, id) = (r.Long(), (ushort)r.Int());
        origin = session == 0 ? null : new Origin(session, id);
        item.Message = Message(ref r);
        return item;
    }

    public static void Arrived(this RecordWriter w, Session s, ushort id, in Arrival arrival) =>
        w.Begin(Record.Arrived, s).Int(id).Long(arrival.Instant).Byte(arrival.PassedOn ? (byte)1 : (byte)0).End();

    public static void Retained(this RecordWriter w, Message message) => w.Begin(Record.Retained).Message(message).End();

    public static void Will(this RecordWriter w, Session s, PendingWill will)
    {
        var properties = will.Will.Properties is { } p ? MqttWriter.Properties(p) : [];
        w.Begin(Record.Will, s).Text(will.Will.Topic).Byte((byte)will.Will.Qos).Byte(will.Will.Retain ? (byte)1 : (byte)0)
            .Bytes(properties).Bytes(will.Will.Payload.Span).Long(will.DueAt).End();
    }

    public static PendingWill Will(ref RecordReader r)
    {
        var (topic, qos, retain) = (r.Text(), (MqttQos)r.Byte(), r.Byte() != 0);
        var properties = MqttProperties.Read(r.Bytes().ToArray(), PropertyRules.Will, out _);
        var will = new MqttWill { Topic = topic, Qos = qos, Retain = retain, Properties = properties, Payload = r.Bytes().ToArray() };
        return new PendingWill(will, r.Long());
    }

    public static Message Message(ref RecordReader r)
    {
        var utf8 = r.Bytes().ToArray();
        var (qos, retain, publishedAt, expiry) = ((MqttQos)r.Byte(), r.Byte() != 0, r.Long(), r.Long());
        var properties = (int)r.Int();
        return new Message(System.Text.Encoding.UTF8.GetString(utf8), utf8, r.Bytes().ToArray(), properties)
        {
            Qos = qos,
            Retain = retain,
            PublishedAt = publishedAt,
            Expiry = expiry < 0 ? null : (uint)expiry,
        };
    }

    static RecordWriter Message(this RecordWriter w, Message m)
    {
        w.Bytes(m.Utf8).Byte((byte)m.Qos).Byte(m.Retain ? (byte)1 : (byte)0).Long(m.PublishedAt).Long(m.Expiry ?? -1L);
        return w.Int((uint)m.Properties.Length).Bytes(m.Body);
    }
}
