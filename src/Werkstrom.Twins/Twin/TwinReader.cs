using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;
using Werkstrom.Twins.Models;
using Werkstrom.Twins.Scene;
using Werkstrom.Twins.Shells;
using Werkstrom.Ui;

namespace Werkstrom.Twins.Twin;

/// <summary>All that a twin page says of one asset.</summary>
sealed class TwinReader(
    AssetCatalog assets, SignalCatalog signals, SceneReader scenes, ModelBook models, RecordQueries records, SampleQueries samples, IEvents events, SignalScope scope,
    SceneTree tree, AssetShells shells, ShellModels shellModels, StoredFiles files, IStringLocalizer<SceneText> text)
{
    const int MostTiles = 9, MostCases = 10, MostEvents = 8, MostDocuments = 50, Steps = 288;

    static readonly TimeSpan StateHolds = TimeSpan.FromDays(7);

    /// <summary>Reads it; null when there is no such asset.</summary>
    /// <param name="assetId">Number of the asset.</param>
    /// <param name="now">The present.</param>
    /// <param name="span">How far back its course and events go.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<TwinView?> ReadAsync(int assetId, DateTimeOffset now, TimeSpan span, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset))
            return null;
        var state = scenes.Condition(asset.Id);
        var below = assets.Within(asset.Id).Select(a => a.Id).ToHashSet();
        var cases = await records.ListAsync(new("case", below, IsOpen: true, Limit: MostCases), stop);
        var own = scope.Of(asset.Id);
        var about = await shells.OfAsync(asset, stop);
        await shellModels.RefreshAsync(asset, about, stop);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        List<TwinFile> documents = [.. about.SelectMany(s => s.Submodels).SelectMany(TwinFile.Of).Take(MostDocuments)];
        string[] paths = [.. documents.Select(d => d.File.Value!).Where(v => v.StartsWith('/'))];
        return new(asset, state, await ShownAsync(state, stop))
        {
            Tiles = [.. SceneReader.Measured(state).Take(MostTiles)],
            Parts = assets.Children(asset.Id),
            Siblings = asset.ParentId is { } up ? [.. assets.Children(up).Where(a => a.Id != asset.Id)] : [],
            Cases = [.. cases.Where(c => c.Values.GetValueOrDefault("part_of") is null)],
            Events = await events.ListAsync(asset.Id, now - span, now.AddMinutes(1), MostEvents, stop),
            Health = Find(own, SceneReader.HealthName),
            Life = Find(own, SceneReader.LifeName),
            Model = await models.FindAsync(asset.Id, stop),
            Course = PlantState.StateSignal(own) is { } signal ? await CourseAsync(signal, now, span, stop) : null,
            Former = assets.FormerPaths(asset.Id),
            Shells = about,
            Plate = PlateLine.Of(about.OrderByDescending(s => s.IsOwn).SelectMany(s => s.Submodels), language),
            Documents = documents,
            MissingFiles = paths.Except((await files.OwnersAsync(paths, stop)).Keys).ToHashSet(),
            ModelChoices = ShellModels.Choices(about),
            ModelFaults = shellModels.Faults(asset.Id).Faults,
            ModelName = shellModels.Faults(asset.Id).File,
            Inside = tree.IsThing(asset) ? null : await scenes.ReadAsync(asset.Id, stop),
        };
    }

    // a group says how many of its machines run, not what the first of them does
    async Task<SceneState> ShownAsync(AssetState state, CancellationToken stop)
    {
        var shown = scenes.State(state);
        if (tree.IsThing(state.Asset))
            return shown;
        var inside = SceneReader.Telling([.. (await scenes.ReadAsync(state.Asset.Id, stop)).Nodes.Where(n => !n.IsGroup)]);
        return shown with { Text = text["scene.running", Format.Count(inside.Count(n => n.State.Activity == SceneActivity.Running)), Format.Count(inside.Length)] };
    }

    static Signal? Find(IReadOnlyList<Signal> own, string name) => own.FirstOrDefault(s => s.Name == name);

    async Task<TwinCourse?> CourseAsync(Signal signal, DateTimeOffset now, TimeSpan span, CancellationToken stop)
    {
        var from = now - span;
        long[] instants = [.. Enumerable.Range(0, Steps).Select(i => Micros.Of(from + ((i + 0.5) * span / Steps)))];
        var values = await samples.AsOfAsync(signal.Id, instants, StateHolds, stop);
        var texts = signals.States(signal.Id);
        return TwinCourse.Of(from, span / Steps, [.. values.Select(v => double.IsNaN(v) ? null : texts.GetValueOrDefault((int)v))]);
    }
}

/// <summary>All that a twin page says.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="State">Its signals, judged.</param>
/// <param name="Shown">How it is, as the scene shows it.</param>
sealed record TwinView(Asset Asset, AssetState State, SceneState Shown)
{
    /// <summary>The values that are worth a tile, the pressing first.</summary>
    public required IReadOnlyList<Judgement> Tiles { get; init; }

    /// <summary>What stands directly below it.</summary>
    public required IReadOnlyList<Asset> Parts { get; init; }

    /// <summary>What stands beside it.</summary>
    public required IReadOnlyList<Asset> Siblings { get; init; }

    /// <summary>Open cases of it and its parts, newest first.</summary>
    public required IReadOnlyList<RecordRow> Cases { get; init; }

    /// <summary>What happened in the last day.</summary>
    public required IReadOnlyList<PlantEvent> Events { get; init; }

    /// <summary>The signal of its health; null without one.</summary>
    public Signal? Health { get; init; }

    /// <summary>The signal of its remaining life, days; null without one.</summary>
    public Signal? Life { get; init; }

    /// <summary>Its 3D model; null when it has its shape only.</summary>
    public ModelRow? Model { get; init; }

    /// <summary>What it did in the last day; null when it does not say.</summary>
    public TwinCourse? Course { get; init; }

    /// <summary>The shells about it, its own first.</summary>
    public required IReadOnlyList<AssetShell> Shells { get; init; }

    /// <summary>What its nameplates say.</summary>
    public required IReadOnlyList<PlateLine> Plate { get; init; }

    /// <summary>Files that its shells name.</summary>
    public required IReadOnlyList<TwinFile> Documents { get; init; }

    /// <summary>Paths of documents that are named and not here.</summary>
    public required IReadOnlySet<string> MissingFiles { get; init; }

    /// <summary>The 3D models that its shells name.</summary>
    public required IReadOnlyList<TwinFile> ModelChoices { get; init; }

    /// <summary>What is wrong with the 3D model that its shells name.</summary>
    public required IReadOnlyList<ModelFault> ModelFaults { get; init; }

    /// <summary>The file they are about.</summary>
    public required string ModelName { get; init; }

    /// <summary>Of a group what stands in it; null for one thing.</summary>
    public SceneView? Inside { get; init; }

    /// <summary>Former paths that still lead to it.</summary>
    public required IReadOnlyList<string> Former { get; init; }
}
