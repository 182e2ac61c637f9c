using System.Globalization;
using System.Text;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>
/// What the values of metrics are as samples: numbers, booleans and texts. Lists, data sets and templates become a signal for each element,
/// below the metric: <c>list/0</c>, <c>set/0/column</c> (row 0), <c>template/member</c>.
/// </summary>
/// <remarks>Source: Eclipse Sparkplug Specification 3.0, chapter 6.4.17 "Datatype Details".</remarks>
static class SparkplugValues
{
    /// <summary>Elements of one metric that become samples; with more the metric is refused.</summary>
    public const int MostElements = 1_000;

    /// <summary>Reads the value of a metric.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="type">Its type.</param>
    /// <param name="raw">The value; there is one.</param>
    /// <param name="into">Gets the values, bad ones with their reasons.</param>
    public static void Read(in SparkplugTarget target, string name, SparkplugType type, in SparkplugRaw raw, Readings into)
    {
        switch (type)
        {
            case SparkplugType.String or SparkplugType.Text or SparkplugType.Uuid:
                AddText(target, name, raw, into);
                break;
            case SparkplugType.DataSet when raw.Field == SparkplugField.DataSet:
                SparkplugTables.Read(target, name, raw.Bytes, into);
                break;
            case SparkplugType.Template when raw.Field == SparkplugField.Template:
                SparkplugTemplates.Read(target, name, raw.Bytes, into);
                break;
            case >= SparkplugType.Int8Array and <= SparkplugType.DateTimeArray when raw.Field == SparkplugField.Bytes:
                SparkplugArrays.Read(target, name, type, raw.Bytes, into);
                break;
            case >= SparkplugType.Int8 and <= SparkplugType.Boolean or SparkplugType.DateTime:
                AddNumber(target, name, type, raw, into);
                break;
            default:
                into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.type", Word(type)));
                break;
        }
    }

    /// <summary>Adds a number that is in bounds, or says why it cannot be stored.</summary>
    public static void Add(in SparkplugTarget target, string name, double value, bool isState, Readings into)
    {
        if (double.IsFinite(value))
            into.Add(target.Member(name, isState), name, value, target.Micros, target.Quality);
        else
            into.Refuse(name, Reason.Of(Reasons.NotFinite, "number.not-finite", value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Adds a text as the state of that name; an empty one is refused.</summary>
    public static void AddText(in SparkplugTarget target, string name, ReadOnlySpan<byte> utf8, Readings into)
    {
        if (utf8.IsEmpty)
            into.Refuse(name, Reason.Of(Reasons.Number, "mqtt.no-text"));
        else
            into.AddState(target.Member(name, isState: true), name, Encoding.UTF8.GetString(utf8), target.Micros, target.Quality);
    }

    static void AddText(in SparkplugTarget target, string name, in SparkplugRaw raw, Readings into)
    {
        if (raw.Field == SparkplugField.String)
            AddText(target, name, raw.Bytes.Span, into);
        else
            into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.value", "String"));
    }

    static void AddNumber(in SparkplugTarget target, string name, SparkplugType type, in SparkplugRaw raw, Readings into)
    {
        if (raw.Field is SparkplugField.Float or SparkplugField.Double && type is SparkplugType.Float or SparkplugType.Double)
            Add(target, name, raw.Field == SparkplugField.Float ? BitConverter.UInt32BitsToSingle((uint)raw.Bits) : BitConverter.UInt64BitsToDouble(raw.Bits), false, into);
        else if (type == SparkplugType.Boolean && raw.Field is SparkplugField.Boolean or SparkplugField.Int)
            Add(target, name, raw.Bits == 0 ? 0 : 1, isState: true, into);
        else if (raw.Field is SparkplugField.Int or SparkplugField.Long && type is not (SparkplugType.Float or SparkplugType.Double or SparkplugType.Boolean))
            AddInteger(target, name, type, raw, into);
        else
            into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.value", Word(type)));
    }

    // negative numbers stand in fields without sign as two's complement, some senders' Int8 in 8 bits, others' in 32 or 64
    static void AddInteger(in SparkplugTarget target, string name, SparkplugType type, in SparkplugRaw raw, Readings into)
    {
        var bits = raw.Bits;
        var wide = raw.Field == SparkplugField.Int ? (long)(int)bits : (long)bits;
        var fits = type switch
        {
            SparkplugType.Int8 => bits <= byte.MaxValue || wide is >= sbyte.MinValue and < 0,
            SparkplugType.Int16 => bits <= ushort.MaxValue || wide is >= short.MinValue and < 0,
            SparkplugType.Int32 => bits <= uint.MaxValue || wide is >= int.MinValue and < 0,
            SparkplugType.UInt8 => bits <= byte.MaxValue,
            SparkplugType.UInt16 => bits <= ushort.MaxValue,
            SparkplugType.UInt32 => bits <= uint.MaxValue,
            _ => true,
        };
        if (fits)
            AddInteger(target, name, type, bits, into);
        else
            into.Refuse(name, Reason.Of(Reasons.IntegerRange, "sparkplug.range", $"{wide}", Word(type)));
    }

    /// <summary>Adds an integer of a type, of which as many bits count as the type has.</summary>
    public static void AddInteger(in SparkplugTarget target, string name, SparkplugType type, ulong bits, Readings into)
    {
        var (isSmall, value, text) = type switch
        {
            SparkplugType.Int8 => (true, (sbyte)bits, ""),
            SparkplugType.Int16 => (true, (short)bits, ""),
            SparkplugType.Int32 => (true, (int)bits, ""),
            SparkplugType.Int64 => ((long)bits is <= Numbers.MaxExact and >= -Numbers.MaxExact, (double)(long)bits, $"{(long)bits}"),
            _ => (bits <= Numbers.MaxExact, (double)bits, $"{bits}"),
        };
        if (isSmall)
            Add(target, name, value, isState: false, into);
        else
            into.Refuse(name, Reason.Of(Reasons.IntegerRange, "number.integer", text));
    }

    /// <summary>What a type is called; its number when the standard has none such.</summary>
    public static string Word(SparkplugType type) => Enum.IsDefined(type) ? type.ToString() : ((uint)type).ToString(CultureInfo.InvariantCulture);
}
