namespace Werkstrom.Mqtt.Packets;

/// <summary>Goes through the bytes of a property list, checks each property, and allocates nothing.</summary>
ref struct PropertyScanner
{
    readonly int _place;
    Cursor _cursor;
    ulong _seen;

    /// <param name="raw">The list without its length.</param>
    /// <param name="place">The packet type, or <see cref="PropertyRules.Will"/>.</param>
    public PropertyScanner(ReadOnlyMemory<byte> raw, int place)
    {
        _place = place;
        _cursor = new Cursor(raw);
    }

    public readonly MqttFault Fault => _cursor.Fault;

    public MqttPropertyId Id { get; private set; }

    /// <summary>The value of a property that is a number.</summary>
    public uint Number { get; private set; }

    /// <summary>The value of a text or binary property, the name of a user property.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>The value of a user property.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>Bytes from the end of this property to the end of the list.</summary>
    public readonly int Left => _cursor.Left;

    /// <summary>Goes to the next property; false at the end or at a fault.</summary>
    public bool Next()
    {
        if (_cursor.Left == 0)
            return false;
        var id = _cursor.VarInt();
        Id = (MqttPropertyId)Math.Min(id, byte.MaxValue);
        if (!PropertyRules.MayBeIn(Id, _place))
            _cursor.Fail(MqttFault.Malformed("A property is unknown or not allowed in this packet."));
        else if (!PropertyRules.MayRepeat(Id, _place) && (_seen & (1UL << (int)id)) != 0)
            _cursor.Fail(MqttFault.Protocol("A property is there twice."));
        else
            ReadValue();
        return !_cursor.Failed;
    }

    void ReadValue()
    {
        _seen |= 1UL << (int)Id;
        (Number, Bytes, Value) = (0, default, default);
        switch (PropertyRules.FormOf(Id))
        {
            case PropertyForm.Byte:
                Number = _cursor.Byte();
                break;
            case PropertyForm.Short:
                Number = _cursor.Short();
                break;
            case PropertyForm.Int:
                Number = _cursor.Int();
                break;
            case PropertyForm.VarInt:
                Number = _cursor.VarInt();
                break;
            case PropertyForm.Text:
                Bytes = _cursor.Utf8();
                break;
            case PropertyForm.Binary:
                Bytes = _cursor.Binary();
                break;
            default:
                Bytes = _cursor.Utf8();
                Value = _cursor.Utf8();
                break;
        }

        if (!_cursor.Failed && PropertyRules.Check(Id, Number) is { IsNone: false } fault)
            _cursor.Fail(fault);
        _cursor.FailIf(
            Id == MqttPropertyId.ResponseTopic && !Utf8Rules.IsTopic(Bytes.Span),
            MqttFault.Protocol("A response topic is empty or has a wildcard."));
    }
}
