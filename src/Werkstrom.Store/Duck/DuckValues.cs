using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Werkstrom.Store.Duck;

/// <summary><c>duckdb_string_t</c>: up to 12 bytes lie inside, longer ones behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
unsafe struct DuckString
{
    [FieldOffset(0)] public uint Length;
    [FieldOffset(4)] public fixed byte Inlined[12];
    [FieldOffset(8)] public byte* Pointer;
}

/// <summary>Reads single values of every scalar type.</summary>
static unsafe class DuckValues
{
    const int InlineLength = 12;

    public static string Text(DuckString text) => Encoding.UTF8.GetString(Bytes(&text));

    public static ReadOnlySpan<byte> Bytes(DuckString* text) =>
        new(text->Length <= InlineLength ? text->Inlined : text->Pointer, (int)text->Length);

    public static object Read(DuckColumn column, void* data, int row) => column.Type switch
    {
        DuckType.Boolean => ((bool*)data)[row],
        DuckType.Float => (double)((float*)data)[row],
        DuckType.Double => ((double*)data)[row],
        DuckType.UBigInt => ((ulong*)data)[row],
        DuckType.HugeInt => ((Int128*)data)[row],
        DuckType.UHugeInt => ((UInt128*)data)[row],
        DuckType.Decimal => Scaled(Whole(column.Storage, data, row), column.Scale),
        DuckType.Varchar => Text(((DuckString*)data)[row]),
        DuckType.Blob => Bytes((DuckString*)data + row).ToArray(),
        DuckType.Enum => column.Texts[(int)Whole(column.Storage, data, row)],
        DuckType.Uuid => Uuid(((Int128*)data)[row]),
        DuckType.Date => Date(((int*)data)[row]),
        DuckType.Time => new TimeOnly(Math.Min(((long*)data)[row] * TimeSpan.TicksPerMicrosecond, TimeSpan.TicksPerDay - 1)),
        DuckType.Timestamp or DuckType.TimestampTz or DuckType.TimestampSeconds or DuckType.TimestampMillis or DuckType.TimestampNanos =>
            Instant(((long*)data)[row], column.Type),
        DuckType.TinyInt or DuckType.SmallInt or DuckType.Integer or DuckType.BigInt
            or DuckType.UTinyInt or DuckType.USmallInt or DuckType.UInteger => (long)Whole(column.Type, data, row),
        _ => throw new DuckException($"Column {column.Name} is {column.Type}; cast it to VARCHAR in the query."),
    };

    static Int128 Whole(DuckType type, void* data, int row) => type switch
    {
        DuckType.TinyInt => ((sbyte*)data)[row],
        DuckType.SmallInt => ((short*)data)[row],
        DuckType.Integer => ((int*)data)[row],
        DuckType.BigInt => ((long*)data)[row],
        DuckType.UTinyInt => ((byte*)data)[row],
        DuckType.USmallInt => ((ushort*)data)[row],
        DuckType.UInteger => ((uint*)data)[row],
        DuckType.HugeInt => ((Int128*)data)[row],
        _ => throw new DuckException($"{type} is no whole number."),
    };

    // DECIMAL(38) has more digits than System.Decimal: those that do not fit come as a double
    static object Scaled(Int128 whole, byte scale) =>
        Int128.Abs(whole) <= (Int128)decimal.MaxValue && scale <= 28
            ? (decimal)whole / (decimal)Math.Pow(10, scale)
            : (double)whole / Math.Pow(10, scale);

    static Guid Uuid(Int128 stored) =>
        Guid.ParseExact(((UInt128)stored ^ (UInt128.One << 127)).ToString("x32", CultureInfo.InvariantCulture), "N");

    static object Date(int days) =>
        days is >= -719162 and <= 2932896 ? DateOnly.FromDayNumber(719162 + days) : days > 0 ? "infinity" : "-infinity";

    static object Instant(long stored, DuckType type)
    {
        var ticks = (Int128)stored * type switch
        {
            DuckType.TimestampSeconds => TimeSpan.TicksPerSecond,
            DuckType.TimestampMillis => TimeSpan.TicksPerMillisecond,
            DuckType.TimestampNanos => 1,
            _ => TimeSpan.TicksPerMicrosecond,
        };
        ticks = type == DuckType.TimestampNanos ? ticks / 100 : ticks;
        var since1 = ticks + DateTime.UnixEpoch.Ticks;
        return since1 >= 0 && since1 <= DateTime.MaxValue.Ticks
            ? new DateTime((long)since1, DateTimeKind.Utc)
            : stored > 0 ? "infinity" : "-infinity";
    }
}
