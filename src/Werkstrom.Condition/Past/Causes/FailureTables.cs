using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>The time of a case.</summary>
/// <param name="Up">Up to when anything may be known.</param>
/// <param name="Since">When it began; the machine has not been healthy since.</param>
sealed record CauseTime(DateTimeOffset Up, DateTimeOffset Since);

/// <summary>Makes rows of the failures of one kind of a machine and its sisters: hourly means of the six hours before each against healthy hours.</summary>
sealed class FailureTables(PlantData data, FailureBook failures, AssetCatalog assets, Sisters sisters, TimeProvider time)
{
    const int MostSignals = 12, MostHealthy = 2_000, MostMachines = 6, Before = 6;
    static readonly TimeSpan Hour = TimeSpan.FromHours(1), Reach = TimeSpan.FromDays(800), Ill = TimeSpan.FromDays(10), After = TimeSpan.FromDays(1);

    /// <summary>The rows for one kind of failure, and the machine's own signals in the order of the columns.</summary>
    /// <param name="assetId">The machine.</param>
    /// <param name="kind">What the failure is called.</param>
    /// <param name="upTo">The time of a case: nothing later is looked at, and of the machine nothing since it began; null for the present.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<(CauseTable Table, IReadOnlyList<Signal> Signals)> OfAsync(int assetId, string kind, CauseTime? upTo, CancellationToken stop)
    {
        var own = assets.TryGet(assetId, out var asset) ? asset : throw new ArgumentException($"There is no asset {assetId}.", nameof(assetId));
        var now = upTo?.Up ?? time.GetUtcNow();
        var ownEvents = 0;
        List<Signal> named = [.. assets.Within(assetId).SelectMany(a => data.SensorsOf(a.Id)).Take(MostSignals)];
        var columns = named.Select(_ => new List<double>()).ToArray();
        List<bool> events = [];
        List<int> groups = [];
        foreach (var (machine, its) in sisters.Of(new CaseQuestion(0, own.Id, now, now, named)).Select(s => (s[0].AssetId, s)).Prepend((own.Id, (IReadOnlyList<Signal>)named)).Take(MostMachines))
        {
            var known = await failures.ListAsync(machine, now - Reach, now, stop);
            if (its.Count == 0 || (machine != own.Id && !known.Any(f => IsKind(f, kind))))
                continue;
            var grid = await data.ReadAsync(its, new(now - Reach, now), Hour, stop);
            Add(grid, known, kind, machine == own.Id ? upTo?.Since : null, columns, events, groups);
            if (machine == own.Id)
                ownEvents = groups.Where((_, row) => events[row]).Distinct().Count();
        }

        return (new([.. named.Select(s => s.Label)], [.. named.Select(s => s.Unit)], [.. columns.Select(c => c.ToArray())], [.. events], [.. groups]) { Own = ownEvents }, named);
    }

    /// <summary>Machines with failures, and how often each kind was recorded.</summary>
    public async Task<IReadOnlyList<(Asset Machine, string Kind, int Count)>> KindsAsync(CancellationToken stop) =>
    [
        .. (await failures.ListAsync(null, null, null, stop))
            .GroupBy(f => (f.AssetId, Kind: f.Kind.Trim().ToUpperInvariant()))
            .Select(g => (Asset: assets.TryGet(g.Key.AssetId, out var asset) ? asset : null, g.Last().Kind, Count: g.Count()))
            .Where(g => g.Asset is not null).Select(g => (g.Asset!, g.Kind, g.Count)).OrderByDescending(g => g.Count),
    ];

    static bool IsKind(KnownFailure failure, string kind) => string.Equals(failure.Kind.Trim(), kind.Trim(), StringComparison.OrdinalIgnoreCase);

    static void Add(Grid grid, IReadOnlyList<KnownFailure> known, string kind, DateTimeOffset? ill, List<double>[] columns, List<bool> events, List<int> groups)
    {
        List<int> healthy = [];
        for (var row = 0; row < grid.Rows.Length; row++)
        {
            var at = grid.At(row);
            if (!Array.Exists(grid.Rows[row], double.IsFinite))
                continue;
            var coming = known.FirstOrDefault(f => IsKind(f, kind) && at < f.At && at >= f.At.AddHours(-Before));
            if (coming is not null && at + Hour <= coming.At)
                Add(row, isEvent: true, (int)coming.RecordId);
            else if (!(at + Hour > ill) && !known.Any(f => at > f.At - Ill && at < (f.Until ?? f.At) + After))
                healthy.Add(row);
        }

        // evenly over the time; a week is one group
        var step = Math.Max(1, (healthy.Count + MostHealthy - 1) / MostHealthy);
        for (var i = 0; i < healthy.Count; i += step)
            Add(healthy[i], isEvent: false, -1 - (int)((grid.At(healthy[i]).ToUnixTimeSeconds() / 604_800 * 100) + grid.Signals[0].AssetId % 100));

        void Add(int row, bool isEvent, int group)
        {
            for (var s = 0; s < columns.Length; s++)
                columns[s].Add(grid.Rows[row][s]);
            events.Add(isEvent);
            groups.Add(group);
        }
    }
}
