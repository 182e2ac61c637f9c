using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Templates;

namespace Werkstrom.Twins.Push;

/// <summary>
/// Tells what becomes of the shells of assets: one that is made, renamed, moved or removed, and one that has got or lost a submodel. It compares what
/// shells show with what they showed, half a second after the tree or the signals changed, and once a minute for what other modules know.
/// </summary>
sealed class ShellWatch(AssetCatalog assets, SignalCatalog signals, AliveIds ids, AliveSubmodels submodels, InstanceIndex instances, ChangeLog changes, TimeProvider clock)
    : BackgroundService, IDocumentWatcher
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromMinutes(1);

    // a look at a hundred thousand assets must not keep a core busy while signals come in
    const int LeastPauses = 20;

    Dictionary<int, Face> _faces = [];
    long _stored;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _faces = Look();
        return base.StartAsync(cancellationToken);
    }

    public void Changed(EntryKind kind, string id, Entry? before, Entry? after)
    {
        if (kind == EntryKind.Submodel && (before is null || after is null))
            Interlocked.Increment(ref _stored);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = (0L, 0L, 0L);
        for (var (looked, wait) = (clock.GetTimestamp(), Pause); ;)
        {
            await Task.Delay(wait, clock, stoppingToken);
            var now = (assets.Version, signals.Version, Interlocked.Read(ref _stored));
            if (now == seen && clock.GetElapsedTime(looked) < Longest)
                continue;
            var start = Stopwatch.GetTimestamp();
            Tell();
            (seen, looked, wait) = (now, clock.GetTimestamp(), Stopwatch.GetElapsedTime(start) * LeastPauses);
            wait = wait < Pause ? Pause : wait;
        }
    }

    void Tell()
    {
        var now = Look();
        List<TwinChange> found = [];
        foreach (var (id, face) in _faces)
        {
            if (!now.ContainsKey(id))
                found.Add(Of(TwinChange.Deleted, face));
        }

        foreach (var (id, face) in now)
        {
            if (!_faces.TryGetValue(id, out var before))
                found.Add(Of(TwinChange.Created, face));
            else if (!face.Shows(before))
                found.Add(Of(TwinChange.Updated, face));
        }

        _faces = now;
        if (found.Count > 0)
            changes.Add(() => found);
    }

    TwinChange Of(string what, Face face) => new(what, EntryKind.Shell, ids.Shell(face.Asset.Id), IdShorts.Of(face.Asset.Name), null, null) { AssetPath = face.Asset.Path };

    Dictionary<int, Face> Look()
    {
        var all = assets.All;
        Dictionary<int, Face> faces = new(all.Count);
        foreach (var asset in all)
        {
            var made = 0UL;
            foreach (var submodel in submodels.Of(asset))
                made |= 1UL << submodel.Slot;
            faces[asset.Id] = new(asset, made, instances.Of(asset.Id));
        }

        return faces;
    }

    /// <summary>What a shell is made of.</summary>
    /// <param name="Asset">Its asset.</param>
    /// <param name="Made">A bit for each submodel that is made.</param>
    /// <param name="Stored">Names of those that are stored.</param>
    sealed record Face(Asset Asset, ulong Made, IReadOnlyList<string> Stored)
    {
        public bool Shows(Face other) => ReferenceEquals(this, other) || (Asset.Name == other.Asset.Name && Asset.Label == other.Asset.Label && Asset.Path == other.Asset.Path
            && Made == other.Made && (ReferenceEquals(Stored, other.Stored) || Stored.SequenceEqual(other.Stored)));
    }
}
