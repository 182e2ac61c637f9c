using System.Collections.Concurrent;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Use;

/// <summary>CO₂ of the electricity of a region, as measured, a month at a time; remembered, for all customers of a region ask for the same.</summary>
sealed class RegionCarbon(RegionBook regions, IndexReader reader, TimeProvider clock)
{
    const int MostMonths = 500;

    static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);

    readonly ConcurrentDictionary<(string, DateOnly), (DateTimeOffset Until, double?[] Grams)> _known = new();

    /// <summary>g/kWh of each quarter-hour of a month; null where it is not known.</summary>
    public async Task<double?[]> OfAsync(string code, DateOnly month, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue((code, month), out var known) && known.Until > now)
            return known.Grams;
        var range = GermanTime.Month(month.Year, month.Month);
        var grams = new double?[range.Count];
        if (await regions.FindAsync(code, stop) is { } region)
        {
            foreach (var quarter in (await reader.ReadAsync(region, month, month.AddMonths(1).AddDays(-1), stop, isBrief: true)).SelectMany(d => d.Quarters))
                grams[Quarters.At(quarter.Start) - range.First] = quarter.Co2;
        }

        if (_known.Count >= MostMonths)
            _known.Clear();
        _known[(code, month)] = (now + Holds, grams);
        return grams;
    }
}
