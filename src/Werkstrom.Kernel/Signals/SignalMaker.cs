using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Signals;

/// <summary>Makes the signals that sources send and the registry does not know yet, many in one transaction.</summary>
sealed class SignalMaker(CatalogWriter writer)
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    DateTimeOffset _windowEnd;
    int _madeInWindow;

    public async Task<IReadOnlyList<EnsuredSignal>> EnsureAsync(IReadOnlyList<WantedSignal> wanted, CancellationToken stop)
    {
        var results = new EnsuredSignal[wanted.Count];
        if (FindAll(wanted, results))
            return results;
        using var held = await writer.Gate.EnterAsync(stop);
        var plan = new SignalPlan(writer, Allowance());
        for (var i = 0; i < wanted.Count; i++)
        {
            if (results[i].Signal is null)
                results[i] = new EnsuredSignal(null, plan.Add(wanted[i]));
        }

        var made = plan.Change.NewSignals.Count;
        await writer.CommitAsync(plan.Change, stop);
        _madeInWindow += made;
        FindAll(wanted, results);
        return results;
    }

    bool FindAll(IReadOnlyList<WantedSignal> wanted, EnsuredSignal[] results)
    {
        var found = 0;
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Reason is null && writer.Signals.TryGet(wanted[i].Path.AsSpan(), out var signal))
            {
                results[i] = new EnsuredSignal(signal, null);
                found++;
            }
        }

        return found == results.Length;
    }

    int Allowance()
    {
        var now = writer.Clock.GetUtcNow();
        if (now >= _windowEnd || _windowEnd - now > Window)
            (_windowEnd, _madeInWindow) = (now + Window, 0);
        return writer.Options.MaxNewSignalsPerMinute - _madeInWindow;
    }
}

/// <summary>The signals and assets that one call of <see cref="SignalMaker"/> is going to make.</summary>
sealed class SignalPlan(CatalogWriter writer, int allowance)
{
    readonly Dictionary<string, Asset> _newAssets = new(StringComparer.Ordinal);
    readonly HashSet<string> _newSignals = new(StringComparer.Ordinal);
    readonly DateTimeOffset _now = writer.Clock.GetUtcNow();

    public CatalogChange Change { get; } = new() { IsBySources = true };

    /// <summary>Plans a signal.</summary>
    /// <returns>Why it cannot be made, or null.</returns>
    public string? Add(WantedSignal wanted)
    {
        if (PathText.CheckSignalPath(wanted.Path) is { } reason)
            return reason;
        var sent = PathText.Compose(wanted.Path);
        var (assetPath, name) = Split(sent);
        var known = Known(assetPath, out var rest);
        var path = known is null ? sent : rest is "" ? $"{known.Path}/{name}" : $"{known.Path}/{rest}/{name}";
        var folded = PathText.Fold(path);
        if (writer.Signals.TryGetFolded(folded, out var existing))
        {
            Change.SignalAliases.Add((sent, existing.Id));
            return null;
        }

        if (!_newSignals.Contains(folded))
        {
            if (Refuse(path, known, rest) is { } refused)
                return refused;
            _newSignals.Add(folded);
            Make(path, name, wanted);
        }

        if (folded != PathText.Fold(sent))
            Change.SignalAliases.Add((sent, NumberOf(folded)));
        return null;
    }

    // the deepest asset of a path that exists, by its present or a former path, and the names below it that do not
    Asset? Known(string assetPath, out string rest)
    {
        for (var end = assetPath.Length; end > 0; end = assetPath.LastIndexOf('/', end - 1))
        {
            if (writer.Assets.TryGet(assetPath.AsSpan(0, end), out var asset))
            {
                rest = end == assetPath.Length ? "" : assetPath[(end + 1)..];
                return asset;
            }
        }

        rest = assetPath;
        return null;
    }

    string? Refuse(string path, Asset? known, string rest)
    {
        var options = writer.Options;
        if (PathText.CheckSignalPath(path) is { } reason)
            return reason;
        if (writer.Signals.Count + _newSignals.Count >= options.MaxSignals)
            return $"There are {options.MaxSignals} signals, as many as kernel:maxSignals allows; this one is not made.";
        if (_newSignals.Count >= allowance)
            return $"More than {options.MaxNewSignalsPerMinute} new signals in a minute (kernel:maxNewSignalsPerMinute); send it again a minute later.";
        var newAssets = rest is "" ? 0 : rest.AsSpan().Count('/') + 1;
        if (writer.Assets.Count + _newAssets.Count + newAssets > options.MaxAssets)
            return $"There are {options.MaxAssets} assets, as many as kernel:maxAssets allows; {(known is null ? "this asset" : "an asset below " + known.Path)} is not made.";
        return null;
    }

    void Make(string path, string name, WantedSignal wanted)
    {
        var (assetPath, _) = Split(path);
        Change.NewSignals.Add(new Signal
        {
            Id = -1 - Change.NewSignals.Count,
            AssetId = AssetOf(assetPath).Id,
            Name = name,
            Path = path,
            Unit = wanted.Unit ?? "",
            StoredUnit = wanted.Unit ?? "",
            Kind = wanted.Kind,
            CreatedAt = _now,
        });
    }

    Asset AssetOf(string path)
    {
        if (writer.Assets.TryGet(path.AsSpan(), out var asset) || _newAssets.TryGetValue(PathText.Fold(path), out asset))
            return asset;
        var slash = path.LastIndexOf('/');
        var parent = slash < 0 ? null : AssetOf(path[..slash]);
        asset = new Asset
        {
            Id = -1 - Change.NewAssets.Count,
            ParentId = parent?.Id,
            Name = path[(slash + 1)..],
            Path = parent is null ? path : $"{parent.Path}/{path[(slash + 1)..]}",
            CreatedAt = _now,
        };
        Change.NewAssets.Add(asset);
        _newAssets.Add(PathText.Fold(path), asset);
        return asset;
    }

    int NumberOf(string folded) => Change.NewSignals.First(s => s.PathFold == folded).Id;

    static (string Asset, string Name) Split(string path) => (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
}
