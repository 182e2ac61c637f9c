using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>A rule as it is sent and shown; its place is that in the list.</summary>
/// <param name="Measurement">Measurements it is for, with <c>*</c> and <c>?</c>.</param>
/// <param name="Tags">Tags that must fit: <c>site=werk*, line=1</c>; may be empty.</param>
/// <param name="Path">Template: <c>{tag:site}/{tag:line}/{field}</c>.</param>
/// <param name="Unit">UCUM code for new signals; empty to go by the field's suffix.</param>
/// <param name="Kind">Kind for new signals; empty to go by the field's suffix.</param>
sealed record RuleView(string? Measurement, string? Tags, string? Path, string? Unit, string? Kind)
{
    /// <summary>Most rules that there may be: each is tried for every new series.</summary>
    public const int MostRules = 200;

    const int LongestPattern = 500;

    public static RuleView Of(Rule rule) => new(rule.Measurement, rule.Tags, rule.Path, rule.Unit, rule.Kind);

    public Rule ToRule(long position) => new()
    {
        Position = position,
        Measurement = Measurement is { Length: > 0 } given ? given.Trim() : "*",
        Tags = Tags?.Trim() ?? "",
        Path = Path!.Trim(),
        Unit = Unit?.Trim() ?? "",
        Kind = Kind?.Trim() ?? "",
    };

    /// <summary>All that is wrong with a list of rules, by place and field: <c>rules[2].path</c>.</summary>
    public static Dictionary<string, string[]> Errors(IReadOnlyList<RuleView>? rules)
    {
        Dictionary<string, string[]> errors = [];
        if (rules is null || rules.Count > MostRules)
        {
            errors["rules"] = [$"A list of at most {MostRules} rules is needed."];
            return errors;
        }

        for (var at = 0; at < rules.Count; at++)
        {
            foreach (var (field, problems) in rules[at] is null ? [new("path", ["The rule is empty."])] : rules[at].Problems())
                errors[$"rules[{at}].{field}"] = problems;
        }

        return errors;
    }

    IEnumerable<KeyValuePair<string, string[]>> Problems()
    {
        if (Measurement is { Length: > LongestPattern })
            yield return new("measurement", [$"The pattern is longer than {LongestPattern} characters."]);
        if (Tags is { Length: > LongestPattern } || (Tags is not null && RuleSet.ReadTags(Tags) is null))
            yield return new("tags", ["Tags are written key=pattern, separated by commas."]);
        string[] path = string.IsNullOrWhiteSpace(Path) ? ["The path is missing."] : [.. PathTemplate.Errors(Path.Trim())];
        if (path.Length > 0)
            yield return new("path", path);
        if (Unit is { Length: > 40 })
            yield return new("unit", ["The unit is longer than 40 characters."]);
        if (!string.IsNullOrWhiteSpace(Kind) && (!Enum.TryParse<SignalKind>(Kind.Trim(), true, out _) || char.IsAsciiDigit(Kind.Trim()[0])))
            yield return new("kind", [$"'{Kind}' is not a kind; there are measurement, counter, state, price and forecast."]);
    }
}
