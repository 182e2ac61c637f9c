using System.Text;

namespace Werkstrom.Mqtt.Packets;

/// <summary>
/// The properties of one packet of MQTT 5. A property that is not there is null. Texts are read from their bytes when asked for;
/// the bytes belong to the buffer that the packet was read from (see <see cref="Own"/>).
/// </summary>
public sealed class MqttProperties
{
    readonly List<Entry> _entries = [];

    /// <summary>Whether no property is there.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>True: the payload is UTF-8 text; false: bytes.</summary>
    public bool? PayloadIsText { get => Flag(MqttPropertyId.PayloadFormatIndicator); set => Set(MqttPropertyId.PayloadFormatIndicator, value); }

    /// <summary>Seconds that the message lives, from when it was published.</summary>
    public uint? MessageExpiryInterval { get => Number(MqttPropertyId.MessageExpiryInterval); set => Set(MqttPropertyId.MessageExpiryInterval, value); }

    /// <summary>What the payload is, often a MIME type.</summary>
    public string? ContentType { get => Text(MqttPropertyId.ContentType); set => Set(MqttPropertyId.ContentType, value); }

    /// <summary>Where the answer to a request goes.</summary>
    public string? ResponseTopic { get => Text(MqttPropertyId.ResponseTopic); set => Set(MqttPropertyId.ResponseTopic, value); }

    /// <summary>Which request an answer belongs to.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get => Binary(MqttPropertyId.CorrelationData); set => Set(MqttPropertyId.CorrelationData, value); }

    /// <summary>The identifier of a SUBSCRIBE, 1 to 268,435,455.</summary>
    public uint? SubscriptionIdentifier { get => Number(MqttPropertyId.SubscriptionIdentifier); set => Set(MqttPropertyId.SubscriptionIdentifier, value); }

    /// <summary>The identifiers of all subscriptions that a PUBLISH comes from.</summary>
    public IEnumerable<uint> SubscriptionIdentifiers =>
        _entries.Where(e => e.Id == MqttPropertyId.SubscriptionIdentifier).Select(e => e.Number);

    /// <summary>Seconds that the session outlives the connection; 0xFFFFFFFF: for ever.</summary>
    public uint? SessionExpiryInterval { get => Number(MqttPropertyId.SessionExpiryInterval); set => Set(MqttPropertyId.SessionExpiryInterval, value); }

    /// <summary>The identifier that the server made.</summary>
    public string? AssignedClientIdentifier { get => Text(MqttPropertyId.AssignedClientIdentifier); set => Set(MqttPropertyId.AssignedClientIdentifier, value); }

    /// <summary>The keep-alive in seconds that the server demands; 0: none.</summary>
    public ushort? ServerKeepAlive { get => (ushort?)Number(MqttPropertyId.ServerKeepAlive); set => Set(MqttPropertyId.ServerKeepAlive, value); }

    /// <summary>Name of the method of enhanced authentication.</summary>
    public string? AuthenticationMethod { get => Text(MqttPropertyId.AuthenticationMethod); set => Set(MqttPropertyId.AuthenticationMethod, value); }

    /// <summary>A step of enhanced authentication.</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get => Binary(MqttPropertyId.AuthenticationData); set => Set(MqttPropertyId.AuthenticationData, value); }

    /// <summary>False: the client wants no reason strings and user properties; true when it is not there.</summary>
    public bool? RequestProblemInformation { get => Flag(MqttPropertyId.RequestProblemInformation); set => Set(MqttPropertyId.RequestProblemInformation, value); }

    /// <summary>Seconds that the will waits after the connection is lost.</summary>
    public uint? WillDelayInterval { get => Number(MqttPropertyId.WillDelayInterval); set => Set(MqttPropertyId.WillDelayInterval, value); }

    /// <summary>True: the client wants response information.</summary>
    public bool? RequestResponseInformation { get => Flag(MqttPropertyId.RequestResponseInformation); set => Set(MqttPropertyId.RequestResponseInformation, value); }

    /// <summary>The base of response topics.</summary>
    public string? ResponseInformation { get => Text(MqttPropertyId.ResponseInformation); set => Set(MqttPropertyId.ResponseInformation, value); }

    /// <summary>Another server to use.</summary>
    public string? ServerReference { get => Text(MqttPropertyId.ServerReference); set => Set(MqttPropertyId.ServerReference, value); }

    /// <summary>What happened, for a human.</summary>
    public string? ReasonString { get => Text(MqttPropertyId.ReasonString); set => Set(MqttPropertyId.ReasonString, value); }

    /// <summary>How many messages of QoS 1 and 2 may be under way, 1 to 65,535; 65,535 when it is not there.</summary>
    public ushort? ReceiveMaximum { get => (ushort?)Number(MqttPropertyId.ReceiveMaximum); set => Set(MqttPropertyId.ReceiveMaximum, value); }

    /// <summary>The highest topic alias that is accepted; 0 when it is not there.</summary>
    public ushort? TopicAliasMaximum { get => (ushort?)Number(MqttPropertyId.TopicAliasMaximum); set => Set(MqttPropertyId.TopicAliasMaximum, value); }

