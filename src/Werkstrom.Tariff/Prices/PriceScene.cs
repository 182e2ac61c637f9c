using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>What rules need to know while prices are drawn: the quarter-hours with their day and clock, the place, the rates; and what they find wrong.</summary>
sealed class PriceScene(QuarterRange range, SupplyPlace place, RateTable rates)
{
    readonly List<Slot> _slots = Slots(range, place.Calendar);

    public QuarterRange Range => range;

    public SupplyPlace Place => place;

    public RateTable Rates => rates;

    public List<string> Faults { get; } = [];

    /// <summary>The first day that is touched.</summary>
    public DateOnly From => GermanTime.Date(range.First);

    /// <summary>The first day after it.</summary>
    public DateOnly Until => GermanTime.Date(range.End - 1).AddDays(1);

    public Slot this[int quarter] => _slots[quarter - range.First];

    public string Scope(RateScope scope) => scope switch
    {
        RateScope.Town => place.Town,
        RateScope.GridOperator => place.GridOperator,
        RateScope.Household => "household",
        _ => "",
    };

    /// <summary>The rates of some quarter-hours, each with those that it holds for; what is missing or of another unit is noted.</summary>
    public List<(Rate Rate, QuarterRange Range)> Over(string name, RateScope scope, QuarterRange within, string unit)
    {
        var (from, until) = (GermanTime.Date(within.First), GermanTime.Date(within.End - 1).AddDays(1));
        var found = rates.Over(name, Scope(scope), from, until, Faults);
        Faults.AddRange(found.Where(r => r.Unit != unit).Select(r => FormattableString.Invariant($"{r} (line {r.Line}): the unit must be {unit}, not {r.Unit}")));
        return [.. found.Where(r => r.Unit == unit).Select(r => (r, Days(r.Validity).Meet(within)))];
    }

    public static QuarterRange Days(Validity validity)
    {
        // open ends are far, not infinite: beyond any bill, within the calendar
        var until = validity.Until ?? new DateOnly(9_000, 1, 1);
        return GermanTime.Between(validity.From, until < validity.From ? validity.From : until);
    }

    static List<Slot> Slots(QuarterRange range, HolidayCalendar calendar)
    {
        List<Slot> slots = new(range.Count);
        for (var at = range.First; at < range.End;)
        {
            var day = GermanTime.Date(at);
            var (type, quarters) = (calendar.TypeOf(day), GermanTime.Day(day));
            for (; at < Math.Min(range.End, quarters.End); at++)
            {
                // only the two days of the year on which the clock changes need to be asked slot by slot
                var ofClock = quarters.Count == 96 ? at - quarters.First : GermanTime.OfClock(at);
                slots.Add(new(ofClock, type, (day.Month - 1) / 3));
            }
        }

        return slots;
    }

    /// <param name="OfClock">0 to 95.</param>
    /// <param name="Type">Of its day.</param>
    /// <param name="QuarterOfYear">0 to 3.</param>
    public readonly record struct Slot(int OfClock, DayType Type, int QuarterOfYear);
}
