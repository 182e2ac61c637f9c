using System.Collections.Concurrent;
using System.Globalization;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Life;

/// <summary>What a model of assets was learned from, as its file name and its file say.</summary>
/// <param name="AssetId">The first of the sisters.</param>
/// <param name="Key">See <see cref="LifeEnd.Key"/>.</param>
/// <param name="Version">From 1.</param>
/// <param name="TrainedAt">Nothing later was used.</param>
/// <param name="File">The model.</param>
sealed record LifeModelVersion(int AssetId, string Key, int Version, DateTimeOffset TrainedAt, LifeModelFile File);

/// <summary>The models of assets, a file a version below the data folder: <c>life/12-VIB.3.model</c>. A file is written whole or not at all.</summary>
sealed class LifeModels(DataFolder data) : IBackupPart
{
    const int Kept = 5; // versions of a model

    readonly Lock _one = new();
    readonly ConcurrentDictionary<string, List<LifeModelVersion>> _all = [];
    bool _loaded;

    public string Folder => "life";

    /// <summary>The newest model that was learned at or before an instant; null when there is none.</summary>
    public LifeModelVersion? At(int assetId, string key, DateTimeOffset now) => Of(assetId, key).LastOrDefault(m => m.TrainedAt <= now);

    /// <summary>All versions of a model, oldest first.</summary>
    public IReadOnlyList<LifeModelVersion> Of(int assetId, string key)
    {
        lock (_one)
        {
            if (!_loaded)
                Load();
            _loaded = true;
            return [.. _all.GetValueOrDefault(Name(assetId, key), [])];
        }
    }

    /// <summary>Keeps a new version.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public LifeModelVersion Keep(int assetId, string key, DateTimeOffset now, LifeModelFile file)
    {
        var before = Of(assetId, key);
        LifeModelVersion made = new(assetId, key, (before.Count > 0 ? before[^1].Version : 0) + 1, now, file with { About = file.About with { UnitColumn = key, TrainedAt = now } });
        var path = PathOf(assetId, key, made.Version);
        DurableFile.Write(path, made.File.Save);
        lock (_one)
        {
            var list = _all.GetOrAdd(Name(assetId, key), _ => []);
            list.Add(made);
            foreach (var old in list.Take(Math.Max(0, list.Count - Kept)).ToArray())
            {
                File.Delete(PathOf(assetId, key, old.Version));
                list.Remove(old);
            }
        }

        return made;
    }

    public Task CopyAsync(string target, CancellationToken stop)
    {
        foreach (var file in Directory.GetFiles(data.Folder(Folder), "*.model"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return Task.CompletedTask;
    }

    void Load()
    {
        foreach (var path in Directory.GetFiles(data.Folder(Folder), "*.model"))
        {
            var parts = Path.GetFileName(path).Split('.', '-');
            if (parts.Length < 4 || !int.TryParse(parts[0], out var assetId) || !int.TryParse(parts[^2], out var version))
                continue;
            try
            {
                using var from = File.OpenRead(path);
                var file = LifeModelFile.Load(from);
                var key = file.About.UnitColumn ?? "";
                _all.GetOrAdd(Name(assetId, key), _ => []).Add(new(assetId, key, version, file.About.TrainedAt ?? DateTimeOffset.MinValue, file));
            }
            catch (InvalidDataException)
            {
                // written by a newer program, or damaged: it is learned anew after the next failure
            }
        }

        foreach (var list in _all.Values)
            list.Sort((a, b) => a.Version.CompareTo(b.Version));
    }

    string PathOf(int assetId, string key, int version) => Path.Combine(data.Folder(Folder), string.Create(CultureInfo.InvariantCulture, $"{Name(assetId, key)}.{version}.model"));

    // a key is what people wrote: its characters may not all stand in a file name
    static string Name(int assetId, string key) => string.Create(CultureInfo.InvariantCulture, $"{assetId}-{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(key.Length > 40 ? key[..40] : key))}");
}
