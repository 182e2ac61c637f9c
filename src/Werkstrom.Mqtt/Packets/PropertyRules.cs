namespace Werkstrom.Mqtt.Packets;

/// <summary>How the value of a property is written.</summary>
enum PropertyForm : byte
{
    None,
    Byte,
    Short,
    Int,
    VarInt,
    Text,
    Binary,
    Pair,
}

/// <summary>Table 2-4 of MQTT 5: the form of each property, and the packets that may carry it.</summary>
static class PropertyRules
{
    /// <summary>Bit of the will's properties, which is no packet of its own.</summary>
    public const int Will = 0;

    const int Connect = 1 << 1, ConnAck = 1 << 2, Publish = 1 << 3, Subscribe = 1 << 8, SubAck = 1 << 9, Unsubscribe = 1 << 10;
    const int UnsubAck = 1 << 11, Disconnect = 1 << 14, Auth = 1 << 15, InWill = 1 << Will;
    const int Acks = (1 << 4) | (1 << 5) | (1 << 6) | (1 << 7);
    const int Explained = ConnAck | Acks | SubAck | UnsubAck | Disconnect | Auth;

    static readonly (PropertyForm Form, int Packets)[] Table = Make();

    public static PropertyForm FormOf(MqttPropertyId id) => (int)id < Table.Length ? Table[(int)id].Form : PropertyForm.None;

    /// <summary>May a packet carry the property? <paramref name="place"/> is a packet type or <see cref="Will"/>.</summary>
    public static bool MayBeIn(MqttPropertyId id, int place) => (int)id < Table.Length && (Table[(int)id].Packets >> place & 1) != 0;

    /// <summary>May the property come twice in a packet?</summary>
    public static bool MayRepeat(MqttPropertyId id, int place) =>
        id == MqttPropertyId.UserProperty
        || (id == MqttPropertyId.SubscriptionIdentifier && place == (int)MqttPacketType.Publish);

    /// <summary>Is the number one that the property may have?</summary>
    public static MqttFault Check(MqttPropertyId id, uint value) => id switch
    {
        MqttPropertyId.TopicAlias when value == 0 => new(MqttReason.TopicAliasInvalid, "A topic alias is 0."),
        MqttPropertyId.ReceiveMaximum when value == 0 => MqttFault.Protocol("The receive maximum is 0."),
        MqttPropertyId.MaximumPacketSize when value == 0 => MqttFault.Protocol("The maximum packet size is 0."),
        MqttPropertyId.SubscriptionIdentifier when value == 0 => MqttFault.Protocol("A subscription identifier is 0."),
        _ when FormOf(id) == PropertyForm.Byte && value > 1 => MqttFault.Protocol("A property that is 0 or 1 has another value."),
        _ => default,
    };

    static (PropertyForm, int)[] Make()
    {
        var table = new (PropertyForm, int)[0x2B];
        table[0x01] = (PropertyForm.Byte, Publish | InWill);
        table[0x02] = (PropertyForm.Int, Publish | InWill);
        table[0x03] = (PropertyForm.Text, Publish | InWill);
        table[0x08] = (PropertyForm.Text, Publish | InWill);
        table[0x09] = (PropertyForm.Binary, Publish | InWill);
        table[0x0B] = (PropertyForm.VarInt, Publish | Subscribe);
        table[0x11] = (PropertyForm.Int, Connect | ConnAck | Disconnect);
        table[0x12] = (PropertyForm.Text, ConnAck);
        table[0x13] = (PropertyForm.Short, ConnAck);
        table[0x15] = (PropertyForm.Text, Connect | ConnAck | Auth);
        table[0x16] = (PropertyForm.Binary, Connect | ConnAck | Auth);
        table[0x17] = (PropertyForm.Byte, Connect);
        table[0x18] = (PropertyForm.Int, InWill);
        table[0x19] = (PropertyForm.Byte, Connect);
        table[0x1A] = (PropertyForm.Text, ConnAck);
        table[0x1C] = (PropertyForm.Text, ConnAck | Disconnect);
        table[0x1F] = (PropertyForm.Text, Explained);
        table[0x21] = (PropertyForm.Short, Connect | ConnAck);
        table[0x22] = (PropertyForm.Short, Connect | ConnAck);
        table[0x23] = (PropertyForm.Short, Publish);
        table[0x24] = (PropertyForm.Byte, ConnAck);
        table[0x25] = (PropertyForm.Byte, ConnAck);
        table[0x26] = (PropertyForm.Pair, Connect | Publish | Subscribe | Unsubscribe | InWill | Explained);
        table[0x27] = (PropertyForm.Int, Connect | ConnAck);
        table[0x28] = (PropertyForm.Byte, ConnAck);
        table[0x29] = (PropertyForm.Byte, ConnAck);
        table[0x2A] = (PropertyForm.Byte, ConnAck);
        return table;
    }
}
