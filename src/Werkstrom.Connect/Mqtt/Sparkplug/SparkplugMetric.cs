using System.Text;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>A metric of a payload, as it was sent. Its memory belongs to the payload.</summary>
readonly record struct SparkplugMetric
{
    /// <summary>Its name with slashes; null when only <see cref="Alias"/> names it.</summary>
    public string? Name { get; init; }

    /// <summary>The number that stands for its name.</summary>
    public ulong? Alias { get; init; }

    /// <summary>When it was captured, Unix milliseconds; null when it does not say.</summary>
    public ulong? Timestamp { get; init; }

    /// <summary>What kind of value it is; <see cref="SparkplugType.Unknown"/> when it does not say.</summary>
    public SparkplugType Type { get; init; }

    /// <summary>Whether it is not to be kept.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it was captured earlier and is not the present value.</summary>
    public bool IsHistorical { get; init; }

    /// <summary>Whether it has no value.</summary>
    public bool IsNull { get; init; }

    /// <summary>The value of its property <c>Quality</c>: 0 bad, 192 good, 500 stale; null when it has none.</summary>
    public int? Quality { get; init; }

    /// <summary>Its property <c>engUnit</c>; null when it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>The value.</summary>
    public SparkplugRaw Value { get; init; }

    /// <summary>Reads a metric; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out SparkplugMetric metric)
    {
        metric = default;
        ReadOnlyMemory<byte> properties = default;
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Field == Properties)
                properties = reader.Bytes();
            else
                metric = With(metric, ref reader);
        }

        return !reader.IsBroken && TryReadProperties(properties, ref metric);
    }

    const int Properties = 9;
    const int FirstValue = 10;

    static SparkplugMetric With(in SparkplugMetric metric, ref WireReader reader)
    {
        switch (reader.Field)
        {
            case 1: return metric with { Name = Text(reader.Bytes()) };
            case 2: return metric with { Alias = reader.Number() };
            case 3: return metric with { Timestamp = reader.Number() };
            case 4: return metric with { Type = (SparkplugType)reader.Number() };
            case 5: return metric with { IsHistorical = reader.Flag() };
            case 6: return metric with { IsTransient = reader.Flag() };
            case 7: return metric with { IsNull = reader.Flag() };
            case 16: return metric with { Value = new(SparkplugField.Bytes, 0, reader.Bytes()) };
            case 17: return metric with { Value = new(SparkplugField.DataSet, 0, reader.Bytes()) };
            case 18: return metric with { Value = new(SparkplugField.Template, 0, reader.Bytes()) };
            case 19: return metric with { Value = new(SparkplugField.Extension, 0, reader.Bytes()) };
            default:
                if (SparkplugRaw.IsPlain(reader.Field, FirstValue))
                    return metric with { Value = SparkplugRaw.Read(ref reader, FirstValue) };
                reader.Skip();
                return metric;
        }
    }

    // keys and values stand in two lists of the same order
    static bool TryReadProperties(ReadOnlyMemory<byte> bytes, ref SparkplugMetric metric)
    {
        List<string> keys = [];
        List<ReadOnlyMemory<byte>> values = [];
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1)
                keys.Add(Text(reader.Bytes()));
            else if (reader.Field == 2)
                values.Add(reader.Bytes());
            else
                reader.Skip();
        }

        for (var at = 0; at < Math.Min(keys.Count, values.Count); at++)
        {
            if (keys[at].Equals("quality", StringComparison.OrdinalIgnoreCase) && Property(values[at]) is { Field: SparkplugField.Int or SparkplugField.Long } quality)
                metric = metric with { Quality = (int)quality.Bits };
            else if (keys[at].Equals("engUnit", StringComparison.OrdinalIgnoreCase) && Property(values[at]) is { Field: SparkplugField.String } unit)
                metric = metric with { Unit = Text(unit.Bytes) };
        }

        return !reader.IsBroken;
    }

    static SparkplugRaw Property(ReadOnlyMemory<byte> bytes)
    {
        const int First = 3;
        SparkplugRaw value = default;
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            if (SparkplugRaw.IsPlain(reader.Field, First))
                value = SparkplugRaw.Read(ref reader, First);
            else
                reader.Skip();
        }

        return reader.IsBroken ? default : value;
    }

    static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
