using System.Globalization;

namespace Werkstrom.Tariff;

/// <summary>The days on which something holds.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The first on which it no longer holds; null: no end is known.</param>
public readonly record struct Validity(DateOnly From, DateOnly? Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool Holds(DateOnly day) => day >= From && !(day >= Until);

    /// <summary><c>2024-01-01 to 2024-12-31</c>, both days included, as price sheets write it.</summary>
    public override string ToString() => Until is { } until ? $"{From:O} to {until.AddDays(-1):O}" : $"from {From:O}";

    /// <summary>Reads two cells; the second may be empty.</summary>
    internal static Validity? Read(string from, string until, int line, List<Fault> faults)
    {
        var before = faults.Count;
        var first = Day(from, "from", line, faults);
        DateOnly? end = until.Length == 0 ? null : Day(until, "until", line, faults);
        if (faults.Count == before && end <= first)
            faults.Add(new(line, $"until ({until}) must be after from ({from})"));
        return faults.Count == before ? new(first, end) : null;
    }

    static DateOnly Day(string text, string name, int line, List<Fault> faults)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            faults.Add(new(line, $"{name} must be a day such as 2024-01-01, not '{text}'"));
        return day;
    }
}

/// <summary>What must hold one after the other, without two at once and without a day between.</summary>
public static class Succession
{
    /// <summary>Every overlap and every gap, each with both rows.</summary>
    /// <param name="of">What the rows are about.</param>
    /// <param name="rows">Each with its place in words, for example <c>line 5</c>.</param>
    public static IEnumerable<string> Faults(string of, IEnumerable<(string Place, Validity Validity)> rows)
    {
        (string Place, Validity Validity)? last = null;
        foreach (var row in rows.OrderBy(r => r.Validity.From).ThenBy(r => r.Validity.Until ?? DateOnly.MaxValue))
        {
            if (last is { } before)
            {
                if (before.Validity.Until is not { } end || end > row.Validity.From)
                    yield return $"{of}: {Say(before)} and {Say(row)} overlap";
                else if (end < row.Validity.From)
                    yield return $"{of}: nothing holds {new Validity(end, row.Validity.From)}, between {Say(before)} and {Say(row)}";
            }

            if (last is not { } longest || (row.Validity.Until ?? DateOnly.MaxValue) > (longest.Validity.Until ?? DateOnly.MaxValue))
                last = row;
        }
    }

    static string Say((string Place, Validity Validity) row) => $"{row.Place} ({row.Validity})";
}
