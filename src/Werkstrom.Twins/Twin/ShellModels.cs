using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Models;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Twin;

/// <summary>
/// Takes the 3D model of an asset from the shells about it, its own among them: from a submodel 3D models (IDTA 02026), else from any file that is one.
/// What a person gave for the asset itself stays.
/// </summary>
sealed class ShellModels(AssetShells shells, ModelBook models, StoredFiles files, AssetCatalog assets, Shelf shelf, AliveIds ids, ShellNews news, ILogger<ShellModels> log)
    : BackgroundService
{
    const string Meaning = "https://admin-shell.io/idta/Models3D";

    readonly ConcurrentDictionary<int, (string File, IReadOnlyList<ModelFault> Faults)> _faults = new();

    /// <summary>The file that the shells of an asset name as its model and what is wrong with it; empty when it is shown, or when they name none.</summary>
    public (string File, IReadOnlyList<ModelFault> Faults) Faults(int assetId) => _faults.GetValueOrDefault(assetId, ("", []));

    /// <summary>Looks into the shells of an asset again.</summary>
    public async Task RefreshAsync(int assetId, CancellationToken stop)
    {
        if (assets.TryGet(assetId, out var asset))
            await RefreshAsync(asset, await shells.OfAsync(asset, stop), stop);
    }

    /// <summary>The same, with the shells at hand.</summary>
    public async Task RefreshAsync(Asset asset, IReadOnlyList<AssetShell> about, CancellationToken stop)
    {
        foreach (var submodel in about.Where(s => !s.IsOwn).SelectMany(s => s.Submodels))
            news.About[submodel.Id] = asset.Id;
        var now = await models.FindAsync(asset.Id, stop);
        if (now is { Source: null })
            return;
        var choices = Choices(about);
        var named = choices.FirstOrDefault(f => IsOf(now, f)) ?? (choices is [var first, ..] ? first : null);
        var source = named is null ? null : Source(named);
        if (source is null && now is not null)
            await models.DropAsync(asset.Id, stop);
        if (source is null || source == now?.Source)
            _faults.TryRemove(asset.Id, out _);
        else
            await TakeAsync(asset, named!, source, stop);
    }

    /// <summary>The models that the shells of an asset name: those of a submodel 3D models, where there is none those of all others.</summary>
    public static IReadOnlyList<TwinFile> Choices(IReadOnlyList<AssetShell> about)
    {
        var all = about.SelectMany(s => s.Submodels).Select(s => (IsOne: Is3D(s), Files: TwinFile.Of(s).Where(f => f.IsModel && f.File.Value is ['/', ..]))).ToLookup(s => s.IsOne, s => s.Files);
        TwinFile[] meant = [.. all[true].SelectMany(f => f)];
        return meant.Length > 0 ? meant : [.. all[false].SelectMany(f => f)];
    }

    /// <summary>Whether the model of an asset was taken from a file of its shells.</summary>
    public static bool IsOf(ModelRow? model, TwinFile file) => model?.Source?.StartsWith(file.File.Value + " ", StringComparison.Ordinal) == true;

    /// <summary>Shows another model that the shells of an asset name.</summary>
    /// <returns>False when they name no such file.</returns>
    public async Task<bool> ChooseAsync(int assetId, string file, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset) || Choices(await shells.OfAsync(asset, stop)).FirstOrDefault(f => f.File.Value == file) is not { } chosen)
            return false;
        await TakeAsync(asset, chosen, Source(chosen), stop);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var asset in await shells.LinkedAsync(stoppingToken))
            await TryAsync(() => RefreshAsync(asset, stoppingToken));
        await foreach (var id in news.AllAsync(stoppingToken))
            await TryAsync(() => FollowAsync(id, stoppingToken));
    }

    static string Source(TwinFile file) => $"{file.File.Value} {file.Submodel.Tag}";

    static bool Is3D(Entry submodel) => submodel.Submodel.SemanticId?.Keys[^1].Value.StartsWith(Meaning, StringComparison.Ordinal) == true;

    async Task FollowAsync(string id, CancellationToken stop)
    {
        if (news.About.TryGetValue(id, out var known) || ids.TrySubmodel(id, out known, out _))
        {
            await RefreshAsync(known, stop);
        }
        else if (await shelf.FindAsync(EntryKind.Shell, id, stop) is { } shell)
        {
            foreach (var asset in await shells.AssetsOfAsync(shell, stop))
                await RefreshAsync(asset, stop);
        }
    }

    async Task TakeAsync(Asset asset, TwinFile named, string source, CancellationToken stop)
    {
        if (await files.FindAsync(named.File.Value!, stop) is not { } file)
            return;
        var (_, faults) = await models.KeepAsync(asset.Id, named.Name, file.Bytes, stop, source);
        if (faults.Count == 0)
            _faults.TryRemove(asset.Id, out _);
        else
            _faults[asset.Id] = (named.Name, faults);
    }

    // one file that cannot be read must not keep the others from being looked at
    async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // told in the log; the next change, or the page of the twin, tries again
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.ModelNotTaken(e);
        }
    }
}
