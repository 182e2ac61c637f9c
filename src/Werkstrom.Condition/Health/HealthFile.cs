using System.Text.Json;
using System.Text.Json.Serialization;
using Werkstrom.Kernel.Data;
using Werkstrom.Learning.Health;

namespace Werkstrom.Condition.Health;

/// <summary>What was learned and how assets stand, a file an asset below <c>health/</c>, so that a restart forgets nothing.</summary>
sealed class HealthFile(DataFolder data) : IBackupPart
{
    const int Version = 1;
    static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public string Folder => "health";

    /// <summary>Saves an asset: the file is the former one or the new one, never half of it.</summary>
    public void Save(HealthEntry entry)
    {
        var path = PathOf(entry.AssetId);
        using (FileStream file = new(path + ".new", FileMode.Create))
        {
            JsonSerializer.Serialize(file, Of(entry), Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Reads all that were saved; what cannot be read is learned anew.</summary>
    /// <param name="unreadable">Is told which file, and why.</param>
    public IEnumerable<HealthEntry> Load(Action<string, Exception> unreadable)
    {
        foreach (var path in Directory.GetFiles(data.Folder(Folder), "*.json"))
        {
            HealthEntry? entry = null;
            try
            {
                using var file = File.OpenRead(path);
                if (JsonSerializer.Deserialize<Saved>(file, Json) is { Version: Version } saved)
                    entry = Entry(saved);
            }
            catch (Exception e) when (e is JsonException or IOException or InvalidDataException or FormatException)
            {
                unreadable(path, e);
            }

            if (entry is not null)
                yield return entry;
        }
    }

    public void Forget(int assetId) => File.Delete(PathOf(assetId));

    public Task CopyAsync(string target, CancellationToken stop)
    {
        foreach (var file in Directory.GetFiles(data.Folder(Folder), "*.json"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return Task.CompletedTask;
    }

    string PathOf(int assetId) => Path.Combine(data.Folder(Folder), $"{assetId}.json");

    static Saved Of(HealthEntry entry) => new(
        Version, entry.AssetId, entry.Signals, entry.Lesson is { } l ? new(l.Columns, l.Facts, l.Regimes.All) : null,
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
        int Version, int AssetId, HealthSignals Signals, SavedLesson? Lesson, string? Watch, double State, HealthGap? Gap, DateTimeOffset? JudgedTo,
        DateTimeOffset? LearnedAt, DateTimeOffset QuietUntil, HealthAlarm? Alarm, HealthStanding? Now, IReadOnlyList<DriftFigure> Drifts,
        IReadOnlyList<HealthDay> Days);

    sealed record SavedLesson(int[] Columns, HealthFacts Facts, IReadOnlyList<OperatingRegime> Regimes);
}
