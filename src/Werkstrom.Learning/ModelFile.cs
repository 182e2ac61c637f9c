using System.Security.Cryptography;
using System.Text;

namespace Werkstrom.Learning;

/// <summary>
/// The form of every model file: <c>WSMODEL</c> and a zero byte, the version (4 bytes, little-endian), the kind of model, the length of what
/// follows, its SHA-256, and it.
/// </summary>
static class ModelFile
{
    /// <summary>The newest version that is read, and the one that is written.</summary>
    public const int Version = 1;

    const int Longest = 1 << 30;

    static ReadOnlySpan<byte> Mark => "WSMODEL\0"u8;

    public static void Write(Stream to, string kind, Action<BinaryWriter> content)
    {
        ArgumentNullException.ThrowIfNull(to);
        using MemoryStream inner = new();
        using (BinaryWriter writer = new(inner, Encoding.UTF8, leaveOpen: true))
            content(writer);
        using BinaryWriter outer = new(to, Encoding.UTF8, leaveOpen: true);
        outer.Write(Mark);
        outer.Write(Version);
        outer.Write(kind);
        outer.Write((int)inner.Length);
        outer.Write(SHA256.HashData(inner.GetBuffer().AsSpan(0, (int)inner.Length)));
        outer.Write(inner.GetBuffer().AsSpan(0, (int)inner.Length));
    }

    /// <exception cref="InvalidDataException">It is no such model, damaged, or newer.</exception>
    public static T Read<T>(Stream from, string kind, Func<BinaryReader, T> content)
    {
        ArgumentNullException.ThrowIfNull(from);
        try
        {
            using BinaryReader reader = new(from, Encoding.UTF8, leaveOpen: true);
            using BinaryReader inner = new(new MemoryStream(Checked(reader, kind), writable: false), Encoding.UTF8);
            return content(inner);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("The model file ends early.");
        }
        catch (Exception fault) when (fault is FormatException or DecoderFallbackException or ArgumentException)
        {
            throw new InvalidDataException("The model file is damaged.", fault);
        }
    }

    /// <summary>A list with its length before it.</summary>
    public static T[] List<T>(BinaryReader from, Func<BinaryReader, T> one)
    {
        var count = from.ReadInt32();
        if (count < 0 || count > from.BaseStream.Length) // every element has a byte at least
            throw new InvalidDataException($"The model file is damaged: a list of {count}.");
        var list = new T[count];
        for (var i = 0; i < count; i++)
            list[i] = one(from);
        return list;
    }

    static byte[] Checked(BinaryReader reader, string kind)
    {
        if (!reader.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark))
            throw new InvalidDataException("This is no model file: it does not begin with WSMODEL.");
        var version = reader.ReadInt32();
        if (version != Version)
            throw new InvalidDataException($"The model file has version {version}; this program reads version {Version}.");
        if (reader.ReadString() is var found && found != kind)
            throw new InvalidDataException($"The file holds a model of the kind '{found}', not '{kind}'.");
        var length = reader.ReadInt32();
        var sum = reader.ReadBytes(SHA256.HashSizeInBytes);
        if (length is < 0 or > Longest)
            throw new InvalidDataException($"The model file is damaged: a length of {length}.");
        var content = reader.ReadBytes(length);
        if (content.Length < length)
            throw new EndOfStreamException();
        return SHA256.HashData(content).AsSpan().SequenceEqual(sum)
            ? content
            : throw new InvalidDataException("The model file is damaged: its checksum differs.");
    }
}
