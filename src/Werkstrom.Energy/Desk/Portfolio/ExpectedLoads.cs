using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>What contracts are expected to use by their load profile: the quarter-hours of a year share out the expected consumption to the Wh.</summary>
sealed class ExpectedLoads
{
    readonly Dictionary<(string, GermanState, int), long[]> _sums = [];

    /// <summary>The profile of a contract; one without gets that of its size: homes below 10 MWh, trade above.</summary>
    public static string ProfileOf(Contract contract) => contract.Profile ?? (contract.AnnualWh < 10_000_000 ? "H25" : "G25");

    /// <summary>Energy of quarter-hours of one year.</summary>
    /// <param name="profile">Name of the load profile.</param>
    /// <param name="calendar">Holidays of the state.</param>
    /// <param name="annualWh">Of all contracts together.</param>
    /// <param name="range">Which; all of one year by the German clock.</param>
    public long[] Of(string profile, HolidayCalendar calendar, long annualWh, QuarterRange range)
    {
        var year = GermanTime.Year(GermanTime.Date(range.First).Year);
        var sums = Sums(profile, calendar, year);
        var whole = sums[^1];
        var wh = new long[range.Count];
        long At(int i) => (long)((Int128)sums[i] * annualWh / whole); // of running sums, so that nothing is lost by rounding
        for (var i = 0; i < wh.Length; i++)
            wh[i] = At(range.First - year.First + i + 1) - At(range.First - year.First + i);
        return wh;
    }

    long[] Sums(string profile, HolidayCalendar calendar, QuarterRange year)
    {
        if (_sums.TryGetValue((profile, calendar.State, year.First), out var known))
            return known;
        var weights = LoadProfile.Of(profile).Weights(year, calendar.TypeOf);
        var sums = new long[weights.Length + 1];
        for (var i = 0; i < weights.Length; i++)
            sums[i + 1] = sums[i] + weights[i];
        return _sums[(profile, calendar.State, year.First)] = sums;
    }
}
