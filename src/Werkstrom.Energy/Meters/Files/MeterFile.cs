using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters.Files;

/// <summary>All that is kept of one delivery point, read from its file: a mark, then records one after the other. A torn last record is as if it had never been.</summary>
sealed class MeterFile
{
    readonly List<MeterRecord> _records = [];

    MeterFile(string path) => Path = path;

    static ReadOnlySpan<byte> Mark => "WSMETER1"u8;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The newest version: how many records there are.</summary>
    public int Version => _records.Count;

    /// <summary>In their order; the first made version 1.</summary>
    public IReadOnlyList<MeterRecord> Records => _records;

    /// <summary>How many bytes are whole records.</summary>
    public long Whole { get; private set; }

    /// <summary>How many bytes behind them are a torn record.</summary>
    public long Torn { get; private set; }

    /// <summary>Reads a file; an empty one where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no file of a meter, or damaged in its middle.</exception>
    public static MeterFile Load(string path)
    {
        MeterFile file = new(path);
        if (!File.Exists(path))
            return file;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < Mark.Length || !bytes.AsSpan().StartsWith(Mark))
        {
            file.Torn = Mark.StartsWith(bytes) ? bytes.Length : throw new InvalidDataException($"{path} is no file of a meter.");
            return file;
        }

        var at = Mark.Length;
        while (MeterFrame.Check(bytes.AsSpan(at)) is > 0 and var length)
        {
            file._records.Add(MeterFrame.Read(bytes, at, length));
            at += length;
        }

        (file.Whole, file.Torn) = (at, bytes.Length - at);
        return file.Torn == 0 || !IsFollowed(bytes, at) ? file
            : throw new InvalidDataException(FormattableString.Invariant($"{path} is damaged at byte {at}: whole records follow. Restore it from a backup."));
    }

    /// <summary>Appends records; they are durable when this returns. A torn end is cut off before.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing of them is kept.</exception>
    public void Append(IReadOnlyList<MeterRecord> records)
    {
        var isNew = Whole == 0;
        using (FileStream file = new(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read))
        {
            try
            {
                file.SetLength(Whole);
                file.Position = Whole;
                if (isNew)
                    file.Write(Mark);
                foreach (var record in records)
                    file.Write(MeterFrame.Write(record));
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                file.SetLength(Whole);
                throw;
            }

            (Whole, Torn) = (file.Length, 0);
        }

        _records.AddRange(records);
        if (isNew)
            DurableFile.SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
    }

    /// <summary>Writes the file anew without some quarter-hours; the numbers of the versions stay.</summary>
    public void Erase(QuarterRange range)
    {
        for (var i = 0; i < _records.Count; i++)
            _records[i] = Without(_records[i], range);
        DurableFile.Write(Path, file =>
        {
            file.Write(Mark);
            foreach (var record in _records)
                file.Write(MeterFrame.Write(record));
        });
    }

    /// <summary>Quarter-hours as a version had them, and which record (from 0) each is of; -1 where nothing is known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version.</exception>
    public (MeterValue[] Values, int[] Of) Read(QuarterRange range, Flow flow, int version)
    {
        if (version < 0 || version > Version)
            throw new ArgumentOutOfRangeException(nameof(version), $"There is no version {version}; there are 0 to {Version}.");
        var (values, of) = (new MeterValue[range.Count], new int[range.Count]);
        Array.Fill(of, -1);
        for (var r = 0; r < version; r++)
        {
            var record = _records[r];
            var both = record.Flow == flow ? record.Range.Meet(range) : default;
            for (var quarter = both.First; quarter < both.End; quarter++)
            {
                var value = record.Values[quarter - record.First];
                if (value.Origin != ValueOrigin.Missing)
                    (values[quarter - range.First], of[quarter - range.First]) = (value, r);
            }
        }

        return (values, of);
    }

    /// <summary>What the register showed, as a version knew it, in the order of time; a later record of an instant replaces the one before.</summary>
    public IReadOnlyList<(Reading Reading, MeterRecord Record)> Readings(Flow flow, int version)
    {
        SortedDictionary<int, (Reading, MeterRecord)> all = [];
        foreach (var record in _records.Take(version).Where(r => r.Flow == flow))
        {
            if (record.Reading is { } reading)
                all[reading.Quarter] = (reading, record);
        }

        return [.. all.Values];
    }

    static MeterRecord Without(MeterRecord record, QuarterRange range)
    {
        if (record.Reading is { } reading)
            return range.Contains(reading.Quarter) ? record with { Reading = null, Source = MeterSource.Erased, Note = "" } : record;
        var both = record.Range.Meet(range);
        if (both.Count == 0)
            return record;
        MeterValue[] values = [.. record.Values];
        Array.Clear(values, both.First - record.First, both.Count);
        return both.Count == values.Length ? record with { Values = [], Source = MeterSource.Erased, Note = "" } : record with { Values = values };
    }

    /// <summary>Whether a whole record stands somewhere behind: then it is damage, not a tear.</summary>
    static bool IsFollowed(byte[] bytes, int at)
    {
        for (var next = at + 1; next <= bytes.Length - MeterFrame.Head; next++)
        {
            if (MeterFrame.Check(bytes.AsSpan(next)) > 0)
                return true;
        }

        return false;
    }
}
