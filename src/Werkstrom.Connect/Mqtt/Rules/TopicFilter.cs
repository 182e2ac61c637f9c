using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>
/// A filter of MQTT whose wildcards may have names: <c>works/{line}/{machine}/+/data</c>, <c>works/{rest...}</c>. <c>{name}</c> is
/// <c>+</c>, one level; <c>{name...}</c> at the end is one level or more, <c>#</c> there is any number of them.
/// </summary>
sealed partial class TopicFilter
{
    const int Longest = 1_000;

    readonly Level[] _levels;

    TopicFilter(Level[] levels) => _levels = levels;

    enum LevelKind
    {
        Literal,
        One,
        Rest,
    }

    /// <summary>Names of its placeholders.</summary>
    public IEnumerable<string> Names => _levels.Select(level => level.Name).OfType<string>();

    /// <summary>The filter with <c>+</c> and <c>#</c> for its placeholders: two of the same shape fit the same topics.</summary>
    public string Shape => string.Join('/', _levels.Select(level => level.Kind switch
    {
        LevelKind.Literal => level.Text,
        LevelKind.One => "+",
        _ => "#",
    }));

    /// <summary>Reads a filter; what is wrong with it is added to the problems.</summary>
    public static TopicFilter? Parse(string text, RuleProblems problems)
    {
        var before = problems.Count;
        if (text.Length is 0 or > Longest || text.Contains('\0', StringComparison.Ordinal))
            problems.Add("rule.topic.length", $"{Longest}");
        if (text.StartsWith('$'))
            problems.Add("rule.topic.dollar");
        var texts = text.Split('/');
        var levels = new Level[texts.Length];
        for (var at = 0; at < levels.Length; at++)
            levels[at] = LevelOf(texts[at], at == levels.Length - 1, problems);
        foreach (var twice in levels.Where(level => level.Name is not null).GroupBy(level => level.Name).Where(group => group.Count() > 1))
            problems.Add("rule.topic.twice", twice.Key!);
        return problems.Count == before ? new(levels) : null;
    }

    /// <summary>Whether a topic fits.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="found">What each placeholder stands for; levels of <c>{name...}</c> with slashes between.</param>
    public bool TryMatch(string topic, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? found)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        found = names;
        var rest = topic.AsSpan();
        var isOver = false;
        foreach (var level in _levels)
        {
            if (level.Kind == LevelKind.Rest)
            {
                if (level.Name is not null && !isOver)
                    names[level.Name] = rest.ToString();
                return level.Name is null || !isOver;
            }

            if (isOver)
                return false;
            var slash = rest.IndexOf('/');
            var one = slash < 0 ? rest : rest[..slash];
            if (level.Kind == LevelKind.Literal && !one.SequenceEqual(level.Text))
                return false;
            if (level.Name is not null)
                names[level.Name] = one.ToString();
            isOver = slash < 0;
            rest = isOver ? default : rest[(slash + 1)..];
        }

        return isOver;
    }

    /// <summary>
    /// Which of two filters comes first: from the left, a literal level before <c>+</c>, <c>+</c> before <c>#</c>, the end before anything more.
    /// </summary>
    public static int Compare(TopicFilter a, TopicFilter b)
    {
        for (var at = 0; at < Math.Max(a._levels.Length, b._levels.Length); at++)
        {
            if (Rank(a, at).CompareTo(Rank(b, at)) is not 0 and var order)
                return order;
        }

        return 0;
    }

    static int Rank(TopicFilter filter, int at) => at < filter._levels.Length ? (int)filter._levels[at].Kind : -1;

    static Level LevelOf(string text, bool isLast, RuleProblems problems)
    {
        if (text == "+")
            return new(LevelKind.One, text, null);
        if (text == "#" && isLast)
            return new(LevelKind.Rest, text, null);
        if (Placeholder().Match(text) is { Success: true } match)
        {
            var isRest = match.Groups[2].Length > 0;
            if (isRest && !isLast)
                problems.Add("rule.topic.rest", text);
            return new(isRest ? LevelKind.Rest : LevelKind.One, text, match.Groups[1].Value);
        }

        if (text.AsSpan().ContainsAny("+#{}"))
            problems.Add("rule.topic.level", text);
        return new(LevelKind.Literal, text, null);
    }

    [GeneratedRegex("""^\{([A-Za-z][A-Za-z0-9_]*)(\.\.\.)?\}$""")]
    private static partial Regex Placeholder();

    sealed record Level(LevelKind Kind, string Text, string? Name);
}
