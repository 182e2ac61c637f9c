using Microsoft.Extensions.Options;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Time;
using static Werkstrom.Energy.Pilots.IndexTrials;

namespace Werkstrom.Energy.Pilots;

/// <summary>Figures of this house that a pilot may name.</summary>
sealed class FigureTrials(SeriesBook series, IOptions<EnergyOptions> options)
{
    const int Shown = 5;

    /// <summary>How many quarter-hours of the exchange's price are missing here.</summary>
    public async Task<TrialAnswer> PriceGapsAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var range = GermanTime.Between(from, to.AddDays(1));
        var known = await series.ReadAsync(SeriesNames.Spot(options.Value.Zone), range, null, stop);
        List<(DateOnly Day, int Missing)> gaps = [];
        for (var day = from; day <= to; day = day.AddDays(1))
            gaps.Add((day, Enumerable.Range(GermanTime.Day(day).First, GermanTime.Day(day).Count).Count(q => known[q] is null)));
        var missing = gaps.Where(g => g.Missing > 0).ToList();
        return new(missing.Sum(g => g.Missing), [Line("gaps.of", range.Count, gaps.Count), .. missing.Take(Shown).Select(g => Line("gaps.day", g.Day, g.Missing))], "advice.price");
    }
}
