using System.Buffers;

namespace Werkstrom.Mqtt.Packets;

/// <summary>What became of an attempt to read a packet.</summary>
public enum MqttReadResult
{
    /// <summary>The packet is not whole yet.</summary>
    NeedMore,

    /// <summary>A packet was read.</summary>
    Packet,

    /// <summary>The bytes are not a packet that the standard allows; the connection must end.</summary>
    Fault,
}

/// <summary>Reads packets of MQTT 3.1.1 and 5. It checks form; what may come when is for the server and the client to know.</summary>
public static class MqttReader
{
    /// <summary>Bytes of the longest fixed header.</summary>
    public const int LongestHeader = 5;

    /// <summary>Finds the length of the first packet.</summary>
    /// <param name="bytes">The first bytes; <see cref="LongestHeader"/> are enough.</param>
    /// <param name="maxSize">The largest packet that is accepted, in bytes of the whole packet.</param>
    /// <param name="header">Bytes of the fixed header.</param>
    /// <param name="total">Bytes of the whole packet.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns><see cref="MqttReadResult.Packet"/> when the lengths are known, whether or not the rest is there.</returns>
    public static MqttReadResult TryReadLength(ReadOnlySpan<byte> bytes, long maxSize, out int header, out int total, out MqttFault fault)
    {
        (header, total, fault) = (0, 0, default);
        var length = 0;
        for (var i = 1; i < LongestHeader; i++)
        {
            if (i >= bytes.Length)
                return MqttReadResult.NeedMore;
            length |= (bytes[i] & 0x7F) << ((i - 1) * 7);
            if ((bytes[i] & 0x80) != 0)
                continue;
            (header, total) = (i + 1, i + 1 + length);
            if (total <= maxSize)
                return MqttReadResult.Packet;
            fault = new MqttFault(MqttReason.PacketTooLarge, "The packet is larger than the maximum packet size.");
            return MqttReadResult.Fault;
        }

        fault = MqttFault.Malformed("The remaining length is longer than four bytes.");
        return MqttReadResult.Fault;
    }

    /// <summary>Reads the first packet of a buffer. What is read points into the buffer.</summary>
    /// <param name="bytes">What was received.</param>
    /// <param name="version">The protocol of the connection; <see cref="MqttVersion.Unknown"/> before the CONNECT.</param>
    /// <param name="maxSize">The largest packet that is accepted, in bytes of the whole packet.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="consumed">Bytes of the packet.</param>
    /// <param name="fault">What is wrong.</param>
    public static MqttReadResult TryRead(
        ReadOnlyMemory<byte> bytes, MqttVersion version, long maxSize, out MqttPacket packet, out int consumed, out MqttFault fault)
    {
        (packet, consumed) = (default, 0);
        var span = bytes.Span;
        if (TryReadLength(span, maxSize, out var header, out var total, out fault) is var result and not MqttReadResult.Packet)
            return result;
        if (bytes.Length < total)
            return MqttReadResult.NeedMore;
        consumed = total;
        if (version == MqttVersion.V5 && header > 2 && span[header - 1] == 0)
            fault = MqttFault.Malformed("The remaining length is longer than it needs to be.");
        else
            packet = Decode(span[0], bytes[header..total], version, out fault);
        return fault.IsNone ? MqttReadResult.Packet : MqttReadResult.Fault;
    }

    /// <summary>Reads the first packet and moves the buffer behind it. A packet in several pieces is copied.</summary>
    /// <inheritdoc cref="TryRead(ReadOnlyMemory{byte}, MqttVersion, long, out MqttPacket, out int, out MqttFault)"/>
    public static MqttReadResult TryRead(
        ref ReadOnlySequence<byte> bytes, MqttVersion version, long maxSize, out MqttPacket packet, out MqttFault fault)
    {
        packet = default;
        Span<byte> start = stackalloc byte[LongestHeader];
        var known = (int)Math.Min(bytes.Length, LongestHeader);
        bytes.Slice(0, known).CopyTo(start);
        if (TryReadLength(start[..known], maxSize, out _, out var total, out fault) is var result and not MqttReadResult.Packet)
            return result;
        if (bytes.Length < total)
            return MqttReadResult.NeedMore;
        var first = bytes.First;
        var whole = first.Length >= total ? first[..total] : bytes.Slice(0, total).ToArray();
        bytes = bytes.Slice(total);
        return TryRead(whole, version, maxSize, out packet, out _, out fault);
    }

    static MqttPacket Decode(byte first, ReadOnlyMemory<byte> body, MqttVersion version, out MqttFault fault)
    {
        var type = (MqttPacketType)(first >> 4);
        if (!HasRightFlags(type, first & 0x0F, version))
        {
            fault = MqttFault.Malformed("The first byte is not one that a packet may begin with.");
            return default;
        }

        var cursor = new Cursor(body);
        var packet = version == MqttVersion.Unknown && type != MqttPacketType.Connect
            ? Refuse(ref cursor)
            : Decode(type, first, ref cursor, version);
        if (!cursor.Failed)
            cursor.End();
        fault = cursor.Fault;
        return packet;
    }

    static MqttPacket Refuse(ref Cursor cursor)
    {
        cursor.Fail(MqttFault.Protocol("The first packet is not a CONNECT."));
        return default;
    }

    static bool HasRightFlags(MqttPacketType type, int flags, MqttVersion version) => type switch
    {
        MqttPacketType.None => false,
        MqttPacketType.Publish => true,
        MqttPacketType.PubRel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe => flags == 2,
        MqttPacketType.Auth => flags == 0 && version != MqttVersion.V311,
        _ => flags == 0,
    };

    static MqttPacket Decode(MqttPacketType type, byte first, ref Cursor cursor, MqttVersion version) => type switch
    {
        MqttPacketType.Publish => new MqttPacket(PublishDecoder.Read(first, ref cursor, version)),
        MqttPacketType.PubAck or MqttPacketType.PubRec or MqttPacketType.PubRel or MqttPacketType.PubComp =>
            new MqttPacket(type, AckDecoder.Read(type, ref cursor, version)),
        MqttPacketType.Connect => new MqttPacket(type, ConnectDecoder.Read(ref cursor)),
        MqttPacketType.ConnAck => new MqttPacket(type, AckDecoder.ReadConnAck(ref cursor, version)),
        MqttPacketType.Subscribe => new MqttPacket(type, SubscribeDecoder.Read(ref cursor, version)),
        MqttPacketType.Unsubscribe => new MqttPacket(type, SubscribeDecoder.ReadUnsubscribe(ref cursor, version)),
        MqttPacketType.SubAck or MqttPacketType.UnsubAck => new MqttPacket(type, SubscribeDecoder.ReadAck(type, ref cursor, version)),
        MqttPacketType.Disconnect or MqttPacketType.Auth => new MqttPacket(type, AckDecoder.ReadDisconnect(type, ref cursor, version)),
        _ => new MqttPacket(type),
    };
}
