using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>
/// Keeps what Werkstrom itself wrote on a nameplate that a person filled in: when an asset is renamed, moved or gets another kind, its designation, path
/// and kind on the plate follow, unless somebody wrote something else there.
/// </summary>
sealed class PlateKeeper(AssetCatalog assets, InstanceIndex index, InstanceBook book, TimeProvider clock, ILogger<PlateKeeper> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly Dictionary<int, Asset> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var actor = Actor.As("twins");
        for (var seen = -1L; ; await Task.Delay(Pause, clock, stoppingToken))
        {
            var version = assets.Version;
            if (version != seen && await LookAsync(stoppingToken))
                seen = version;
        }
    }

    /// <summary>Looks at all assets. False when a plate could not be followed and is to be tried again.</summary>
    async Task<bool> LookAsync(CancellationToken stop)
    {
        var isDone = true;
        foreach (var asset in assets.All)
        {
            var before = _seen.GetValueOrDefault(asset.Id);
            if (!ReferenceEquals(before, asset) && index.Has(asset.Id, NameplateTemplate.Name) && !await TryFollowAsync(asset, before, stop))
                isDone = false;
            else
                _seen[asset.Id] = asset;
        }

        return isDone;
    }

    // changed just before the program ended, or before it was looked at for the first time: the plate has a path and a name that the asset had
    async Task<Said> KeptAsync(Asset asset, CancellationToken stop)
    {
        var now = Said.Of(asset);
        if (assets.FormerPaths(asset.Id) is not { Count: > 0 } former || await book.FindAsync(asset, NameplateTemplate.Name, stop) is not { } plate
            || Find(plate.Submodel, Said.PathName) is not { Value: { } path } || !former.Contains(path))
        {
            return now;
        }

        var designation = Find(plate.Submodel, Said.DesignationName)?.Value;
        return now with { Path = path, Designation = designation == path.Split('/')[^1] ? designation : now.Designation };
    }

    async Task<bool> TryFollowAsync(Asset asset, Asset? before, CancellationToken stop)
    {
        try
        {
            await FollowAsync(asset, before is null ? await KeptAsync(asset, stop) : Said.Of(before), stop);
            return true;
        }
#pragma warning disable CA1031 // told in the log and tried again in a second: somebody may have saved it at the same time, the disk be full or the database away
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.PlateNotKept(asset.Id, e);
            return false;
        }
    }

    async Task FollowAsync(Asset asset, Said before, CancellationToken stop)
    {
        var now = Said.Of(asset);
        if (now == before || await book.FindAsync(asset, NameplateTemplate.Name, stop) is not { } plate)
            return;
        var changed = plate.Submodel;
        foreach (var ((name, old), (_, value)) in before.Lines.Zip(now.Lines))
        {
            if (old != value && Find(changed, name) is { } line && line.Value == old && ElementPath.TryParse(At(name), out var path))
            {
                var renewed = (Property)Tree.Copy(line);
                renewed.Value = value;
                changed = Tree.Change(changed, path, renewed);
            }
        }

        if (!ReferenceEquals(changed, plate.Submodel))
            await book.SaveAsync(changed, plate, [], stop);
    }

    static Property? Find(Submodel plate, string name) => ElementPath.TryParse(At(name), out var path) ? Tree.Find(plate, path) as Property : null;

    static string At(string name) => "AssetSpecificProperties." + name;

    sealed record Said(string Designation, string Path, string Kind)
    {
        public const string PathName = "Path", DesignationName = "Designation";

        public IEnumerable<(string Name, string Value)> Lines => [(DesignationName, Designation), (PathName, Path), ("Kind", Kind)];

        public static Said Of(Asset asset) => new(asset.Label, asset.Path, asset.Kind);
    }
}
