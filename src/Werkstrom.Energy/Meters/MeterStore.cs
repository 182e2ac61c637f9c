using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>What a taking did.</summary>
/// <param name="Version">The newest version after it.</param>
/// <param name="Changed">Quarter-hours that have another value now.</param>
/// <param name="Refused">Quarter-hours that were not taken, because what is there is better or newer.</param>
readonly record struct MeterTaken(int Version, int Changed, int Refused);

/// <summary>
/// The quarter-hours of delivery points, a personal file each below <c>energy/meters/</c> of the data folder: <c>12/51238696712.meter</c>, the folder being
/// the last two digits. Records are appended and never changed, so that every version can be read again. Better values replace worse ones, and what was
/// made later what was made earlier. Whoever wants to read asks <see cref="MeterValues"/>, which notes it.
/// </summary>
sealed partial class MeterStore(DataFolder data, TimeProvider clock, ILogger<MeterStore> log) : IBackupPart
{
    const string End = ".meter";

    readonly ConcurrentDictionary<string, Lock> _locks = [];

    /// <inheritdoc/>
    public string Folder => "energy/meters";

    string Root => Path.Combine(data.Folder("energy"), "meters");

    /// <summary>All delivery points of which something is kept, in their order.</summary>
    public IReadOnlyList<string> All() => !Directory.Exists(Root) ? []
        : [.. Directory.EnumerateFiles(Root, "*" + End, SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>Changes whenever the file of a delivery point does; null when there is none.</summary>
    public long? StampOf(string malo) => new FileInfo(PathOf(malo)) is { Exists: true } file ? file.Length + file.LastWriteTimeUtc.Ticks : null;

    /// <summary>Keeps quarter-hours; they are durable when this returns. What changes nothing makes no version.</summary>
    /// <param name="malo">The delivery point, eleven digits.</param>
    /// <param name="flow">Which way.</param>
    /// <param name="first">The first quarter-hour.</param>
    /// <param name="values">One for each from there; missing ones change nothing.</param>
    /// <param name="source">Where they came in.</param>
    /// <param name="made">When their maker made them.</param>
    /// <param name="note">For people.</param>
    /// <exception cref="ArgumentException">The delivery point is none.</exception>
    /// <exception cref="IOException">The disk is full or broken; nothing of them is kept.</exception>
    public MeterTaken Take(string malo, Flow flow, int first, ReadOnlySpan<MeterValue> values, MeterSource source, DateTimeOffset made, string note)
    {
        var path = PathOf(malo);
        lock (LockOf(malo))
        {
            var file = Load(path);
            var (changes, changed, refused) = Changes(file, flow, first, values, source, made);
            if (changes is { } record)
                Append(file, [record with { Note = note }]);
            return new(file.Version, changed, refused);
        }
    }

    /// <summary>
    /// Keeps what the register showed, and the quarter-hours between it and the readings beside it by a load profile: their sum is what the register went on.
    /// </summary>
    /// <param name="spread">Quarter-hours between readings, in order.</param>
    /// <exception cref="ArgumentException">The register goes back.</exception>
    public MeterTaken Note(string malo, Reading reading, Func<IReadOnlyList<Reading>, (QuarterRange Range, int[] Wh)> spread, string note)
    {
        var path = PathOf(malo);
        lock (LockOf(malo))
        {
            var file = Load(path);
            var now = clock.GetUtcNow();
            List<Reading> all = [.. file.Readings(Flow.Taken, file.Version).Select(r => r.Reading).Where(r => r.Quarter != reading.Quarter), reading];
            all.Sort((a, b) => a.Quarter.CompareTo(b.Quarter));
            var at = all.IndexOf(reading);
            List<MeterRecord> records = [new(now, now, MeterSource.Reading, Flow.Taken, note, 0, [], reading)];
            var (changed, refused) = (0, 0);
            if (all.Count > 1)
            {
                var (range, wh) = spread([.. all.Take(at + 2).Skip(Math.Max(0, at - 1))]);
                var values = Array.ConvertAll(wh, w => new MeterValue(w, ValueOrigin.Profile));
                (var record, changed, refused) = Changes(file, Flow.Taken, range.First, values, MeterSource.Reading, now);
                if (record is not null)
                    records.Add(record with { Note = note });
            }

            Append(file, records);
            return new(file.Version, changed, refused);
        }
    }

    /// <summary>Reads all of a delivery point; nobody but <see cref="MeterValues"/> shows people what is in it.</summary>
    public MeterFile Of(string malo) => Load(PathOf(malo));

    /// <summary>Takes quarter-hours out for good, for the sake of a person; null for all of the delivery point. The numbers of the versions stay.</summary>
    public void Erase(string malo, QuarterRange? range)
    {
        var path = PathOf(malo);
        lock (LockOf(malo))
        {
            if (!File.Exists(path))
                return; // nothing ever came
            if (range is { } some)
                Load(path).Erase(some);
            else
                File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public Task CopyAsync(string target, CancellationToken stop)
    {
        foreach (var malo in All())
        {
            stop.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, malo[^2..], malo + End);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            lock (LockOf(malo))
            {
                if (File.Exists(PathOf(malo)))
                    File.Copy(PathOf(malo), copy);
            }
        }

        return Task.CompletedTask;
    }

    (MeterRecord? Record, int Changed, int Refused) Changes(
        MeterFile file, Flow flow, int first, ReadOnlySpan<MeterValue> values, MeterSource source, DateTimeOffset made)
    {
        made = DateTimeOffset.FromUnixTimeMilliseconds(made.ToUnixTimeMilliseconds()); // as it is kept: else the same text would be newer than itself
        var (now, of) = file.Read(new(first, values.Length), flow, file.Version);
        var changes = new MeterValue[values.Length];
        var (from, end, changed, refused) = (values.Length, 0, 0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var before = of[i] < 0 ? null : file.Records[of[i]];
            // the market's word for a value that is there already moves its age: what was made between the two must not replace it
            var isConfirmed = values[i] == now[i] && source == MeterSource.Mscons && made > before?.Made && now[i].Origin != ValueOrigin.Missing;
            if (values[i].Origin == ValueOrigin.Missing || (values[i] == now[i] && !isConfirmed))
                continue;
            if (!isConfirmed && !Replaces(values[i], made, source, now[i], before))
            {
                refused++;
                continue;
            }

            changes[i] = values[i];
            changed += isConfirmed ? 0 : 1;
            (from, end) = (Math.Min(from, i), i + 1);
        }

        return (from >= end ? null : new(clock.GetUtcNow(), made, source, flow, "", first + from, changes[from..end]), changed, refused);
    }

    static bool Replaces(MeterValue value, DateTimeOffset made, MeterSource source, MeterValue now, MeterRecord? before)
    {
        if (before is null)
            return true;
        if (source == MeterSource.Rule && value.Doubt is Doubt.Negative or Doubt.OverPower or Doubt.Spike)
            return value != now; // judged to be wrong: only a better one takes the place of a measured one otherwise
        if (now.Doubt is Doubt.Negative or Doubt.OverPower or Doubt.Spike)
            return value.Origin == ValueOrigin.True && made > before.Made; // the value that was judged does not come back by being sent again
        return value.Replaces(now) && (value.Origin > now.Origin || made >= before.Made);
    }

    MeterFile Load(string path)
    {
        var file = MeterFile.Load(path);
        if (file.Torn > 0)
            LogTorn(path, file.Torn);
        return file;
    }

    static void Append(MeterFile file, IReadOnlyList<MeterRecord> records)
    {
        if (!File.Exists(file.Path))
            MakeFolder(Path.GetDirectoryName(file.Path)!);
        file.Append(records);
    }

    static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    Lock LockOf(string malo) => _locks.GetOrAdd(malo, _ => new());

    string PathOf(string malo) => MarketIds.IsDeliveryPoint(malo) ? Path.Combine(Root, malo[^2..], malo + End) : throw Unknown(malo);

    static ArgumentException Unknown(string malo) =>
        new($"'{malo}' is no delivery point: a MaLo-ID has eleven digits, the first not 0, the last the check digit.", nameof(malo));

    [LoggerMessage(7400, LogLevel.Warning, "{Path} ended with {Bytes} bytes of a record that was never acknowledged; they are cut off with the next one")]
    partial void LogTorn(string path, long bytes);
}
