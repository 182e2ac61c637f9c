using System.IO.Enumeration;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>The rules in force, ready to use. Immutable. Behind them stands one that always fits.</summary>
sealed class RuleSet(IReadOnlyList<Rule> rules)
{
    /// <summary>Path of what no rule fits.</summary>
    public const string LastResort = "{measurement}/{tags}/{field}";

    static readonly PathTemplate Last = PathTemplate.Parse(LastResort);

    readonly Ready[] _ready = [.. rules.Select(rule => new Ready(rule))];

    public IReadOnlyList<Rule> Rules { get; } = rules;

    /// <summary>Where a field goes.</summary>
    public Mapped Map(string measurement, IReadOnlyList<KeyValuePair<string, string>> tags, string field, bool isState)
    {
        var (unit, kind) = isState ? ("", SignalKind.State) : Suffixes.Of(field);
        foreach (var rule in _ready)
        {
            if (rule.Fits(measurement, tags) && rule.Path.TryFill(measurement, tags, field, out var path))
                return new(path, rule.Unit ?? unit, isState ? kind : rule.Kind ?? kind, rule.Position);
        }

        Last.TryFill(measurement, tags, field, out var last);
        return new(last!, unit, kind, 0);
    }

    /// <summary>The pairs of a rule's tag column; null for text that is none.</summary>
    public static KeyValuePair<string, string>[]? ReadTags(string text)
    {
        List<KeyValuePair<string, string>> tags = [];
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } key, { Length: > 0 } pattern])
                return null;
            tags.Add(new(key, pattern));
        }

        return [.. tags];
    }

    sealed class Ready(Rule rule)
    {
        readonly KeyValuePair<string, string>[] _tags = ReadTags(rule.Tags) ?? [];

        public long Position { get; } = rule.Position;

        public PathTemplate Path { get; } = PathTemplate.Parse(rule.Path);

        public string? Unit { get; } = rule.Unit.Length == 0 ? null : rule.Unit;

        public SignalKind? Kind { get; } = Enum.TryParse<SignalKind>(rule.Kind, true, out var kind) ? kind : null;

        public bool Fits(string measurement, IReadOnlyList<KeyValuePair<string, string>> tags) =>
            Matches(rule.Measurement, measurement) && _tags.All(wanted => tags.Any(tag =>
                tag.Key.Equals(wanted.Key, StringComparison.OrdinalIgnoreCase) && Matches(wanted.Value, tag.Value)));

        static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text);
    }
}
