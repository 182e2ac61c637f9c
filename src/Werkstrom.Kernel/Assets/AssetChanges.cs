using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Assets;

/// <summary>What people change about the tree. Each change is one transaction, with all paths below and the former paths that still lead there.</summary>
sealed class AssetChanges(CatalogWriter writer, AssetCatalog catalog, SignalChanges signalChanges, SignalStates states)
{
    ILookup<int, Signal>? _signals;
    long _signalsVersion = -1;

    public async Task<Change<Asset>> CreateAsync(int? parentId, string name, string kind, string? title, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        Asset? parent = null;
        if (parentId is { } up && !writer.Assets.TryGet(up, out parent))
            return Missing(up);
        var asset = At(new Asset { Id = -1, Name = "", Path = "", Kind = kind, Title = title, CreatedAt = writer.Clock.GetUtcNow() }, parent, name);
        if (Refuse(asset) is { } problem)
            return problem;
        if (writer.Assets.Count >= writer.Options.MaxAssets)
            return new ChangeProblem(ChangeFault.Conflict, $"There are {writer.Options.MaxAssets} assets, as many as kernel:maxAssets allows.");
        var change = new CatalogChange { NewAssets = { asset } };
        await writer.CommitAsync(change, stop);
        return change.NewAssets[0];
    }

    public async Task<Change<IReadOnlyList<Asset>>> EnsureAsync(IReadOnlyList<(string Path, string Kind)> wanted, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        CatalogChange change = new() { IsBySources = true };
        Dictionary<string, Asset> made = [];
        foreach (var (path, kind) in wanted)
        {
            if (Plan(change, made, path, kind) is { } problem)
                return problem;
        }

        if (writer.Assets.Count + change.NewAssets.Count > writer.Options.MaxAssets)
            return new ChangeProblem(ChangeFault.Conflict, $"With {change.NewAssets.Count} new assets there would be more than {writer.Options.MaxAssets}, as many as kernel:maxAssets allows.");
        await writer.CommitAsync(change, stop);
        return new([.. wanted.Select(w => writer.Assets.TryGet(w.Path.AsSpan(), out var asset) ? asset : throw new InvalidOperationException($"'{w.Path}' is not there."))], null);
    }

    // plans an asset and all above it that are missing
    ChangeProblem? Plan(CatalogChange change, Dictionary<string, Asset> made, string path, string kind)
    {
        if (writer.Assets.TryGet(path.AsSpan(), out _) || made.ContainsKey(PathText.Fold(path)))
            return null;
        Asset? parent = null;
        if (path.LastIndexOf('/') is > 0 and var slash)
        {
            var above = path[..slash];
            if (Plan(change, made, above, "") is { } problem)
                return problem;
            if (!writer.Assets.TryGet(above.AsSpan(), out parent))
                parent = made[PathText.Fold(above)];
        }

        var asset = At(new Asset { Id = -1 - change.NewAssets.Count, Name = "", Path = "", Kind = kind, CreatedAt = writer.Clock.GetUtcNow() }, parent, path[(path.LastIndexOf('/') + 1)..]);
        if (Refuse(asset) is { } refused)
            return refused;
        change.NewAssets.Add(asset);
        made[PathText.Fold(path)] = asset;
        return null;
    }

