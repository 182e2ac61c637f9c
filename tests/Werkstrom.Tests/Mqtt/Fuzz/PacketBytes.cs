using System.Text;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>Packets from bytes, good or bad. Nothing of the library is used here.</summary>
static class PacketBytes
{
    public static byte[] Packet(int first, byte[] body) => [(byte)first, .. VarInt(body.Length), .. body];

    public static byte[] VarInt(int value)
    {
        var bytes = new List<byte>(4);
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Int(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] Field(byte[] bytes) => [.. Short(bytes.Length), .. bytes];

    public static byte[] Text(string text) => Field(Encoding.UTF8.GetBytes(text));

    /// <summary>The property list as MQTT 5 has it; nothing in 3.1.1.</summary>
    public static byte[] Properties(bool isV5, byte[] properties) => isV5 ? [.. VarInt(properties.Length), .. properties] : [];

    public static byte[] Publish(bool isV5, byte[] topic, int qos, int id, byte[] payload, byte[] properties, int more = 0) => Packet(
        0x30 | (qos << 1) | more, [.. Field(topic), .. qos == 0 ? [] : Short(id), .. Properties(isV5, properties), .. payload]);

    public static byte[] Subscribe(bool isV5, int id, byte[] filter, int options, byte[] properties) =>
        Packet(0x82, [.. Short(id), .. Properties(isV5, properties), .. Field(filter), (byte)options]);

    public static byte[] Unsubscribe(bool isV5, int id, byte[] filter, byte[] properties) =>
        Packet(0xA2, [.. Short(id), .. Properties(isV5, properties), .. Field(filter)]);

    public static byte[] ConnectPacket(bool isV5, byte[] clientId, byte[] properties, int flags = 2, byte[]? rest = null) => Packet(
        0x10, [.. Text("MQTT"), (byte)(isV5 ? 5 : 4), (byte)flags, 0, 0, .. Properties(isV5, properties), .. Field(clientId), .. rest ?? []]);
}
