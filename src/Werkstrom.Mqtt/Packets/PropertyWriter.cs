namespace Werkstrom.Mqtt.Packets;

/// <summary>Writes property lists.</summary>
static class PropertyWriter
{
    /// <summary>Bytes of the list without its length.</summary>
    public static int Measure(MqttProperties? properties)
    {
        if (properties is null)
            return 0;
        var size = 0;
        foreach (var e in properties.Entries)
            size += 1 + SizeOf(e);
        return size;
    }

    /// <summary>Bytes of the list with its length.</summary>
    public static int MeasureAll(MqttProperties? properties)
    {
        var size = Measure(properties);
        return size + Wire.SizeOf((uint)size);
    }

    /// <summary>The list with its length.</summary>
    public static void WriteAll(ref Wire wire, MqttProperties? properties)
    {
        wire.VarInt((uint)Measure(properties));
        Write(ref wire, properties);
    }

    /// <summary>The list without its length.</summary>
    public static void Write(ref Wire wire, MqttProperties? properties)
    {
        if (properties is null)
            return;
        foreach (var e in properties.Entries)
        {
            wire.Byte((byte)e.Id);
            WriteValue(ref wire, e);
        }
    }

    static int SizeOf(in MqttProperties.Entry e) => PropertyRules.FormOf(e.Id) switch
    {
        PropertyForm.Byte => 1,
        PropertyForm.Short => 2,
        PropertyForm.Int => 4,
        PropertyForm.VarInt => Wire.SizeOf(e.Number),
        PropertyForm.Pair => 4 + e.Bytes.Length + e.Value.Length,
        _ => 2 + e.Bytes.Length,
    };

    static void WriteValue(ref Wire wire, in MqttProperties.Entry e)
    {
        switch (PropertyRules.FormOf(e.Id))
        {
            case PropertyForm.Byte:
                wire.Byte((byte)e.Number);
                break;
            case PropertyForm.Short:
                wire.Short((int)e.Number);
                break;
            case PropertyForm.Int:
                wire.Int(e.Number);
                break;
            case PropertyForm.VarInt:
                wire.VarInt(e.Number);
                break;
            case PropertyForm.Pair:
                wire.Field(e.Bytes.Span);
                wire.Field(e.Value.Span);
                break;
            default:
                wire.Field(e.Bytes.Span);
                break;
        }
    }
}
