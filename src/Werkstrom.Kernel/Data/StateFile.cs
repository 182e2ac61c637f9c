using System.Security.Cryptography;
using System.Text;

namespace Werkstrom.Kernel.Data;

/// <summary>
/// A file in which what a part of Werkstrom learned outlives the process: a mark, kind and version, the content, its length and SHA-256. What is
/// torn, foreign or of another version is never read; it is put aside, and the part begins anew.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="kind">What it holds, a word.</param>
/// <param name="version">Version of the content.</param>
public sealed class StateFile(string path, string kind, int version)
{
    /// <summary>What a file that could not be read is called from then on: its name and this.</summary>
    public const string AsideEnd = ".aside";

    const int TailLength = sizeof(long) + SHA256.HashSizeInBytes;

    static ReadOnlySpan<byte> Mark => "WSSTATE1"u8;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Writes all: the file is the former one or the new one, never half of it.</summary>
    /// <exception cref="IOException">The disk is full or broken; the former file stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(Action<BinaryWriter> write) => DurableFile.Write(path, file =>
    {
        using var hash = SHA256.Create();
        using (CryptoStream hashed = new(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (BufferedStream buffered = new(hashed, 1 << 16))
        using (BinaryWriter to = new(buffered))
        {
            to.Write(Mark);
            to.Write(kind);
            to.Write(version);
            write(to);
        }

        var length = file.Position;
        using BinaryWriter tail = new(file, Encoding.UTF8, leaveOpen: true);
        tail.Write(length);
        tail.Write(hash.Hash!);
    });

    /// <summary>Reads what was saved.</summary>
    /// <param name="read">Reads the content.</param>
    /// <param name="none">What holds when there is no file, or none that can be read.</param>
    /// <returns>The content; and why the file could not be read, null when it could or there was none. It was put aside then (<see cref="AsideEnd"/>).</returns>
    public (T State, string? Fault) Load<T>(Func<BinaryReader, T> read, T none)
    {
        if (!File.Exists(path))
            return (none, null);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            Check(file);
            using BinaryReader from = new(file);
            CheckHead(from);
            return (read(from), null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or IOException)
        {
            PutAside();
            return (none, e.Message);
        }
    }

    static void Check(FileStream file)
    {
        var content = file.Length - TailLength;
        if (content < Mark.Length)
            throw new InvalidDataException("It is cut off.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 16];
        for (var left = content; left > 0;)
        {
            var got = file.Read(piece, 0, (int)Math.Min(piece.Length, left));
            if (got == 0)
                throw new InvalidDataException("It is cut off.");
            hash.AppendData(piece, 0, got);
            left -= got;
        }

        using BinaryReader tail = new(file, Encoding.UTF8, leaveOpen: true);
        if (tail.ReadInt64() != content || !tail.ReadBytes(SHA256.HashSizeInBytes).AsSpan().SequenceEqual(hash.GetHashAndReset()))
            throw new InvalidDataException("Its length or its checksum is wrong.");
        file.Position = 0;
    }

    void CheckHead(BinaryReader from)
    {
        if (!from.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark) || from.ReadString() != kind)
            throw new InvalidDataException($"It is no file of the kind {kind}.");
        if (from.ReadInt32() is var found && found != version)
            throw new InvalidDataException($"It is of version {found}; this program reads version {version}.");
    }

    // kept for whoever wants to know what happened; the next one takes its place
    void PutAside()
    {
        try
        {
            File.Move(path, path + AsideEnd, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // it stays, and is written over
        }
    }
}
