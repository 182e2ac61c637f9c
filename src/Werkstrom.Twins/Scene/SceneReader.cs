using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Judging;
using Werkstrom.Twins.Models;
using Werkstrom.Twins.Twin;

namespace Werkstrom.Twins.Scene;

/// <summary>A scene as it is now: tree, places and states, in the reader's language. Nothing but places and models is read from disk.</summary>
sealed class SceneReader(
    SceneTree tree, ScenePlaces places, ModelBook models, AssetCatalog assets, SignalCatalog signals, PlantState plant, IAssetState states, TimeProvider time,
    IStringLocalizer<SceneText> text)
{
    /// <summary>What other modules call the signals that they keep of an asset: health in percent, remaining life in days.</summary>
    public const string HealthName = "health", LifeName = "remaining_life";

    const int MostValues = 3;

    /// <summary>The scene of the plant, or of one asset.</summary>
    /// <param name="assetId">Number of an asset; null for the whole plant.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<SceneView> ReadAsync(int? assetId, CancellationToken stop)
    {
        var put = await places.AllAsync(stop);
        var given = await models.AllAsync(stop);
        var placed = SceneLayout.Arrange(tree.Read(assetId, put));
        var title = assetId is { } id && assets.TryGet(id, out var asset) ? asset.Label : text["scene.plant"];
        return new(assetId, title, Iso(time.GetUtcNow()), [.. placed.Select(p => Node(p, given))]);
    }

    /// <summary>How the things of a scene are now.</summary>
    public async Task<SceneStates> StatesAsync(int? assetId, CancellationToken stop)
    {
        var nodes = tree.Read(assetId, await places.AllAsync(stop));
        return new(Iso(time.GetUtcNow()), [.. nodes.Where(n => !n.IsGroup).Select(n => State(Condition(n.Id)))]);
    }

    /// <summary>How an asset is, with all its parts.</summary>
    public AssetState Condition(int assetId)
    {
        assets.TryGet(assetId, out var asset);
        return plant.Of(asset!, plant.Signals(assetId));
    }

    /// <summary>How an asset is, as the scene shows it.</summary>
    public SceneState State(AssetState state)
    {
        var activity = state.IsOnline == false ? SceneActivity.Off : SceneActivities.Of(state.Said);
        if (activity == SceneActivity.Unknown && state.Said is null && state.IsOnline == true)
            activity = SceneActivity.Running; // what only measures says by sending that it works
        return new(state.Asset.Id, Tone(state), activity, Words(state), states.Of(state.Asset.Id).Health is { } health ? Math.Round(100 * health, 1) : null);
    }

    /// <summary>Of what one can say whether it runs: what has a signal for it; all, where nothing has.</summary>
    public static SceneNode[] Telling(IReadOnlyList<SceneNode> things) => things.Any(n => n.Signal is not null) ? [.. things.Where(n => n.Signal is not null)] : [.. things];

    /// <summary>The colour's meaning: what is silent because it is switched off is no news.</summary>
    public static string Tone(AssetState state) => state.Pressing switch
    {
        Standing.Act => "act",
        Standing.Watch => "watch",
        Standing.Silent => state.IsOnline == true ? "watch" : "neutral",
        Standing.Good when !state.IsOff => "good",
        _ => "neutral",
    };

    /// <summary>What the things of a scene show: the state and the main values of each.</summary>
    public static int[] Signals(IEnumerable<SceneNode> nodes) =>
        [.. nodes.SelectMany(n => n.Values.Select(v => v.Signal).Concat(n.Signal is { } state ? [state.Id] : [])).Distinct()];

    /// <summary>The values that are worth a place, the pressing first; what other modules conclude is said in its own place.</summary>
    public static IEnumerable<Judgement> Measured(AssetState state) => state.Main(int.MaxValue)
        .Where(j => j.Signal.Name is not (HealthName or LifeName) && !TwinExpectation.IsOne(state, j));

    SceneNode Node(Placed placed, IReadOnlyDictionary<int, string> given)
    {
        var node = placed.Node;
        assets.TryGet(node.Id, out var asset);
        var state = plant.Of(asset!, plant.Signals(node.Id));
        var isThing = !node.IsGroup && node.Shape != SceneShape.Hall;
        return new(
            node.Id, node.ParentId, asset!.Label, asset.ShownPath, node.Shape, node.IsGroup, Cm(placed.X), Cm(placed.Z), Cm(placed.OriginX), Cm(placed.OriginZ),
            placed.Turn, Cm(placed.Width), Cm(placed.Depth), node.IsGroup ? 0 : SceneShapes.Size(node.Shape).Height, node.Place is not null,
            given.GetValueOrDefault(node.Id), isThing ? $"/plant/twins/{node.Id}" : $"/plant/scene?asset={node.Id}", State(state),
            isThing ? StateSignal(state) : null, isThing ? [.. Measured(state).Take(MostValues).Select(Value)] : []);
    }

    SceneStateSignal? StateSignal(AssetState state)
    {
        if (PlantState.StateSignal(state.Signals.Where(s => s.Last is not null).Select(s => s.Signal)) is not { } signal)
            return null;
        var texts = signals.States(signal.Id);
        return new(signal.Id, texts, texts.ToDictionary(t => t.Key, t => SceneActivities.Of(t.Value)));
    }

    static SceneValue Value(Judgement judged) => new(
        judged.Signal.Id, judged.Signal.Label, judged.Signal.Unit, judged.Last?.Value, judged.At?.ToUnixTimeMilliseconds(), judged.Patience.TotalSeconds, judged.Signal.Limits);

    string Words(AssetState state) => state.Declared == false
        ? state.Said is null ? text["state.away"] : $"{text["state.away"]} · {state.Said}"
        : state.Said ?? text[state.IsOnline switch { true => "state.online", false => "state.offline", null => "state.unknown" }];

    static double Cm(double metres) => Math.Round(metres, 2);

    static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
