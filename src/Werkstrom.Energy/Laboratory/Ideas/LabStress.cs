using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory.Ideas;

/// <summary>Prices of the exchange as in 2022, for the quarter-hours of another year.</summary>
/// <param name="Spot">0.001 ct/kWh.</param>
/// <param name="IsMeasured">Whether they are those of 2022; else the year's own, multiplied.</param>
/// <param name="Permille">By what they were multiplied, ‰.</param>
sealed record LabStress(QuarterSeries Spot, bool IsMeasured, int Permille)
{
    /// <summary>The year.</summary>
    public const int Year = 2022;

    /// <summary>
    /// Mean day-ahead price of DE-LU in 2022, 0.001 ct/kWh: 235.45 €/MWh by Bundesnetzagentur, SMARD, “Der Strommarkt im Jahr 2022”, 2 January 2023,
    /// <see href="https://www.smard.de/page/home/topic-article/444/209624"/>.
    /// </summary>
    public const int Mean = 23_545;

    /// <summary>Makes them: of 2022 where all of it is known, on the nearest day with the same day of the week; else the year's own, so that their mean is that of 2022.</summary>
    /// <param name="spot">Of the year.</param>
    /// <param name="then">Of 2022.</param>
    /// <param name="range">The year.</param>
    public static LabStress Of(QuarterSeries spot, QuarterSeries then, QuarterRange range)
    {
        var whole = GermanTime.Year(Year);
        if (Enumerable.Range(whole.First, whole.Count).All(q => then[q] is not null))
            return new(new(spot.Name, range.First, [.. Enumerable.Range(range.First, range.Count).Select(q => then[Same(q)])]), true, 1_000);
        var known = Enumerable.Range(range.First, range.Count).Where(q => spot[q] is not null).ToList();
        var sum = known.Sum(q => (long)spot[q]!.Value);
        if (known.Count == 0 || sum <= 0)
            return new(spot, false, 1_000);
        var permille = (int)Math.Min(100_000, (Mean * 1_000L * known.Count + (sum / 2)) / sum);
        return new(new(spot.Name, range.First, [.. Enumerable.Range(range.First, range.Count).Select(q => (int?)((long?)spot[q] * permille / 1_000))]), false, permille);
    }

    /// <summary>The quarter-hour of 2022 that stands for another: nearest day with the same day of the week, by the clock.</summary>
    static int Same(int quarter)
    {
        var day = GermanTime.Date(quarter);
        DateOnly near = new(Year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(Year, day.Month)));
        var shift = (((int)day.DayOfWeek - (int)near.DayOfWeek) + 7) % 7;
        var then = near.AddDays(shift > 3 ? shift - 7 : shift);
        then = then.Year < Year ? then.AddDays(7) : then.Year > Year ? then.AddDays(-7) : then;
        var (own, ofClock) = (GermanTime.Day(then), GermanTime.OfClock(quarter));
        return own.Count == 96 ? own.First + ofClock : Enumerable.Range(own.First, own.Count).TakeWhile(q => GermanTime.OfClock(q) <= ofClock || q == own.First).Last();
    }
}
