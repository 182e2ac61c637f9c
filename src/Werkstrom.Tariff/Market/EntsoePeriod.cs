using System.Globalization;
using System.Xml.Linq;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>A price for some quarter-hours; null where a position is missing and does not repeat.</summary>
readonly record struct EntsoePoint(int First, int Count, decimal? Price, int Line);

/// <summary>A period of a series: its positions are counted from 1 in steps of its resolution.</summary>
static class EntsoePeriod
{
    /// <summary>Longest period that is read, quarter-hours: a year and a day.</summary>
    const int Longest = 367 * 96;

    public static IEnumerable<EntsoePoint> Points(XElement period, string? curve, List<Fault> faults)
    {
        var line = Entsoe.Line(period);
        var times = period.Child("timeInterval");
        if (Entsoe.Time(times?.Child("start")?.Value) is not { } start || Entsoe.Time(times?.Child("end")?.Value) is not { } end || end <= start
            || !IsQuarter(start) || !IsQuarter(end) || Quarters.At(end) - Quarters.At(start) > Longest)
        {
            faults.Add(new(line, "the period has no start and end in full quarter-hours (yyyy-MM-ddTHH:mmZ), at most a year apart"));
            return [];
        }

        var step = period.Child("resolution")?.Value switch { "PT15M" => 1, "PT30M" => 2, "PT60M" or "PT1H" => 4, _ => 0 };
        var quarters = Quarters.At(end) - Quarters.At(start);
        if (step == 0 || quarters % step != 0)
        {
            faults.Add(new(line, $"the resolution '{period.Child("resolution")?.Value}' does not fit the period; PT15M, PT30M and PT60M are read"));
            return [];
        }

        var prices = Prices(period, quarters / step, faults);
        return Spread(prices, Quarters.At(start), step, curve != "A01", line);
    }

    static (decimal? Price, int Line)[] Prices(XElement period, int count, List<Fault> faults)
    {
        var prices = new (decimal? Price, int Line)[count];
        foreach (var point in period.Children("Point"))
        {
            var line = Entsoe.Line(point);
            var position = Entsoe.Whole(point.Child("position")?.Value);
            if (position is not { } at || at < 1 || at > count)
                faults.Add(new(line, $"position '{point.Child("position")?.Value}' is not one of the {count} of the period"));
            else if (!decimal.TryParse(point.Child("price.amount")?.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price))
                prices[at - 1] = Unread(line, at, point, faults);
            else if (prices[at - 1].Price is { } known)
                faults.Add(new(line, FormattableString.Invariant($"position {at} comes twice: {known} and {price}; the first is kept")));
            else
                prices[at - 1] = (price, line);
        }

        if (count > 0 && prices[0] is { Price: null, Line: 0 })
            faults.Add(new(Entsoe.Line(period), "position 1 is missing: there is nothing before it to repeat"));
        return prices;
    }

    /// <summary>A price that cannot be read is a gap up to the next one: to repeat the one before it would invent a price.</summary>
    static (decimal? Price, int Line) Unread(int line, int position, XElement point, List<Fault> faults)
    {
        faults.Add(new(line, $"position {position}: '{point.Child("price.amount")?.Value}' is no price"));
        return (null, line);
    }

    static List<EntsoePoint> Spread((decimal? Price, int Line)[] prices, int first, int step, bool repeats, int line)
    {
        List<EntsoePoint> points = [];
        (decimal? Price, int Line) last = (null, line);
        for (var i = 0; i < prices.Length; i++)
        {
            if (prices[i].Price is not null)
                last = prices[i];
            else if (!repeats || prices[i].Line > 0)
                last = (null, line);
            points.Add(new(first + (i * step), step, last.Price, last.Line));
        }

        return points;
    }

    static bool IsQuarter(DateTimeOffset time) => time.UtcTicks % (TimeSpan.TicksPerSecond * Quarters.Seconds) == 0;
}