    /// <summary>A number in the place of the topic, 1 to 65,535.</summary>
    public ushort? TopicAlias { get => (ushort?)Number(MqttPropertyId.TopicAlias); set => Set(MqttPropertyId.TopicAlias, value); }

    /// <summary>The highest QoS that the server takes, 0 or 1; 2 when it is not there.</summary>
    public byte? MaximumQos { get => (byte?)Number(MqttPropertyId.MaximumQos); set => Set(MqttPropertyId.MaximumQos, value); }

    /// <summary>Whether the server keeps retained messages; true when it is not there.</summary>
    public bool? RetainAvailable { get => Flag(MqttPropertyId.RetainAvailable); set => Set(MqttPropertyId.RetainAvailable, value); }

    /// <summary>The largest packet in bytes that is accepted; no limit when it is not there.</summary>
    public uint? MaximumPacketSize { get => Number(MqttPropertyId.MaximumPacketSize); set => Set(MqttPropertyId.MaximumPacketSize, value); }

    /// <summary>Whether filters may have wildcards; true when it is not there.</summary>
    public bool? WildcardSubscriptionAvailable { get => Flag(MqttPropertyId.WildcardSubscriptionAvailable); set => Set(MqttPropertyId.WildcardSubscriptionAvailable, value); }

    /// <summary>Whether subscriptions may have identifiers; true when it is not there.</summary>
    public bool? SubscriptionIdentifierAvailable { get => Flag(MqttPropertyId.SubscriptionIdentifierAvailable); set => Set(MqttPropertyId.SubscriptionIdentifierAvailable, value); }

    /// <summary>Whether subscriptions may be shared; true when it is not there.</summary>
    public bool? SharedSubscriptionAvailable { get => Flag(MqttPropertyId.SharedSubscriptionAvailable); set => Set(MqttPropertyId.SharedSubscriptionAvailable, value); }

    /// <summary>Names and values of the application, in their order; a name may come twice.</summary>
    public IEnumerable<KeyValuePair<string, string>> UserProperties =>
        _entries.Where(e => e.Id == MqttPropertyId.UserProperty)
            .Select(e => KeyValuePair.Create(Encoding.UTF8.GetString(e.Bytes.Span), Encoding.UTF8.GetString(e.Value.Span)));

    /// <summary>What is there, as it stands on the wire.</summary>
    internal IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Adds a name and a value of the application.</summary>
    public void AddUserProperty(string name, string value) =>
        _entries.Add(new Entry(MqttPropertyId.UserProperty, 0, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value)));

    /// <summary>Adds one of the subscriptions that a PUBLISH comes from.</summary>
    /// <param name="identifier">1 to 268,435,455.</param>
    public void AddSubscriptionIdentifier(uint identifier) =>
        _entries.Add(new Entry(MqttPropertyId.SubscriptionIdentifier, identifier, default, default));

    /// <summary>The same properties in memory of their own.</summary>
    public MqttProperties Own()
    {
        var copy = new MqttProperties();
        foreach (var e in _entries)
            copy._entries.Add(e with { Bytes = e.Bytes.ToArray(), Value = e.Value.ToArray() });
        return copy;
    }

    /// <summary>Reads a list without its length.</summary>
    internal static MqttProperties? Read(ReadOnlyMemory<byte> raw, int place, out MqttFault fault)
    {
        var scanner = new PropertyScanner(raw, place);
        MqttProperties? properties = null;
        while (scanner.Next())
            (properties ??= new())._entries.Add(new Entry(scanner.Id, scanner.Number, scanner.Bytes, scanner.Value));
        fault = scanner.Fault;
        return properties;
    }

    Entry? Find(MqttPropertyId id)
    {
        foreach (var e in _entries)
        {
            if (e.Id == id)
                return e;
        }

        return null;
    }

    uint? Number(MqttPropertyId id) => Find(id)?.Number;

    bool? Flag(MqttPropertyId id) => Find(id) is { } e ? e.Number != 0 : null;

    string? Text(MqttPropertyId id) => Find(id) is { } e ? Encoding.UTF8.GetString(e.Bytes.Span) : null;

    ReadOnlyMemory<byte>? Binary(MqttPropertyId id) => Find(id)?.Bytes;

    void Set(MqttPropertyId id, uint? value) => Put(id, value is { } v ? new Entry(id, v, default, default) : null);

    void Set(MqttPropertyId id, bool? value) => Put(id, value is { } v ? new Entry(id, v ? 1u : 0, default, default) : null);

    void Set(MqttPropertyId id, string? value) => Put(id, value is { } v ? new Entry(id, 0, Encoding.UTF8.GetBytes(v), default) : null);

    void Set(MqttPropertyId id, ReadOnlyMemory<byte>? value) => Put(id, value is { } v ? new Entry(id, 0, v, default) : null);

    void Put(MqttPropertyId id, Entry? entry)
    {
        _entries.RemoveAll(e => e.Id == id);
        if (entry is { } e)
            _entries.Add(e);
    }

    /// <summary>One property: its number, or its bytes; a user property has both name and value.</summary>
    internal readonly record struct Entry(MqttPropertyId Id, uint Number, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Value);
}
