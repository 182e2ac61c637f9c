using System.Buffers.Binary;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>
/// Reads protocol buffers as they stand on the wire: fields with number and wire type, in any order, unknown ones skipped. Nothing throws;
/// what cannot be read ends the reading, and <see cref="IsBroken"/> says so.
/// </summary>
/// <remarks>Source: Protocol Buffers, "Encoding": wire types 0 (varint), 1 (64 bits), 2 (length), 5 (32 bits); 3 and 4 are groups.</remarks>
ref struct WireReader(ReadOnlyMemory<byte> memory)
{
    const int MostShift = 63;

    readonly ReadOnlyMemory<byte> _memory = memory;
    readonly ReadOnlySpan<byte> _span = memory.Span;
    int _at;
    int _type;

    /// <summary>True when what follows is no protocol buffer.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the field is one of those that have a length: text, bytes, message, packed numbers.</summary>
    public readonly bool HasLength => _type == 2;

    /// <summary>Goes to the next field; its value must be read or skipped.</summary>
    public bool Next()
    {
        if (IsBroken || _at >= _span.Length)
            return false;
        var key = Varint();
        (Field, _type) = ((int)(key >> 3), (int)(key & 7));
        if (key >> 3 is 0 or > 0x1FFF_FFFF || _type is 3 or 4 or > 5)
            IsBroken = true;
        return !IsBroken;
    }

    /// <summary>The value as an integer: varint, or the bits of a fixed one.</summary>
    public ulong Number() => _type switch
    {
        0 => Varint(),
        1 => Fixed(8) is { Length: 8 } eight ? BinaryPrimitives.ReadUInt64LittleEndian(eight) : 0,
        5 => Fixed(4) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32LittleEndian(four) : 0,
        _ => Break(),
    };

    /// <summary>The value as a flag.</summary>
    public bool Flag() => Number() != 0;

    /// <summary>The bytes of a value that has a length.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        if (_type != 2)
            Break();
        var length = IsBroken ? 0 : Varint();
        if (IsBroken || length > (ulong)(_span.Length - _at))
        {
            Break();
            return default;
        }

        var found = _memory.Slice(_at, (int)length);
        _at += (int)length;
        return found;
    }

    /// <summary>Leaves the value out.</summary>
    public void Skip()
    {
        if (_type == 2)
            Bytes();
        else
            Number();
    }

    ReadOnlySpan<byte> Fixed(int size)
    {
        if (size > _span.Length - _at)
        {
            Break();
            return default;
        }

        _at += size;
        return _span.Slice(_at - size, size);
    }

    ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift <= MostShift && _at < _span.Length; shift += 7)
        {
            var one = _span[_at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }

        return Break();
    }

    ulong Break()
    {
        IsBroken = true;
        return 0;
    }
}
