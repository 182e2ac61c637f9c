using System.Globalization;
using Werkstrom.Store.Queries;

namespace Werkstrom.Twins.Scene;

/// <summary>What a scene was like: the values that it shows, as of instants of the past.</summary>
sealed class ScenePastReader(SceneReader scenes, SampleQueries queries)
{
    /// <summary>The longest span.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>As many instants at most.</summary>
    public const int MostSteps = 720;

    // who sends changes only may have said long ago what it does
    static readonly TimeSpan StateHolds = TimeSpan.FromDays(1), ValueHolds = TimeSpan.FromHours(1);

    /// <summary>Reads so many instants, evenly from the first to the last.</summary>
    public async Task<ScenePast> ReadAsync(int? assetId, DateTimeOffset from, DateTimeOffset to, int steps, CancellationToken stop)
    {
        var view = await scenes.ReadAsync(assetId, stop);
        int[] states = [.. view.Nodes.Select(n => n.Signal?.Id).OfType<int>()];
        int[] values = [.. SceneReader.Signals(view.Nodes).Except(states)];
        long[] instants = [.. Enumerable.Range(0, steps).Select(i => Micros.Of(from + ((to - from) * i / (steps - 1))))];
        var read = await Task.WhenAll(queries.AsOfAsync(states, instants, StateHolds, stop), queries.AsOfAsync(values, instants, ValueHolds, stop));
        return new(
            Iso(from), Iso(to), [.. instants.Select(i => i / 1_000)], [.. states, .. values],
            [.. read.SelectMany(r => r).Select(row => (IReadOnlyList<double?>)[.. row.Select(v => double.IsNaN(v) ? (double?)null : Math.Round(v, 4))])]);
    }

    static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
