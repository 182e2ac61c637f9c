using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Twins.Scene;

/// <summary>What a scene was like: the values that it shows, as of instants of the past.</summary>
sealed class ScenePastReader(SceneReader scenes, SampleQueries queries, IStringLocalizer<SceneText> text)
{
    /// <summary>The longest span.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>As many instants at most.</summary>
    public const int MostSteps = 720;

    // who sends changes only may have said long ago what it does
    static readonly TimeSpan StateHolds = TimeSpan.FromDays(1), ValueHolds = TimeSpan.FromHours(1);

    // the least pressing first
    static readonly string[] Tones = ["neutral", "good", "watch", "act"];

    /// <summary>Reads so many instants, evenly from the first to the last.</summary>
    public async Task<ScenePast> ReadAsync(int? assetId, DateTimeOffset from, DateTimeOffset to, int steps, CancellationToken stop)
    {
        var view = await scenes.ReadAsync(assetId, stop);
        long[] instants = [.. Enumerable.Range(0, steps).Select(i => Micros.Of(from + ((to - from) * i / (steps - 1))))];
        var (signals, rows) = await RowsAsync(view, instants, stop);
        return new(Iso(from), Iso(to), [.. instants.Select(i => i / 1_000)], signals, rows);
    }

    /// <summary>The scene as it was at one instant, by the rules of <c>pastStates</c> in <c>ui/src/scene/states.ts</c>.</summary>
    public async Task<SceneView> AtAsync(int? assetId, DateTimeOffset at, CancellationToken stop)
    {
        var view = await scenes.ReadAsync(assetId, stop);
        var (signals, rows) = await RowsAsync(view, [Micros.Of(at)], stop);
        var values = signals.Zip(rows, (signal, row) => (signal, row[0])).ToDictionary(v => v.signal, v => v.Item2);
        return view with { At = Iso(at), Nodes = [.. view.Nodes.Select(node => node.IsGroup ? node : Then(node, values))] };
    }

    async Task<(int[] Signals, IReadOnlyList<IReadOnlyList<double?>> Rows)> RowsAsync(SceneView view, long[] instants, CancellationToken stop)
    {
        int[] states = [.. view.Nodes.Select(n => n.Signal?.Id).OfType<int>()];
        int[] values = [.. SceneReader.Signals(view.Nodes).Except(states)];
        var read = await Task.WhenAll(queries.AsOfAsync(states, instants, StateHolds, stop), queries.AsOfAsync(values, instants, ValueHolds, stop));
        return ([.. states, .. values], [.. read.SelectMany(r => r).Select(row => (IReadOnlyList<double?>)[.. row.Select(v => double.IsNaN(v) ? (double?)null : Math.Round(v, 4))])]);
    }

    // what was off alarms for nothing; cases and health of then are not known
    SceneNode Then(SceneNode node, Dictionary<int, double?> values)
    {
        var said = node.Signal is { } signal && values[signal.Id] is { } number ? (int)number : (int?)null;
        var word = said is { } told ? node.Signal!.Texts.GetValueOrDefault(told) : null;
        var activity = said is { } done ? node.Signal!.Activities.GetValueOrDefault(done) : SceneActivity.Unknown;
        SceneValue[] then = [.. node.Values.Select(value => value with { Value = values[value.Signal], At = null })];
        int[] judged = [.. then.Where(value => value.Value is not null && activity != SceneActivity.Off).Select(value => Rank(value.Value!.Value, value.Limits))];
        var sends = word is null && judged.Length > 0;
        SceneState state = new(
            node.Id, activity == SceneActivity.Fault ? "act" : Tones[judged.DefaultIfEmpty(0).Max()], sends ? SceneActivity.Running : activity,
            word ?? text[sends ? "state.online" : "state.nodata"], null);
        return node with { State = state, Values = then };
    }

    static int Rank(double value, SignalLimits limits) => value switch
    {
        _ when value > limits.HighAlarm || value < limits.LowAlarm => 3,
        _ when value > limits.HighWarning || value < limits.LowWarning => 2,
        _ => 1,
    };

    static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
