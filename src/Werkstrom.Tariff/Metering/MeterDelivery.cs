using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Tariff.Metering;

/// <summary>Values of a MSCONS series as values of a meter.</summary>
public static class MeterDelivery
{
    /// <summary>
    /// The quarter-hours of a series whose unit is kWh: 220 is measured; 67, 201, 187, Z18 and 79 are substitutes of the operator; 20 and Z30, Z31, Z47 are
    /// missing. What is no quarter-hour, or too large for one, is a fault with the number of the value as its line.
    /// </summary>
    public static (IReadOnlyDictionary<int, MeterValue> Values, IReadOnlyList<Fault> Faults) Of(MsconsSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        Dictionary<int, MeterValue> values = [];
        List<Fault> faults = [];
        for (var i = 0; i < series.Values.Count; i++)
        {
            var value = series.Values[i];
            if (!value.IsQuarter)
                faults.Add(new(i + 1, "the value is not that of one quarter-hour"));
            else if (Math.Abs((decimal)value.Thousandths) > int.MaxValue)
                faults.Add(new(i + 1, FormattableString.Invariant($"{value.Thousandths} Wh are too much for a quarter-hour")));
            else if (!values.TryAdd(value.Quarter, Of(value)))
                faults.Add(new(i + 1, "the quarter-hour has a value already; the first is kept"));
        }

        return (values, faults);
    }

    static MeterValue Of(MsconsValue value) => value.Status switch
    {
        MsconsStatus.True => MeterValue.Measured((int)value.Thousandths),
        MsconsStatus.Unusable or MsconsStatus.Missing or MsconsStatus.Z31 or MsconsStatus.Z47 => new(0, ValueOrigin.Missing, Doubt.Missing),
        _ => new((int)value.Thousandths, ValueOrigin.Given),
    };
}
