using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Connect.Missing;

/// <summary>
/// The counters of the sources in a file of their own, <c>sources.dat</c>: a place for each source, written after every request in one
/// call and without fsync. So they are exact after <c>kill -9</c>; after a power failure the registry's hold, a few seconds old at most.
/// Counters only rise: of the two the greater one is right.
/// </summary>
/// <remarks>A place: magic, first and last seen, five counters, length and UTF-8 of name and address. 1,024 bytes, little endian.</remarks>
sealed class SourceSlots(DataFolder folder, ILogger<SourceSlots> log) : IDisposable
{
    const uint Magic = 0x3153_4357; // "WCS1"
    const int Size = 1_024;
    const int Numbers = 64;
    const int LongestText = (Size - Numbers - 8) / 2;

    readonly Lock _gate = new();
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    FileStream? _file;
    int _next;
    bool _isBroken;

    /// <summary>What an earlier run left. Opens the file.</summary>
    public IReadOnlyList<SourceRow> Load()
    {
        List<SourceRow> rows = [];
        try
        {
            _file = new(folder.File("sources.dat"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
            var place = new byte[Size];
            for (; _file.ReadAtLeast(place, Size, false) == Size; _next++)
            {
                if (Read(place) is not { } row)
                    continue;
                rows.Add(row);
                _places[row.Key] = _next;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Break(error);
        }

        return rows;
    }

    /// <summary>Writes the counters of a source as they are now.</summary>
    public void Write(Source source)
    {
        Span<byte> place = stackalloc byte[Size];
        lock (_gate)
        {
            if (_file is null || _isBroken)
                return;
            var isNew = !_places.TryGetValue(source.Key, out var at);
            if (isNew)
                _places[source.Key] = at = _next++;
            PutNumbers(place, source);
            var length = isNew ? PutTexts(place, source) : Numbers;
            try
            {
                RandomAccess.Write(_file.SafeFileHandle, place[..length], (long)at * Size);
            }
            catch (IOException error)
            {
                Break(error);
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    void Break(Exception error)
    {
        _isBroken = true; // the registry has them all the same, a few seconds later
        log.SlotsRefused(error);
    }

    static void PutNumbers(Span<byte> place, Source source)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(place, Magic);
        ReadOnlySpan<long> numbers =
        [
            source.FirstSeen.ToUnixTimeMilliseconds(), source.LastSeenMillis, source.Accepted, source.Rejected, source.Late, source.Duplicates, source.Forgotten,
        ];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(place[(8 * (i + 1))..], numbers[i]);
    }

    static int PutTexts(Span<byte> place, Source source)
    {
        var at = Numbers;
        foreach (var text in (ReadOnlySpan<string>)[source.Name, source.Address])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (bytes.Length > LongestText)
                bytes = [];
            BinaryPrimitives.WriteInt32LittleEndian(place[at..], bytes.Length);
            bytes.CopyTo(place[(at + 4)..]);
            at += 4 + LongestText;
        }

        return Size;
    }

    static SourceRow? Read(ReadOnlySpan<byte> place)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(place) != Magic || Text(place, Numbers) is not { Length: > 0 } name || Text(place, Numbers + 4 + LongestText) is not { } address)
            return null;
        var numbers = new long[7];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(place[(8 * (i + 1))..]);
        return new()
        {
            Key = Source.KeyOf(name, address),
            Name = name,
            Address = address,
            FirstSeen = DateTimeOffset.FromUnixTimeMilliseconds(numbers[0]),
            LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(numbers[1]),
            Accepted = numbers[2],
            Rejected = numbers[3],
            Late = numbers[4],
            Duplicates = numbers[5],
            Forgotten = numbers[6],
        };
    }

    static string? Text(ReadOnlySpan<byte> place, int at)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(place[at..]);
        return length is >= 0 and <= LongestText ? Encoding.UTF8.GetString(place.Slice(at + 4, length)) : null;
    }
}
