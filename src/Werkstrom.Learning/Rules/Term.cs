using System.Globalization;

namespace Werkstrom.Learning.Rules;

/// <summary>How signals are put together into one physical figure.</summary>
public enum TermKind
{
    /// <summary>A signal as it is.</summary>
    Signal,

    /// <summary>The first less the second.</summary>
    Difference,

    /// <summary>All multiplied.</summary>
    Product,

    /// <summary>All but the last multiplied, divided by the last.</summary>
    Ratio,
}

/// <summary>A figure made of one to three signals.</summary>
/// <param name="Kind">How they are put together.</param>
/// <param name="Signals">Their numbers.</param>
/// <param name="Name">As an engineer reads it, for example <c>torque · speed</c>.</param>
public sealed record Term(TermKind Kind, IReadOnlyList<int> Signals, string Name)
{
    /// <summary>The figure of one row; NaN where a signal is missing or the divisor is 0.</summary>
    /// <param name="value">Gives the value of a signal by its number.</param>
    public double Of(Func<int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var figure = value(Signals[0]);
        if (Kind == TermKind.Difference)
            return figure - value(Signals[1]);
        for (var i = 1; i < Signals.Count; i++)
        {
            var next = value(Signals[i]);
            figure = Kind == TermKind.Ratio && i == Signals.Count - 1 ? next == 0 ? double.NaN : figure / next : figure * next;
        }

        return figure;
    }

    /// <summary>Every figure of the signals: singles, differences, products and ratios of two, products and ratios of three.</summary>
    internal static IEnumerable<Term> All(IReadOnlyList<string> names, bool three)
    {
        for (var a = 0; a < names.Count; a++)
        {
            yield return new(TermKind.Signal, [a], names[a]);
            for (var b = a + 1; b < names.Count; b++)
            {
                yield return new(TermKind.Difference, [a, b], $"{names[a]} − {names[b]}");
                yield return new(TermKind.Product, [a, b], $"{names[a]} · {names[b]}");
                yield return new(TermKind.Ratio, [a, b], $"{names[a]} / {names[b]}");
                for (var c = 0; three && c < names.Count; c++)
                {
                    if (c > b)
                        yield return new(TermKind.Product, [a, b, c], $"{names[a]} · {names[b]} · {names[c]}");
                    if (c != a && c != b)
                        yield return new(TermKind.Ratio, [a, b, c], $"{names[a]} · {names[b]} / {names[c]}");
                }
            }
        }
    }
}

/// <summary>A limit on a figure.</summary>
/// <param name="Term">The figure.</param>
/// <param name="IsAbove">True: at least the limit; false: at most.</param>
/// <param name="Limits">By category; the one of the empty name holds for all that are not named.</param>
public sealed record Condition(Term Term, bool IsAbove, IReadOnlyDictionary<string, double> Limits)
{
    /// <summary>Whether it holds for a row.</summary>
    /// <param name="value">Gives the value of a signal by its number.</param>
    /// <param name="category">Of the row; empty where there are none.</param>
    public bool Holds(Func<int, double> value, string category) => Holds(Term.Of(value), category);

    /// <summary>As an engineer reads it.</summary>
    public override string ToString() =>
        $"{Term.Name} {(IsAbove ? "≥" : "≤")} " + string.Join(", ", Limits.OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => l.Value.ToString("G5", CultureInfo.InvariantCulture) + (l.Key.Length > 0 ? $" ({l.Key})" : "")));

    internal bool Holds(double figure, string category) =>
        (Limits.TryGetValue(category, out var limit) || Limits.TryGetValue("", out limit)) && (IsAbove ? figure >= limit : figure <= limit);
}

/// <summary>One or two limits that hold together when the event happens.</summary>
/// <param name="Conditions">All of them must hold.</param>
/// <param name="Hits">Events that it says, of those that no rule before it said.</param>
/// <param name="False">Rows without event that it says.</param>
public sealed record Rule(IReadOnlyList<Condition> Conditions, int Hits, int False)
{
    /// <summary>Whether it holds for a row.</summary>
    /// <param name="value">Gives the value of a signal by its number.</param>
    /// <param name="category">Of the row; empty where there are none.</param>
    public bool Holds(Func<int, double> value, string category = "") => Conditions.All(c => c.Holds(value, category));

    /// <summary>As an engineer reads it.</summary>
    public override string ToString() => string.Join(" and ", Conditions);
}
