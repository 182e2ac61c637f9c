using System.Buffers.Binary;
using System.Text;

namespace Werkstrom.Mqtt.Packets;

/// <summary>
/// Reads the fields of a packet one after another. The first fault stays and every later read gives nothing, so that a decoder
/// looks once, at its end.
/// </summary>
ref struct Cursor
{
    readonly ReadOnlyMemory<byte> _memory;
    readonly ReadOnlySpan<byte> _span;
    int _at;

    public Cursor(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        _span = memory.Span;
    }

    public MqttFault Fault { get; private set; }

    public readonly bool Failed => !Fault.IsNone;

    public readonly int Left => Failed ? 0 : _span.Length - _at;

    public void Fail(MqttFault fault)
    {
        if (!Failed)
            Fault = fault;
    }

    public void FailIf(bool wrong, MqttFault fault)
    {
        if (wrong)
            Fail(fault);
    }

    public byte Byte() => Need(1) ? _span[_at++] : (byte)0;

    public ushort Short()
    {
        if (!Need(2))
            return 0;
        _at += 2;
        return BinaryPrimitives.ReadUInt16BigEndian(_span[(_at - 2)..]);
    }

    public uint Int()
    {
        if (!Need(4))
            return 0;
        _at += 4;
        return BinaryPrimitives.ReadUInt32BigEndian(_span[(_at - 4)..]);
    }

    /// <summary>A variable byte integer of at most four bytes, as short as it can be [MQTT-1.5.5-1].</summary>
    public uint VarInt()
    {
        var value = 0u;
        for (var shift = 0; shift <= 21; shift += 7)
        {
            var next = Byte();
            value |= (uint)(next & 0x7F) << shift;
            if ((next & 0x80) != 0)
                continue;
            FailIf(next == 0 && shift > 0, MqttFault.Malformed("A variable byte integer is longer than it needs to be."));
            return value;
        }

        Fail(MqttFault.Malformed("A variable byte integer is longer than four bytes."));
        return 0;
    }

    public ReadOnlyMemory<byte> Binary() => Take(Short());

    /// <summary>A string: well-formed UTF-8 without U+0000 [MQTT-1.5.4-1, MQTT-1.5.4-2].</summary>
    public ReadOnlyMemory<byte> Utf8()
    {
        var text = Take(Short());
        FailIf(!Utf8Rules.IsText(text.Span), MqttFault.Malformed("A string is not well-formed UTF-8 or holds U+0000."));
        return text;
    }

    public string Text() => Encoding.UTF8.GetString(Utf8().Span);

    /// <summary>The next bytes, as many as asked for.</summary>
    public ReadOnlyMemory<byte> Take(int length)
    {
        if (!Need(length))
            return default;
        _at += length;
        return _memory.Slice(_at - length, length);
    }

    /// <summary>All that is left.</summary>
    public ReadOnlyMemory<byte> Rest() => Take(Left);

    /// <summary>The packet must end here.</summary>
    public void End() => FailIf(Left > 0, MqttFault.Malformed("The packet is longer than its fields."));

    bool Need(int bytes)
    {
        if (Left >= bytes)
            return !Failed;
        Fail(MqttFault.Malformed("The packet ends inside a field."));
        return false;
    }
}
