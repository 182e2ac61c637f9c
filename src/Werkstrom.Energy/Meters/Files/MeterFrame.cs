using System.Buffers.Binary;
using System.Text;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Profiles;

namespace Werkstrom.Energy.Meters.Files;

/// <summary>
/// A record as bytes.
/// <code>
/// 4 bytes  length of the body
/// 4 bytes  CRC-32C of the body
/// body:    source, flow, kind (0 quarter-hours, 1 reading), packing (0 stored loads, 1 numbers of 32 bits), kept and made (ms, 8 bytes each),
///          note (2 bytes length, UTF-8), first quarter-hour, count; the energy (4 bytes length); origins in runs (origin, doubt, 4 bytes length)
/// </code>
/// All numbers little-endian.
/// </summary>
static class MeterFrame
{
    /// <summary>Bytes before the body.</summary>
    public const int Head = 8;

    const int MaxBody = 1 << 28;
    const int MaxNote = 400;

    /// <summary>Writes a record.</summary>
    public static byte[] Write(MeterRecord record)
    {
        using MemoryStream to = new();
        using (BinaryWriter writer = new(to, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(0L); // the head, written when the body is known
            var isPacked = record.Values.Length > 0 && record.Values.All(v => v.Wh is >= 0 and <= ushort.MaxValue);
            writer.Write((byte)record.Source);
            writer.Write((byte)record.Flow);
            writer.Write((byte)(record.Reading is null ? 0 : 1));
            writer.Write((byte)(isPacked ? 0 : 1));
            writer.Write(record.At.ToUnixTimeMilliseconds());
            writer.Write(record.Made.ToUnixTimeMilliseconds());
            var note = Encoding.UTF8.GetBytes(record.Note.Length > MaxNote ? record.Note[..MaxNote] : record.Note);
            writer.Write((ushort)note.Length);
            writer.Write(note);
            if (record.Reading is { } reading)
            {
                writer.Write(reading.Quarter);
                writer.Write(reading.Wh);
            }
            else
            {
                Values(writer, record, isPacked);
            }
        }

        var bytes = to.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - Head);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), StoredLoads.Sum(bytes.AsSpan(Head)));
        return bytes;
    }

    /// <summary>Length of the whole frame that begins here; 0 when its bytes are not all there or not as they were written.</summary>
    public static int Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Head || BinaryPrimitives.ReadInt32LittleEndian(bytes) is not (> 0 and <= MaxBody and var length) || bytes.Length - Head < length)
            return 0;
        return StoredLoads.Sum(bytes.Slice(Head, length)) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? Head + length : 0;
    }

    /// <summary>Reads a frame that was checked.</summary>
    public static MeterRecord Read(byte[] bytes, int at, int length)
    {
        using BinaryReader reader = new(new MemoryStream(bytes, at + Head, length - Head, writable: false), Encoding.UTF8);
        var (source, flow, kind, packing) = ((MeterSource)reader.ReadByte(), (Flow)reader.ReadByte(), reader.ReadByte(), reader.ReadByte());
        var (kept, made) = (DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()), DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()));
        var note = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadUInt16()));
        if (kind == 1)
            return new(kept, made, source, flow, note, 0, [], new Reading(reader.ReadInt32(), reader.ReadInt64()));
        var first = reader.ReadInt32();
        return new(kept, made, source, flow, note, first, Values(reader, reader.ReadInt32(), packing == 0));
    }

    static void Values(BinaryWriter writer, MeterRecord record, bool isPacked)
    {
        writer.Write(record.First);
        writer.Write(record.Values.Length);
        if (isPacked)
        {
            var loads = StoredLoads.Write(Array.ConvertAll(record.Values, v => (ushort)v.Wh));
            writer.Write(loads.Length);
            writer.Write(loads);
        }
        else
        {
            writer.Write(record.Values.Length * sizeof(int));
            foreach (var value in record.Values)
                writer.Write(value.Wh);
        }

        for (var i = 0; i < record.Values.Length;)
        {
            var (origin, doubt, start) = (record.Values[i].Origin, record.Values[i].Doubt, i);
            while (i < record.Values.Length && record.Values[i].Origin == origin && record.Values[i].Doubt == doubt)
                i++;
            writer.Write((byte)origin);
            writer.Write((byte)doubt);
            writer.Write(i - start);
        }
    }

    static MeterValue[] Values(BinaryReader reader, int count, bool isPacked)
    {
        var bytes = reader.ReadBytes(reader.ReadInt32());
        var loads = new ushort[isPacked ? StoredLoads.Room(count) : 0];
        if (isPacked)
            StoredLoads.Read(bytes, loads);
        var values = new MeterValue[count];
        for (var i = 0; i < count;)
        {
            var (origin, doubt) = ((ValueOrigin)reader.ReadByte(), (Doubt)reader.ReadByte());
            for (var end = i + reader.ReadInt32(); i < end; i++)
                values[i] = new(isPacked ? loads[i] : BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * sizeof(int))), origin, doubt);
        }

        return values;
    }
}
