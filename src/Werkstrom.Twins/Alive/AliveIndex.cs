using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Alive;

/// <summary>The assets by number, and by what their shells are searched for. Made anew when the tree changed.</summary>
sealed class AliveIndex(AssetCatalog assets, AliveIds ids)
{
    Kept? _kept;

    /// <summary>The shell of an asset without its submodels.</summary>
    public AssetAdministrationShell Bare(Asset asset) => new()
    {
        Id = ids.Shell(asset.Id),
        IdShort = IdShorts.Of(asset.Name),
        DisplayName = Parts.Name(asset.Label, ids.Language),
        AssetInformation = new()
        {
            AssetKind = AssetKind.Instance,
            GlobalAssetId = ids.Asset(asset.Id),
            SpecificAssetIds = [new() { Name = "path", Value = asset.Path }],
        },
    };

    /// <summary>Numbers of assets above <paramref name="after"/>, rising, whose shells have all keys.</summary>
    public IEnumerable<int> Assets(IReadOnlyList<string> keys, long after)
    {
        var kept = Current();
        if (keys.Count == 0)
            return Above(kept.Numbers, after);
        if (kept.ByKey is not { } byKey)
            kept.ByKey = byKey = Keys(kept.Numbers);
        var found = keys.Select(k => byKey.GetValueOrDefault(k, [])).OrderBy(n => n.Count).ToArray();
        return Above([.. found[0].Where(n => found.Skip(1).All(f => f.BinarySearch(n) >= 0))], after);
    }

    static IEnumerable<int> Above(int[] numbers, long after)
    {
        var at = Array.BinarySearch(numbers, (int)Math.Min(after + 1, int.MaxValue));
        return numbers.Skip(at < 0 ? ~at : at);
    }

    Dictionary<string, List<int>> Keys(int[] numbers)
    {
        Dictionary<string, List<int>> byKey = [];
        foreach (var number in numbers)
        {
            if (!assets.TryGet(number, out var asset))
                continue;
            foreach (var key in SearchKeys.Of(EntryKind.Shell, Bare(asset)))
            {
                if (!byKey.TryGetValue(key, out var list))
                    byKey[key] = list = [];
                list.Add(number);
            }
        }

        return byKey;
    }

    Kept Current()
    {
        var version = assets.Version;
        if (Volatile.Read(ref _kept) is { } kept && kept.Version == version)
            return kept;
        Kept fresh = new(version, [.. assets.All.Select(a => a.Id).Order()]);
        Volatile.Write(ref _kept, fresh);
        return fresh;
    }

    sealed record Kept(long Version, int[] Numbers)
    {
        public Dictionary<string, List<int>>? ByKey { get; set; }
    }
}
