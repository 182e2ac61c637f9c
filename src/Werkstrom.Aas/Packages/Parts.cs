using System.Globalization;
using System.IO.Compression;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Packages;

/// <summary>The parts of a package, checked before anything is unpacked: names, number, sizes.</summary>
sealed class Parts
{
    const int Checked = 1 << 20;

    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    readonly FaultList _faults;

    Parts(ZipArchive archive, PackageOptions options, FaultList faults)
    {
        _faults = faults;
        Read(archive, options);
    }

    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string part) => _entries.ContainsKey(part);

    /// <summary>Null when the archive is none, or is one that does harm.</summary>
    public static Parts? Open(ZipArchive archive, PackageOptions options, FaultList faults)
    {
        var before = faults.Count;
        var parts = new Parts(archive, options, faults);
        return faults.Count == before ? parts : null;
    }

    /// <summary>What a part holds; null, with a fault, when it cannot be unpacked or holds more than it says.</summary>
    public byte[]? Bytes(string part)
    {
        var entry = _entries[part];
        var bytes = new byte[entry.Length];
        try
        {
            using var stream = entry.Open();
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length == bytes.Length && Checksum.Of(bytes) == entry.Crc32)
                return bytes;
            _faults.Add("aasx", $"the part {FaultList.Quote(part)} is damaged: its length or checksum is not what the archive says");
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException)
        {
            _faults.Add("aasx", $"the part {FaultList.Quote(part)} cannot be unpacked: {broken.Message}");
        }

        return null;
    }

    void Read(ZipArchive archive, PackageOptions options)
    {
        var total = 0L;
        if (archive.Entries.Count > options.MostFiles)
            _faults.Add("aasx", Say($"holds {archive.Entries.Count:N0} files; at most {options.MostFiles:N0} are read"));
        foreach (var entry in archive.Entries.Take(options.MostFiles))
        {
            if (entry.FullName.EndsWith('/') && entry.Length == 0)
                continue; // a folder
            total += Math.Min(entry.Length, long.MaxValue - total);
            Add(entry, options);
        }

        if (total > options.MostBytes)
            _faults.Add("aasx", Say($"unpacks to {total:N0} bytes; at most {options.MostBytes:N0} are read"));
    }

    void Add(ZipArchiveEntry entry, PackageOptions options)
    {
        var shown = FaultList.Quote(entry.FullName);
        if (PartNames.OfEntry(entry.FullName, out var wrong) is not { } part)
            _faults.Add("aasx", $"the file {shown} {wrong}");
        else if (!_entries.TryAdd(part, entry))
            _faults.Add("aasx", $"the file {shown} stands twice (upper and lower case are the same)");
        if (entry.Length > Checked && entry.Length / Math.Max(1, entry.CompressedLength) > options.MostRatio)
            _faults.Add("aasx", Say($"the file {shown} unpacks to {entry.Length:N0} bytes, more than {options.MostRatio} times what it is packed to"));
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
