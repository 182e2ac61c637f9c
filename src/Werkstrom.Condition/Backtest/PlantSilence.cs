using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>
/// Silences of the past in which nothing came from the whole plant: Werkstrom itself was off, or the plant was, and live watching would have said
/// nothing of a single signal. What was there to see at that instant decides; nothing later is looked at.
/// </summary>
sealed class PlantSilence(SampleQueries samples, SignalCatalog signals)
{
    const int MostOthers = 200;

    /// <summary>Takes such silences out of what was found.</summary>
    /// <returns>How many they were.</returns>
    public async Task<int> DropAsync(List<Finding> found, CancellationToken stop)
    {
        var all = signals.All.Where(s => !PlantData.IsOwn(s)).Select(s => s.Id).Order().ToArray();
        if (all.Length < 2 || !found.Exists(f => f.Kind == FindingKind.Silence))
            return 0;
        int[] some = [.. Enumerable.Range(0, Math.Min(MostOthers, all.Length)).Select(i => all[(int)((long)i * all.Length / Math.Min(MostOthers, all.Length))])];
        HashSet<Finding> dropped = [];
        // signals that fell silent together are asked for once
        foreach (var together in found.Where(f => f.Kind == FindingKind.Silence && f.At > f.Since).GroupBy(f => (Minute(f.Since), Minute(f.At))))
        {
            var one = together.First();
            var others = some.Except(together.Select(f => f.SignalId!.Value)).ToArray();
            // slow signals have their last value long before the rest: the later half decides
            if (others.Length > 0 && !await AnyAsync(others, new(one.At - ((one.At - one.Since) / 2), one.At), stop))
                dropped.UnionWith(together);
        }

        return found.RemoveAll(dropped.Contains);
    }

    async Task<bool> AnyAsync(int[] others, TimeRange range, CancellationToken stop) => (await samples.BucketsAsync(others, range, new(TimeSpan.FromMinutes(1)), stop)).Any(b => b.Count > 0);

    static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;
}
