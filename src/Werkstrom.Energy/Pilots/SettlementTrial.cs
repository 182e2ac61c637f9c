using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Time;
using static Werkstrom.Energy.Pilots.IndexTrials;

namespace Werkstrom.Energy.Pilots;

/// <summary>Compares the partner's signed statement of each day with the index by which this house settles that day, quarter-hour by quarter-hour.</summary>
sealed class SettlementTrial(PartnerEnds ends, SeriesBook series)
{
    const int Shown = 5;

    /// <summary>How many quarter-hours are settled here by another value than the partner states, or by none; days that the partner does not state are no figure.</summary>
    public async Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (days, fault) = await ServedDays.ReadAsync(ends.Of(target), from, to, stop);
        if (fault is not null)
            return new(null, [fault], "advice.reach");
        var stated = days.Where(d => d is { IsSigned: true, Frozen: { } frozen } && frozen.Values.Count == GermanTime.Day(d.Day).Count).ToList();
        if (stated.Count == 0)
            return new(null, [Line("settlement.none", from, to)], "advice.gaps");
        var here = await series.ReadAsync(SeriesNames.Index(target.Region), GermanTime.Between(from, to.AddDays(1)), null, stop);
        var (other, without) = (stated.ConvertAll(d => Count(d, here, isMissing: false)), stated.Sum(d => Count(d, here, isMissing: true)));
        List<string> evidence = [Line("settlement.of", stated.Sum(d => d.Frozen!.Values.Count), stated.Count)];
        if (days.Count > stated.Count)
            evidence.Add(Line("settlement.unstated", days.Count - stated.Count));
        if (without > 0)
            evidence.Add(Line("settlement.without", without));
        evidence.AddRange(stated.Zip(other).Where(d => d.Second > 0).Take(Shown).Select(d => Line("settlement.day", d.First.Day, d.Second)));
        return new(other.Sum() + without, evidence, "advice.settlement");
    }

    static int Count(ServedDay day, Tariff.Prices.QuarterSeries here, bool isMissing)
    {
        var first = GermanTime.Day(day.Day).First;
        return day.Frozen!.Values.Index().Count(v => here[first + v.Index] is { } own ? !isMissing && own != v.Item : isMissing);
    }
}
