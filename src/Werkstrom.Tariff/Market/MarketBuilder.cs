using System.Globalization;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>Collects the values of a series and what is wrong with them.</summary>
sealed class MarketBuilder(string name, MarketUnit unit, QuarterRange? wanted, List<Fault> faults)
{
    /// <summary>Widest span that one text may speak of, quarter-hours (ten years): a wrong stamp must not become a gap of a million.</summary>
    const int Widest = 366 * 96 * 10;

    /// <summary>What exchanges allow: from -9,999 to 9,999 €/MWh, rounded up.</summary>
    const int FurthestPrice = 1_000_000;

    readonly Dictionary<int, int> _values = [];
    readonly SortedSet<int> _steps = [];
    int _outside;
    int _first = int.MaxValue;
    int _end = int.MinValue;

    public int Count => _values.Count;

    /// <summary>Takes a value that holds for some quarter-hours; null: the text has none there.</summary>
    public void Add(DateTimeOffset start, int count, decimal? value, decimal factor, int line = 0)
    {
        if (start.UtcTicks % (TimeSpan.TicksPerSecond * Quarters.Seconds) != 0 || start.Year is < 1990 or > 2200)
        {
            faults.Add(new(line, $"{Say(start)} is no start of a quarter-hour of these times"));
            return;
        }

        if (count is < 1 or > 96)
        {
            faults.Add(new(line, $"the value of {Say(start)} holds for {count} quarter-hours; 1 to 96 are possible"));
            return;
        }

        var scaled = Scale(value, factor);
        if (value is not null && scaled is null)
            faults.Add(new(line, $"the value of {Say(start)} is out of range: {value.Value.ToString(CultureInfo.InvariantCulture)}"));
        if (unit == MarketUnit.Price && scaled is > FurthestPrice or < -FurthestPrice)
        {
            faults.Add(new(line, $"the price of {Say(start)} is beyond what exchanges allow (10,000 EUR/MWh, 1,000 ct/kWh): {value!.Value.ToString(CultureInfo.InvariantCulture)}"));
            scaled = null;
        }

        Put(Quarters.At(start), count, scaled, line);
    }

    /// <summary>The series.</summary>
    public MarketSeries Build()
    {
        if (_outside > 0)
            faults.Add(new(0, $"{name}: {_outside} quarter-hours are not of the time that was asked for"));
        var range = wanted ?? (_end > _first ? new QuarterRange(_first, _end - _first) : new(0, 0));
        List<QuarterRange> gaps = [];
        if (range.Count > Widest)
            faults.Add(new(0, $"{name}: the text speaks of more than ten years; its gaps are not counted"));
        else
            gaps = Gaps(range);
        return new(name, unit, _values, gaps, [.. _steps]);
    }

    void Put(int first, int count, int? value, int line)
    {
        _steps.Add(count);
        var shares = unit == MarketUnit.Energy && value is > 0 && count > 1 ? Shares.Of(new long[count].AsSpan(), value.Value) : null;
        for (var i = 0; i < count; i++)
        {
            var quarter = first + i;
            if (wanted is { } range && !range.Contains(quarter))
            {
                _outside++;
                continue;
            }

            (_first, _end) = (Math.Min(_first, quarter), Math.Max(_end, quarter + 1));
            if (value is not { } given)
                continue;
            var own = shares?[i] ?? given;
            if (!_values.TryAdd(quarter, own) && _values[quarter] != own)
                faults.Add(new(line, $"{Say(Quarters.Start(quarter))} has two values: {_values[quarter]} and {own}; the first is kept"));
        }
    }

    List<QuarterRange> Gaps(QuarterRange range)
    {
        List<QuarterRange> gaps = [];
        for (var i = range.First; i < range.End; i++)
        {
            var from = i;
            while (i < range.End && !_values.ContainsKey(i))
                i++;
            if (i > from)
                gaps.Add(new(from, i - from));
        }

        return gaps;
    }

    static int? Scale(decimal? value, decimal factor)
    {
        if (value is not { } given || Math.Abs(given) > int.MaxValue)
            return null;
        var scaled = Math.Round(given * factor, MidpointRounding.AwayFromZero);
        return Math.Abs(scaled) < int.MaxValue ? (int)scaled : null;
    }

    static string Say(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
