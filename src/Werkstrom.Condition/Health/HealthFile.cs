using System.Text.Json;
using System.Text.Json.Serialization;
using Werkstrom.Condition.States;
using Werkstrom.Kernel.Data;
using Werkstrom.Learning.Health;

namespace Werkstrom.Condition.Health;

/// <summary>What was learned and how assets stand, a file an asset below <c>health/</c>, so that a restart forgets nothing.</summary>
sealed class HealthFile(DataFolder data, SavedStates states) : IBackupPart
{
    const int Version = 2;
    static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public string Folder => "health";

    /// <summary>Saves an asset: the file is the former one or the new one, never half of it; a full disk is told, see <see cref="SavedStates"/>.</summary>
    public void TrySave(HealthEntry entry) =>
        states.TrySave(Folder, () => FileOf(PathOf(entry.AssetId)).Save(to => Write(to, Of(entry))));

    /// <summary>Reads all that were saved; what cannot be read is learned anew.</summary>
    public IEnumerable<HealthEntry> Load()
    {
        foreach (var path in Directory.GetFiles(data.Folder(Folder), "*.state"))
        {
            var (entry, fault) = FileOf(path).Load(Read, null);
            if (fault is not null)
                states.Unreadable(Folder, path, fault);
            if (entry is not null)
                yield return entry;
        }
    }

    public void Forget(int assetId) => File.Delete(PathOf(assetId));

    public Task CopyAsync(string target, CancellationToken stop)
    {
        foreach (var file in Directory.GetFiles(data.Folder(Folder), "*.state"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return Task.CompletedTask;
    }

    static StateFile FileOf(string path) => new(path, "health", Version);

    static void Write(BinaryWriter to, Saved saved)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(saved, Json);
        to.Write(text.Length);
        to.Write(text);
    }

    static HealthEntry? Read(BinaryReader from)
    {
        try
        {
            return Entry(JsonSerializer.Deserialize<Saved>(from.ReadBytes(from.ReadInt32()), Json) ?? throw new InvalidDataException("It is empty."));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    string PathOf(int assetId) => Path.Combine(data.Folder(Folder), $"{assetId}.state");

    static Saved Of(HealthEntry entry) => new(
        entry.AssetId, entry.Signals, entry.Lesson is { } l ? new(l.Columns, l.Facts, l.Regimes.All) : null,
        entry.Watch is { } watch ? Convert.ToBase64String(watch.Save()) : null, entry.State, entry.Gap, entry.JudgedTo, entry.LearnedAt,
        entry.QuietUntil, entry.Alarm, entry.Now, entry.Drifts, [.. entry.Days]);

    static HealthEntry Entry(Saved saved)
    {
        HealthEntry entry = new(saved.AssetId, saved.Signals);
        if (saved is { Lesson: { } lesson, Watch: { } text })
        {
            var watch = HealthWatch.Load(Convert.FromBase64String(text));
            entry.Restore(new(watch.Model, OperatingRegimes.Known(lesson.Regimes), lesson.Columns, lesson.Facts), watch, saved.State);
        }

        (entry.Gap, entry.JudgedTo, entry.LearnedAt, entry.QuietUntil, entry.Drifts) =
            (saved.Gap, saved.JudgedTo, saved.LearnedAt, saved.QuietUntil, saved.Drifts);
        entry.RestoreStanding(saved.Alarm, saved.Now, saved.Days);
        return entry;
    }

    sealed record Saved(
        int AssetId, HealthSignals Signals, SavedLesson? Lesson, string? Watch, double State, HealthGap? Gap, DateTimeOffset? JudgedTo,
        DateTimeOffset? LearnedAt, DateTimeOffset QuietUntil, HealthAlarm? Alarm, HealthStanding? Now, IReadOnlyList<DriftFigure> Drifts,
        IReadOnlyList<HealthDay> Days);

    sealed record SavedLesson(int[] Columns, HealthFacts Facts, IReadOnlyList<OperatingRegime> Regimes);
}
