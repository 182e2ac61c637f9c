using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>Whole numbers by the quarter-hour, some of which may be missing: prices of the exchange (0.001 ct/kWh) or an index (0 to 100).</summary>
public sealed class QuarterSeries
{
    readonly int?[] _values;

    /// <summary>A series of quarter-hours.</summary>
    /// <param name="name">For messages, for example <c>day-ahead DE-LU</c>.</param>
    /// <param name="first">The quarter-hour of the first value.</param>
    /// <param name="values">Null where nothing is known.</param>
    public QuarterSeries(string name, int first, IReadOnlyList<int?> values)
    {
        (Name, _values) = (name, [.. values]);
        Range = new(first, _values.Length);
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <summary>From the first value to the last.</summary>
    public QuarterRange Range { get; }

    /// <summary>Null where nothing is known.</summary>
    public int? this[int quarter] => Range.Contains(quarter) ? _values[quarter - Range.First] : null;

    /// <summary>A series of hours, as the exchange had them until 30 September 2025: each value holds for four quarter-hours.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="first">The quarter-hour with which the first hour begins.</param>
    /// <param name="hours">Null where nothing is known.</param>
    public static QuarterSeries Hourly(string name, int first, IEnumerable<int?> hours) => new(name, first, [.. hours.SelectMany(h => Enumerable.Repeat(h, 4))]);

    /// <summary>Says what is missing of some quarter-hours; null when nothing is.</summary>
    internal string? Missing(QuarterRange range)
    {
        var missing = Enumerable.Range(range.First, range.Count).Where(q => this[q] is null).ToList();
        return missing.Count == 0 ? null
            : FormattableString.Invariant($"{Name}: {missing.Count} of {range.Count} quarter-hours are missing, the first at {Quarters.Start(missing[0]):yyyy-MM-ddTHH:mmZ}");
    }
}
