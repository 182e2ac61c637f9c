using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Metering;

/// <summary>
/// Makes measured quarter-hours complete. Implausible ones are taken as missing. A gap of up to two hours with measured values on both sides is
/// interpolated; a longer one takes, day by day, the same time of the newest earlier day of the same kind that is wholly measured there, else the
/// load profile; else it stays missing. Substitutes never come from substitutes, and nothing is looked up in days that come later.
/// </summary>
public sealed class Substitution
{
    readonly QuarterRange _range;
    readonly SubstituteRules _rules;
    readonly Func<DateOnly, DayType> _typeOf;
    readonly MeterValue[] _values;

    Substitution(QuarterRange range, SubstituteRules rules, Func<DateOnly, DayType> typeOf) =>
        (_range, _rules, _typeOf, _values) = (range, rules, typeOf, new MeterValue[range.Count]);

    /// <summary>The complete values.</summary>
    /// <param name="range">Which quarter-hours; those before the ones that matter serve as comparison.</param>
    /// <param name="measured">What came for each, Wh; null where nothing came.</param>
    /// <param name="rules">What is implausible and what takes its place.</param>
    /// <param name="typeOf">The kind of a day.</param>
    /// <exception cref="ArgumentException">There are not as many values as quarter-hours.</exception>
    public static MeterValue[] Fill(QuarterRange range, ReadOnlySpan<int?> measured, SubstituteRules rules, Func<DateOnly, DayType> typeOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(typeOf);
        if (measured.Length != range.Count)
            throw new ArgumentException($"There are {measured.Length} values for {range.Count} quarter-hours.", nameof(measured));
        Substitution work = new(range, rules, typeOf);
        for (var i = 0; i < measured.Length; i++)
            work._values[i] = work.Judge(i, measured[i]);
        for (var i = 0; i < measured.Length;)
        {
            var end = i;
            while (end < measured.Length && work._values[end].Origin != ValueOrigin.True)
                end++;
            if (end > i)
                work.Fill(i, end);
            i = end + 1;
        }

        return work._values;
    }

    MeterValue Judge(int index, int? measured)
    {
        var doubt = measured switch
        {
            null => Doubt.Missing,
            < 0 => Doubt.Negative,
            { } wh when _rules.MostPower is { } most && wh * 4L > most => Doubt.OverPower,
            { } wh when wh > _rules.SpikeFloor && IsSpike(index, wh) => Doubt.Spike,
            _ => Doubt.None,
        };
        return doubt == Doubt.None ? MeterValue.Measured(measured!.Value) : new(0, ValueOrigin.Missing, doubt);
    }

    bool IsSpike(int index, int wh)
    {
        List<int> usual = [];
        foreach (var earlier in Earlier(index))
        {
            if (earlier >= 0 && _values[earlier].Origin == ValueOrigin.True)
                usual.Add(_values[earlier].Wh);
            if (usual.Count == 4)
                break;
        }

        usual.Sort();
        return usual.Count >= 3 && wh > (long)_rules.SpikeFactor * usual[usual.Count / 2];
    }

    void Fill(int from, int end)
    {
        if (end - from <= _rules.LongestInterpolated && from > 0 && end < _values.Length)
        {
            Interpolate(from, end);
            return;
        }

        for (var i = from; i < end;)
        {
            var day = Math.Min(end, GermanTime.Day(GermanTime.Date(_range.First + i)).End - _range.First);
            if (!FromDay(i, day))
                FromProfile(i, day);
            i = day;
        }
    }

    void Interpolate(int from, int end)
    {
        long left = _values[from - 1].Wh, right = _values[end].Wh, steps = end - from + 1;
        for (var i = from; i < end; i++)
        {
            // rounded half up; both ends are 0 or more, so every value between is, too
            var wh = ((left * steps * 2) + ((right - left) * (i - from + 1) * 2) + steps) / (steps * 2);
            _values[i] = new((int)wh, ValueOrigin.Interpolated, _values[i].Doubt);
        }
    }

    bool FromDay(int from, int end)
    {
        var day = GermanTime.Date(_range.First + from);
        var (type, clocks) = (_typeOf(day), new int[end - from]);
        for (var i = 0; i < clocks.Length; i++)
            clocks[i] = GermanTime.OfClock(_range.First + from + i);
        var sources = new int[clocks.Length];
        for (var back = 1; back <= _rules.ComparisonDays; back++)
        {
            if (_typeOf(day.AddDays(-back)) != type || !IsWhole(GermanTime.Day(day.AddDays(-back)), clocks, sources))
                continue;
            for (var i = 0; i < sources.Length; i++)
                _values[from + i] = new(_values[sources[i]].Wh, ValueOrigin.ComparisonDay, _values[from + i].Doubt);
            return true;
        }

        return false;
    }

    /// <summary>Whether a day is wholly measured at some times of the clock, and where.</summary>
    bool IsWhole(QuarterRange day, int[] clocks, int[] sources)
    {
        for (var i = 0; i < clocks.Length; i++)
        {
            sources[i] = AtClock(day, clocks[i]) - _range.First;
            if (sources[i] < 0 || _values[sources[i]].Origin != ValueOrigin.True)
                return false;
        }

        return true;
    }

    void FromProfile(int from, int end)
    {
        if (_rules.Profile is not { } profile)
            return;
        var year = GermanTime.Date(_range.First + from).Year;
        var first = GermanTime.Year(year).First;
        if (_year.Year != year)
            _year = (year, profile.Year(year, _rules.AnnualWh, _typeOf));
        for (var i = from; i < end; i++)
            _values[i] = new(_year.Wh[_range.First + i - first], ValueOrigin.Profile, _values[i].Doubt);
    }

    (int Year, int[] Wh) _year = (0, []);

    /// <summary>The same time of day on the earlier days of the same kind, the newest first; -1 where that is before the range or does not exist.</summary>
    IEnumerable<int> Earlier(int index)
    {
        var quarter = _range.First + index;
        var day = GermanTime.Date(quarter);
        var (type, clock) = (_typeOf(day), GermanTime.OfClock(quarter));
        for (var back = 1; back <= _rules.ComparisonDays; back++)
        {
            var other = day.AddDays(-back);
            if (_typeOf(other) == type)
                yield return AtClock(GermanTime.Day(other), clock) - _range.First is >= 0 and var found ? found : -1;
        }
    }

    static int AtClock(QuarterRange day, int clock)
    {
        // beyond the change of the clock the count of the day and the clock differ by four
        foreach (var offset in (ReadOnlySpan<int>)[0, -4, 4])
        {
            var quarter = day.First + clock + offset;
            if (day.Contains(quarter) && GermanTime.OfClock(quarter) == clock)
                return quarter;
        }

        return int.MinValue / 2;
    }
}