    public async Task<Change<Asset>> EditAsync(int id, Func<Asset, Asset> edit, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Assets.TryGet(id, out var before))
            return Missing(id);
        var after = edit(before);
        if (before with { Title = after.Title, Kind = after.Kind, Position = after.Position } != after)
            throw new ArgumentException("The place of an asset in the tree has a method of its own.", nameof(edit));
        List<string> errors = [.. Errors(after)];
        if (errors.Count > 0)
            return new ChangeProblem(ChangeFault.Invalid, string.Join(' ', errors));
        await writer.CommitAsync(new CatalogChange { EditedAssets = { after } }, stop);
        return after;
    }

    public async Task<bool> RemoveAliasAsync(string path, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        var folded = PathText.Fold(path);
        if (!writer.Assets.TryGetAlias(folded, out _))
            return false;
        await writer.CommitAsync(new CatalogChange { DroppedAssetAliases = { folded } }, stop);
        return true;
    }

    public async Task<Change<Asset>> MoveAsync(int id, int? parentId, string name, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        Asset? parent = null;
        if (!writer.Assets.TryGet(id, out var before))
            return Missing(id);
        if (parentId is { } up && !writer.Assets.TryGet(up, out parent))
            return Missing(up);
        if (parent is not null && catalog.IsWithin(parent.Id, before.Id))
            return new ChangeProblem(ChangeFault.Conflict, $"'{parent.Path}' is below '{before.Path}'; an asset cannot be moved into itself.");
        var after = At(before, parent, name);
        var change = new CatalogChange { EditedAssets = { after } };
        Repath(change, before, after);
        if ((Refuse(after) ?? RefuseBelow(change)) is { } problem)
            return problem;
        await writer.CommitAsync(change, stop);
        return after;
    }

    public async Task<(Change<Asset> Merged, IReadOnlyList<(Signal From, Signal Into)> Signals)> MergeAsync(int fromId, int intoId, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Assets.TryGet(fromId, out var from))
            return (Missing(fromId), []);
        if (!writer.Assets.TryGet(intoId, out var into))
            return (Missing(intoId), []);
        if (catalog.IsWithin(from.Id, into.Id) || catalog.IsWithin(into.Id, from.Id))
            return (new ChangeProblem(ChangeFault.Conflict, "One of the two is the other or stands below it; move it first."), []);
        var change = new CatalogChange();
        Merge(change, from, into);
        var refused = change.MergedSignals.Select(m => signalChanges.Refuse(m.From, m.Into)).OfType<string>().ToList();
        if (refused.Count > 0)
            return (new ChangeProblem(ChangeFault.Conflict, string.Join(' ', refused)), []);
        if (RefuseBelow(change) is { } problem)
            return (problem, []);
        await writer.CommitAsync(change, stop);
        states.Apply(change);
        return (into, change.MergedSignals);
    }

    public async Task<Change<Asset>> DeleteAsync(int id, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Assets.TryGet(id, out var asset))
            return Missing(id);
        var signals = writer.Signals.All.Count(s => s.AssetId == asset.Id);
        if (catalog.Children(asset.Id).Count + signals > 0)
            return new ChangeProblem(ChangeFault.Conflict, $"'{asset.Path}' has {catalog.Children(asset.Id).Count} assets and {signals} signals below it; move or merge them first.");
        var change = new CatalogChange { RemovedAssets = { asset } };
        change.DroppedAssetAliases.AddRange(writer.Assets.AliasesOf(asset.Id));
        await writer.CommitAsync(change, stop);
        return asset;
    }

    void Merge(CatalogChange change, Asset from, Asset into)
    {
        foreach (var child in catalog.Children(from.Id))
        {
            var moved = child with { ParentId = into.Id, Path = $"{into.Path}/{child.Name}" };
            if (writer.Assets.TryGetLive(moved.PathFold, out var twin))
            {
                Merge(change, child, twin);
            }
            else
            {
                change.RepathedAssets.Add(moved);
                Repath(change, child, moved);
            }
        }

        foreach (var signal in SignalsOf(from.Id))
        {
            var moved = signal with { AssetId = into.Id, Path = $"{into.Path}/{signal.Name}" };
            if (writer.Signals.TryGetLive(moved.PathFold, out var twin))
                signalChanges.Merge(change, signal, twin);
            else
                Repath(change, signal, moved);
        }

        change.MergedAssets.Add((from, into));
        change.RemovedAssets.Add(from);
        change.AssetAliases.Add((from.Path, into.Id));
    }

    // all below an asset gets its new path; what was there before becomes an alias
    void Repath(CatalogChange change, Asset before, Asset after)
    {
        if (before.PathFold != after.PathFold)
        {
            change.AssetAliases.Add((before.Path, before.Id));
            change.DroppedAssetAliases.Add(after.PathFold);
        }

        foreach (var child in catalog.Children(before.Id))
        {
            var moved = child with { Path = $"{after.Path}/{child.Name}" };
            change.RepathedAssets.Add(moved);
            Repath(change, child, moved);
        }

        foreach (var signal in SignalsOf(before.Id))
            Repath(change, signal, signal with { Path = $"{after.Path}/{signal.Name}" });
    }

    static void Repath(CatalogChange change, Signal before, Signal after)
    {
        change.RepathedSignals.Add(after);
        if (before.PathFold == after.PathFold)
            return;
        change.SignalAliases.Add((before.Path, before.Id));
        change.DroppedSignalAliases.Add(after.PathFold);
    }

    // used under the gate only
    IEnumerable<Signal> SignalsOf(int assetId)
    {
        if (_signals is null || _signalsVersion != writer.Signals.Version)
            (_signals, _signalsVersion) = (writer.Signals.All.ToLookup(s => s.AssetId), writer.Signals.Version);
        return _signals[assetId];
    }

    static Asset At(Asset asset, Asset? parent, string name)
    {
        name = PathText.Compose(name);
        return asset with { ParentId = parent?.Id, Name = name, Path = parent is null ? name : $"{parent.Path}/{name}" };
    }

    ChangeProblem? Refuse(Asset asset)
    {
        // a signal's name comes below the deepest asset
        var reason = PathText.CheckName(asset.Name) ?? PathText.CheckSignalPath(asset.Path + "/x") ?? Errors(asset).FirstOrDefault();
        if (reason is not null)
            return new ChangeProblem(ChangeFault.Invalid, reason);
        return writer.Assets.TryGetFolded(asset.PathFold, out var other) && other.Id != asset.Id
            ? PathProblems.Taken(asset.Path, other.Path, writer.Assets.TryGetLive(asset.PathFold, out _)) : null;
    }

    ChangeProblem? RefuseBelow(CatalogChange change)
    {
        foreach (var asset in change.RepathedAssets)
        {
            if (Refuse(asset) is { } problem)
                return problem;
        }

        foreach (var signal in change.RepathedSignals)
        {
            if (PathText.CheckSignalPath(signal.Path) is { } reason)
                return new ChangeProblem(ChangeFault.Invalid, reason);
            if (writer.Signals.TryGetFolded(signal.PathFold, out var other) && other.Id != signal.Id)
                return PathProblems.Taken(signal.Path, other.Path, writer.Signals.TryGetLive(signal.PathFold, out _));
        }

        return null;
    }

    static IEnumerable<string> Errors(Asset asset)
    {
        if (asset.Kind.Length > 60 || asset.Kind.Any(c => !char.IsAsciiLetterLower(c) && c != '-'))
            yield return "A kind is a word of at most 60 lower-case letters and dashes.";
        if (asset.Title is { } title && title.Trim().Length is 0 or > 200)
            yield return "A title has 1 to 200 characters.";
    }

    static ChangeProblem Missing(int id) => new(ChangeFault.NotFound, $"There is no asset {id}.");
}
