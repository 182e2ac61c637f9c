using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Facts;

namespace Werkstrom.Condition.Facts;

/// <summary>
/// How reliable an asset was, by its recorded failures, in the form of IDTA 02013-1-0. The template counts in whole years, as makers of parts do; what
/// was observed in this plant stands beside it in days and hours, with meanings of our own.
/// </summary>
sealed class ReliabilityFacts(FailureBook failures, TimeProvider clock, ILogger<ReliabilityFacts> log) : BackgroundService, ISubmodelSource
{
    const string Own = "urn:werkstrom:reliability:";

    const double DaysOfYear = 365.25;

    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    volatile HashSet<int> _known = [];

    public string Name => "Reliability";

    public string Meaning => "https://admin-shell.io/idta/iec62683/1/0/Reliability";

    public (string Version, string Revision) Edition => ("1", "0");

    public bool Has(int assetId) => _known.Contains(assetId);

    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(int assetId, CancellationToken stop) =>
        Of([.. (await failures.ListAsync(assetId, null, null, stop)).Where(f => f.AssetId == assetId)]);

    /// <summary>What failures say, oldest first; nothing of fewer than two, for then there is no time between them.</summary>
    public static IReadOnlyList<Fact> Of(IReadOnlyList<KnownFailure> failures)
    {
        if (failures.Count < 2)
            return [];
        var (first, last) = (failures[0].At, failures[^1].At);
        var down = failures.SkipLast(1).Sum(f => f.Until is { } until && until > f.At ? Math.Min((until - f.At).TotalDays, (last - f.At).TotalDays) : 0);
        var between = Math.Max(0, (last - first).TotalDays - down) / (failures.Count - 1);
        List<Fact> characteristics = [];
        if (between >= DaysOfYear)
            characteristics.Add(new FactValue("MTBF", "0112/2///62683#ACE062#001", (int)(between / DaysOfYear)));
        characteristics.Add(new FactValue("ObservedFailures", Own + "ObservedFailures:1:0", failures.Count));
        characteristics.Add(new FactValue("ObservedMTBFInDays", Own + "ObservedMTBFInDays:1:0", Math.Round(between, 3)));
        var repaired = failures.Where(f => f.Until > f.At).Select(f => (f.Until!.Value - f.At).TotalHours).ToList();
        if (repaired.Count > 0)
            characteristics.Add(new FactValue("ObservedMTTRInHours", Own + "ObservedMTTRInHours:1:0", Math.Round(repaired.Average(), 3)));
        characteristics.Add(new FactValue("ObservedFrom", Own + "ObservedFrom:1:0", first));
        characteristics.Add(new FactValue("ObservedTo", Own + "ObservedTo:1:0", last));
        return
        [
            new FactValue("NumberOfReliabilitySets", "0112/2///62683#ACE006#001", 1),
            new FactGroup("OperatingConditionsOfReliabilityCharacteristics", "0112/2///62683#ACG071#001",
                [new FactValue("OtherOperatingConditions", "0112/2///62683#ACE070#001", "As operated in this plant; from the first to the last recorded failure, times of repair left out.")]),
            new FactGroup("ReliabilityCharacteristics", "0112/2///62683#ACG080#001", characteristics),
        ];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException)
            {
                log.ReliabilityUnread(e); // the next look comes in a minute
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks which assets have failures enough.</summary>
    public async Task LookAsync(CancellationToken stop) =>
        _known = [.. (await failures.ListAsync(null, null, null, stop)).GroupBy(f => f.AssetId).Where(g => g.Count() > 1).Select(g => g.Key)];
}
