using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Rules;

namespace Werkstrom.Condition.Rules;

/// <summary>Limits on figures made of signals, which hold together; what a person wrote or <see cref="RuleLearner"/> learned.</summary>
/// <param name="Conditions">All of them must hold; 1 to 4.</param>
sealed record TermRule(IReadOnlyList<TermCondition> Conditions)
{
    /// <summary>More conditions nobody reads.</summary>
    public const int Most = 4;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The signals that it needs, each once.</summary>
    public IReadOnlyList<TermSignal> Signals => [.. Conditions.SelectMany(c => c.Signals).DistinctBy(s => s.Id)];

    /// <summary>Makes it of a rule that was learned.</summary>
    /// <param name="rule">The rule; limits by category are no rule of signals alone.</param>
    /// <param name="columns">The signals that its numbers mean.</param>
    /// <returns>Null where a limit depends on a category.</returns>
    public static TermRule? Of(Rule rule, IReadOnlyList<Signal> columns)
    {
        if (rule.Conditions.Any(c => c.Limits.Count != 1 || !c.Limits.ContainsKey("")))
            return null;
        return new([.. rule.Conditions.Select(c => new TermCondition(
            c.Term.Kind, [.. c.Term.Signals.Select(i => new TermSignal(columns[i].Id, columns[i].Unit))], c.IsAbove, c.Limits[""]))]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TermRule Read(string? text) =>
        JsonSerializer.Deserialize<TermRule>(text ?? "", Json) ?? throw new JsonException("A rule of terms needs its conditions.");

    public string Write() => JsonSerializer.Serialize(this, Json);
}

/// <summary>A limit on a figure.</summary>
/// <param name="Kind">How the signals are put together.</param>
/// <param name="Signals">One to three.</param>
/// <param name="IsAbove">True: at least the limit; false: at most.</param>
/// <param name="Limit">In the units of the signals, put together in the same way.</param>
sealed record TermCondition(TermKind Kind, IReadOnlyList<TermSignal> Signals, bool IsAbove, double Limit)
{
    /// <summary>What the library evaluates; signals by their numbers.</summary>
    public Learning.Rules.Condition Evaluated() =>
        new(new(Kind, [.. Signals.Select(s => s.Id)], ""), IsAbove, new Dictionary<string, double> { [""] = Limit });

    /// <summary>As it is read and typed: <c>torque * speed &gt;= 3500</c>.</summary>
    /// <param name="name">Gives the name of a signal.</param>
    public string Text(Func<int, string> name)
    {
        var names = Signals.Select(s => name(s.Id)).ToArray();
        var figure = Kind switch
        {
            TermKind.Difference => string.Join(" - ", names),
            TermKind.Ratio => $"{string.Join(" * ", names[..^1])} / {names[^1]}",
            _ => string.Join(" * ", names),
        };
        return $"{figure} {(IsAbove ? ">=" : "<=")} {Limit.ToString("R", CultureInfo.InvariantCulture)}";
    }
}

/// <summary>A signal of a figure, and the unit in which its value is meant.</summary>
sealed record TermSignal(int Id, string Unit);
