using System.Globalization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>
/// Says from what a month was made: contracts in it, prices and rates, and for the last two months the day, because values of meters come late. What is
/// older is made again when one of these changes, or somebody asks for it.
/// </summary>
/// <param name="known">Marks of the months that are kept.</param>
/// <param name="contracts">All contracts.</param>
/// <param name="states">Newest numbers of what prices.</param>
/// <param name="today">The German day.</param>
sealed class PortfolioMarks(IReadOnlyDictionary<int, string> known, IReadOnlyList<Contract> contracts, PortfolioStates states, DateOnly today)
{
    const int YoungDays = 62;

    readonly Dictionary<DateOnly, string> _made = [];

    /// <summary>Whether a month is to be made.</summary>
    public bool IsDue((DateOnly Month, QuarterRange Range) month) => known.GetValueOrDefault(month.Month.DayNumber) != Of(month);

    /// <summary>The mark of a month.</summary>
    public string Of((DateOnly Month, QuarterRange Range) month) => _made.TryGetValue(month.Month, out var made) ? made : _made[month.Month] = Make(month.Month, month.Range);

    string Make(DateOnly month, QuarterRange range)
    {
        var (count, ids, quarters, tariffs) = (0, 0L, 0L, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var contract in contracts)
        {
            var own = range.Meet(new(contract.First, (contract.End ?? int.MaxValue) - contract.First));
            if (own.Count == 0)
                continue;
            // who ends with the month is counted as ended
            (count, ids, quarters) = (count + 1, ids + contract.Id, quarters + own.First + own.End + (contract.End == range.End ? 1 : 0));
            tariffs.Add(contract.Tariff);
        }

        var priced = tariffs.Select(t => states.Tariffs.GetValueOrDefault(t)).DefaultIfEmpty(0).Max();
        var young = today.DayNumber - month.AddMonths(1).DayNumber < YoungDays ? today.DayNumber : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{count}/{ids}/{quarters}/{priced}/{states.Rate}/{states.Series.GetValueOrDefault(month.DayNumber)}/{young}");
    }
}

/// <summary>Newest numbers of what prices.</summary>
/// <param name="Tariffs">By key.</param>
/// <param name="Rate">Of all rates.</param>
/// <param name="Series">By month (<see cref="DateOnly.DayNumber"/> of its first day), of price of the exchange and share of the zone.</param>
sealed record PortfolioStates(IReadOnlyDictionary<string, long> Tariffs, long Rate, IReadOnlyDictionary<int, long> Series);
