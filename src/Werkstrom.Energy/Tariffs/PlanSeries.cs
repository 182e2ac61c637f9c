using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>The series that a plan needs, for some quarter-hours and the same ones of the year before.</summary>
/// <param name="zone">Whose price of the exchange where a rule names none.</param>
/// <param name="region">Whose index where a rule names none; null: none is known.</param>
/// <param name="range">The quarter-hours.</param>
/// <param name="now">The quarter-hour that runs: what is missing of days that have begun is missing for good.</param>
sealed class PlanSeries(string zone, string? region, QuarterRange range, int now)
{
    readonly Dictionary<string, (QuarterSeries Known, QuarterSeries Before)> _found = [];

    public QuarterRange Range => range;

    /// <summary>In the source of a price that the contract's rule for missing values made, after the name of the series.</summary>
    public const string Replaced = ": missing, by contract ";

    /// <summary>The first quarter-hour that can still come: the day after the one that runs. What is missing before is priced by the fallback.</summary>
    public int Open { get; } = GermanTime.Day(GermanTime.Date(now)).End;

    public string Name(RuleDefinition rule) => rule switch
    {
        SpotDefinition spot => SeriesNames.Spot(spot.Zone ?? zone),
        IndexDefinition index => SeriesNames.Index(index.Region ?? region ?? "?"),
        ZonesDefinition zones => SeriesNames.Index(zones.Region ?? region ?? "?"),
        _ => "",
    };

    public IEnumerable<string> Names(TariffDefinition definition) => definition.Components.Select(c => Name(c.Rule)).Where(n => n.Length > 0).Distinct();

    public void Put(string name, QuarterSeries known, QuarterSeries before) => _found[name] = (known, before);

    /// <summary>What is known.</summary>
    public QuarterSeries Known(RuleDefinition rule) => _found[Name(rule)].Known;

    /// <summary>The values of the year before in the place of this year's, by the clock.</summary>
    public QuarterSeries LastYear(RuleDefinition rule)
    {
        var before = _found[Name(rule)].Before;
        int?[] values = [.. Enumerable.Range(range.First, range.Count).Select(q => Before(before, q))];
        return new($"{before.Name}{Replaced}that of the year before", range.First, values);
    }

    /// <summary>All days of the year before those of a range.</summary>
    public static QuarterRange YearBefore(QuarterRange range) =>
        GermanTime.Between(GermanTime.Date(range.First).AddYears(-1), GermanTime.Date(range.End - 1).AddYears(-1).AddDays(1));

    static int? Before(QuarterSeries before, int quarter)
    {
        var (day, ofClock) = (GermanTime.Day(GermanTime.Date(quarter).AddYears(-1)), GermanTime.OfClock(quarter));
        // by the clock; the hour that does not exist in March has the value before it
        var same = day.Count == 96 ? day.First + ofClock
            : Enumerable.Range(day.First, day.Count).TakeWhile(q => GermanTime.OfClock(q) <= ofClock).Last();
        return before[same];
    }
}
