using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using static Werkstrom.Energy.Pilots.IndexTrials;

namespace Werkstrom.Energy.Pilots;

/// <summary>
/// Counts what is missing of the meters by which a tariff that follows the index is settled: those with quarter-hours, in the region of the connection where
/// one is set. It tells no energy and nothing of fewer than five delivery points.
/// </summary>
sealed class MeterTrial(ContractBook contracts, TariffBook tariffs, MeterSummaries meters)
{
    const int Least = 5;

    /// <summary>How many quarter-hours have neither a value nor a substitute.</summary>
    public async Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var range = GermanTime.Between(from, to.AddDays(1));
        var followed = (await tariffs.AllAsync(stop)).Where(t => t.Read().Components.Any(c => c.Rule is IndexDefinition or ZonesDefinition)).Select(t => t.Key).ToHashSet();
        var all = (await contracts.OverlappingAsync(range, stop)).Where(c => followed.Contains(c.Tariff) && c.Place.Metering != MeteringKind.Profile
            && (target.Region.Length == 0 || string.Equals(c.Region, target.Region, StringComparison.OrdinalIgnoreCase))).ToList();
        var points = all.Select(c => c.Malo).Distinct().Count();
        if (points < Least)
            return new(null, [Line("meters.few", Least)], "advice.meters.few");
        var (of, missing, substitutes, gappy) = (0, 0, 0, new HashSet<string>());
        foreach (var contract in all)
        {
            stop.ThrowIfCancellationRequested();
            var own = range.Meet(new(contract.First, (contract.End ?? range.End) - contract.First));
            var (gaps, given) = meters.In(contract.Malo, own);
            (of, missing, substitutes) = (of + own.Count, missing + gaps, substitutes + given);
            if (gaps > 0)
                gappy.Add(contract.Malo);
        }

        List<string> evidence = [Line("meters.of", of, points)];
        if (substitutes > 0)
            evidence.Add(Line("meters.substitutes", substitutes));
        if (gappy.Count > 0)
            evidence.Add(gappy.Count < Least ? Line("meters.gappy.few", Least) : Line("meters.gappy", gappy.Count));
        return new(missing, evidence, "advice.meters");
    }
}
