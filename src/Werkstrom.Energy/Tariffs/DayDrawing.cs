using System.Globalization;
using System.Text;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>The prices of a day as a picture: the components upon each other by the quarter-hour, what is below 0 hangs under the line.</summary>
/// <param name="Sheet">The prices of the day.</param>
sealed record DayDrawing(PriceSheet Sheet)
{
    public const double Left = 46, Right = 790, Top = 10, Bottom = 220;

    readonly (double Low, double High) _reach = Reach(Sheet);

    public QuarterRange Range => Sheet.Range;

    /// <summary>The components that a customer pays.</summary>
    public IReadOnlyList<PriceRow> Rows => [.. Sheet.Rows.Where(r => r.Kind != PartKind.FeedIn)];

    /// <summary>What is paid for energy that is fed in.</summary>
    public IReadOnlyList<PriceRow> FedIn => [.. Sheet.Rows.Where(r => r.Kind == PartKind.FeedIn)];

    /// <summary>The mean of some prices over the day, ct/kWh.</summary>
    public static decimal Mean(IReadOnlyCollection<int> prices) => Units.Cents(prices.Sum(p => (long)p)) / prices.Count;

    /// <summary>With VAT, 0.001 ct/kWh, of each quarter-hour.</summary>
    public int[] Gross => [.. Enumerable.Range(Range.First, Range.Count).Select(Sheet.Gross)];

    /// <summary>The area of each component.</summary>
    public IEnumerable<(PriceRow Row, string Path)> Areas()
    {
        var (up, down) = (new double[Range.Count], new double[Range.Count]);
        foreach (var row in Rows)
        {
            var (from, to) = (new double[Range.Count], new double[Range.Count]);
            for (var i = 0; i < Range.Count; i++)
            {
                var price = row.Prices[i] / 1_000d;
                var pile = price < 0 ? down : up;
                from[i] = pile[i];
                pile[i] += price;
                to[i] = pile[i];
            }

            yield return (row, Area(from, to));
        }
    }

    /// <summary>The line of the price with VAT.</summary>
    public string GrossLine => Steps([.. Gross.Select(g => g / 1_000d)], isFirst: true);

    /// <summary>Marks at the left: height and ct/kWh.</summary>
    public IEnumerable<(double Y, double Value)> Levels()
    {
        var span = _reach.High - _reach.Low;
        double[] nice = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
        var step = nice.FirstOrDefault(n => span / n <= 6, 10_000);
        for (var value = Math.Ceiling(_reach.Low / step) * step; value <= _reach.High; value += step)
            yield return (Y(value), value);
    }

    /// <summary>Marks below: every third hour of the clock.</summary>
    public IEnumerable<(double X, string Words)> Hours()
    {
        var before = -1;
        for (var i = 0; i < Range.Count; i++)
        {
            var ofClock = GermanTime.OfClock(Range.First + i);
            if (ofClock % 12 == 0 && ofClock != before)
                yield return (X(i), string.Create(CultureInfo.InvariantCulture, $"{ofClock / 4:00}:00"));
            before = ofClock;
        }

        yield return (Right, "24:00");
    }

    public double X(int slot) => Left + ((Right - Left) * slot / Range.Count);

    public double Y(double cents) => Bottom - ((Bottom - Top) * (cents - _reach.Low) / (_reach.High - _reach.Low));

    /// <summary>The clock at the start of a quarter-hour; <c>A</c> and <c>B</c> where an hour comes twice.</summary>
    public static string Clock(int quarter)
    {
        var ofClock = GermanTime.OfClock(quarter);
        var twice = GermanTime.OfClock(quarter + 4) == ofClock ? " A" : GermanTime.OfClock(quarter - 4) == ofClock ? " B" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{ofClock / 4:00}:{ofClock % 4 * 15:00}{twice}");
    }

    string Area(double[] from, double[] to)
    {
        StringBuilder path = new(Steps(to, isFirst: true));
        for (var i = Range.Count - 1; i >= 0; i--)
            path.Append(CultureInfo.InvariantCulture, $"L{X(i + 1):0.#} {Y(from[i]):0.#}L{X(i):0.#} {Y(from[i]):0.#}");
        return path.Append('Z').ToString();
    }

    string Steps(double[] values, bool isFirst)
    {
        StringBuilder path = new();
        for (var i = 0; i < values.Length; i++)
        {
            // one step for equal neighbours keeps the page small
            if (i == 0 || values[i] != values[i - 1])
                path.Append(CultureInfo.InvariantCulture, $"{(isFirst && i == 0 ? 'M' : 'L')}{X(i):0.#} {Y(values[i]):0.#}");
            if (i == values.Length - 1 || values[i] != values[i + 1])
                path.Append(CultureInfo.InvariantCulture, $"L{X(i + 1):0.#} {Y(values[i]):0.#}");
        }

        return path.ToString();
    }

    static (double, double) Reach(PriceSheet sheet)
    {
        double low = 0, high = 1;
        for (var i = 0; i < sheet.Range.Count; i++)
        {
            var own = sheet.Rows.Where(r => r.Kind != PartKind.FeedIn).Select(r => r.Prices[i] / 1_000d).ToList();
            var gross = sheet.Gross(sheet.Range.First + i) / 1_000d;
            low = Math.Min(low, Math.Min(gross, own.Where(p => p < 0).Sum()));
            high = Math.Max(high, Math.Max(gross, own.Where(p => p > 0).Sum()));
        }

        return (low, high + ((high - low) * 0.04));
    }
}
