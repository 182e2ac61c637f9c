namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>Data types of Sparkplug B 3.0, chapter 6.4.16 "Data Types".</summary>
enum SparkplugType : uint
{
    Unknown = 0,
    Int8 = 1,
    Int16 = 2,
    Int32 = 3,
    Int64 = 4,
    UInt8 = 5,
    UInt16 = 6,
    UInt32 = 7,
    UInt64 = 8,
    Float = 9,
    Double = 10,
    Boolean = 11,
    String = 12,
    DateTime = 13,
    Text = 14,
    Uuid = 15,
    DataSet = 16,
    Bytes = 17,
    File = 18,
    Template = 19,
    PropertySet = 20,
    PropertySetList = 21,
    Int8Array = 22,
    Int16Array = 23,
    Int32Array = 24,
    Int64Array = 25,
    UInt8Array = 26,
    UInt16Array = 27,
    UInt32Array = 28,
    UInt64Array = 29,
    FloatArray = 30,
    DoubleArray = 31,
    BooleanArray = 32,
    StringArray = 33,
    DateTimeArray = 34,
}

/// <summary>Which field of the wire held a value.</summary>
enum SparkplugField
{
    /// <summary>There is no value.</summary>
    None,

    /// <summary>32 bits.</summary>
    Int,

    /// <summary>64 bits.</summary>
    Long,

    Float,
    Double,
    Boolean,
    String,
    Bytes,
    DataSet,
    Template,

    /// <summary>Something that the standard leaves to others.</summary>
    Extension,
}

/// <summary>A value as it stands on the wire; what it means depends on its type.</summary>
/// <param name="Field">Which field held it.</param>
/// <param name="Bits">The number's bits; a flag is 0 or 1.</param>
/// <param name="Bytes">Text, bytes, data set or template.</param>
readonly record struct SparkplugRaw(SparkplugField Field, ulong Bits, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Reads the value that the reader stands at.</summary>
    /// <param name="reader">It stands at the field.</param>
    /// <param name="first">Number of <c>int_value</c> in the message; long, float, double, boolean, string follow.</param>
    public static SparkplugRaw Read(ref WireReader reader, int first) => (reader.Field - first) switch
    {
        0 => new(SparkplugField.Int, (uint)reader.Number(), default),
        1 => new(SparkplugField.Long, reader.Number(), default),
        2 => new(SparkplugField.Float, reader.Number(), default),
        3 => new(SparkplugField.Double, reader.Number(), default),
        4 => new(SparkplugField.Boolean, reader.Flag() ? 1UL : 0, default),
        _ => new(SparkplugField.String, 0, reader.Bytes()),
    };

    /// <summary>Whether a field of a message is one of those that <see cref="Read"/> reads.</summary>
    public static bool IsPlain(int field, int first) => field >= first && field <= first + 5;
}
