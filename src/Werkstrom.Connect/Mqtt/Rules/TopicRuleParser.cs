using System.Globalization;
using System.Text.RegularExpressions;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>
/// Reads the text of a rule, a word and what belongs to it on each line:
/// <code>
/// topic   works/{line}/{machine}/data
/// value   $.oil.t -> works/{line}/{machine}/oil_temperature unit=Cel
/// value   $.counts.* -> works/{line}/{machine}/{*} kind=counter scale=0.1
/// time    $.ts ms
/// quality $.q
/// </code>
/// or <c>ignore</c> instead of values; <c>online $.state -> works/{machine} on=1 off=0</c> beside or instead of values; or for Sparkplug B only
/// <c>sparkplug -> works/{group}</c>. Lines that begin with <c>#</c> are comments.
/// </summary>
sealed partial class TopicRuleParser
{
    /// <summary>Longest text of a rule.</summary>
    public const int Longest = 10_000;

    const int MostValues = 50;
    const string Arrow = " -> ";

    readonly RuleProblems _problems = new();
    readonly List<(int Line, string Text)> _values = [];
    TopicFilter? _filter;
    RuleTime? _time;
    JsonPath? _quality;
    bool _isIgnored;
    (int Line, string Text)? _online;
    (int Line, string Text)? _sparkplug;

    /// <summary>Reads a rule.</summary>
    /// <param name="text">Its lines.</param>
    /// <param name="problems">All that is wrong with it.</param>
    /// <returns>The rule; null when something is wrong.</returns>
    public static TopicRule? Parse(string text, out IReadOnlyList<RuleProblem> problems)
    {
        TopicRuleParser parser = new();
        var rule = parser.Read(text);
        problems = [.. parser._problems.All.OrderBy(problem => problem.Line == 0 ? int.MaxValue : problem.Line)];
        return problems.Count == 0 ? rule : null;
    }

    TopicRule? Read(string text)
    {
        if (text.Length > Longest)
            _problems.Add("rule.long", $"{Longest}");
        HashSet<string> seen = [];
        foreach (var line in text.Split('\n'))
        {
            _problems.Line++;
            if (line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#')
                ReadLine(trimmed, seen);
        }

        var values = ReadValues();
        _problems.Line = 0;
        if (!seen.Contains("topic"))
            _problems.Add("rule.no-topic");
        var online = _online is { } said ? RuleOnline.Parse(At(said), Names, _problems) : null;
        var sparkplug = _sparkplug is { } group ? SignalTemplate.ParseAsset(At(group), Names, _problems) : null;
        _problems.Line = 0;
        if (_sparkplug is not null && (seen.Overlaps(["value", "time", "quality", "online", "ignore"]) || _filter?.Shape.StartsWith("spBv1.0/", StringComparison.Ordinal) == false))
            _problems.Add("rule.sparkplug");
        if (_isIgnored && seen.Overlaps(["value", "time", "quality", "online"]))
            _problems.Add("rule.ignore-more");
        if (!_isIgnored && _values.Count == 0 && _online is null && _sparkplug is null)
            _problems.Add("rule.no-value");
        if (_values.Count > MostValues)
            _problems.Add("rule.values", $"{MostValues}");
        return _filter is null ? null : new(_filter, _isIgnored, values, _time, _quality) { Online = online, Sparkplug = sparkplug };
    }

    string[]? Names => _filter is null ? null : [.. _filter.Names];

    string At((int Line, string Text) one)
    {
        _problems.Line = one.Line;
        return one.Text;
    }

    void ReadLine(string line, HashSet<string> seen)
    {
        var space = line.AsSpan().IndexOfAny(' ', '\t');
        var (word, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
        if (!seen.Add(word) && word != "value")
            _problems.Add("rule.twice", word);
        switch (word)
        {
            case "topic":
                _filter = TopicFilter.Parse(rest, _problems);
                break;
            case "value":
                _values.Add((_problems.Line, rest));
                break;
            case "time":
                _time = RuleTime.Parse(rest, _problems);
                break;
            case "quality":
                _quality = JsonPath.Parse(rest, _problems);
                break;
            case "online":
                _online = (_problems.Line, rest);
                break;
            case "sparkplug" when rest.StartsWith("->", StringComparison.Ordinal):
                _sparkplug = (_problems.Line, rest[2..].Trim().Trim('/'));
                break;
            case "ignore" when rest.Length == 0:
                _isIgnored = true;
                break;
            default:
                _problems.Add("rule.word", line.Length > 40 ? line[..40] + "…" : line);
                break;
        }
    }

    // when the whole rule is known: a value may stand above the topic and the time
    List<RuleValue> ReadValues()
    {
        List<RuleValue> values = [];
        foreach (var (line, text) in _values)
        {
            _problems.Line = line;
            if (ReadValue(text) is { } value)
                values.Add(value);
        }

        return values;
    }

    RuleValue? ReadValue(string text)
    {
        var arrow = text.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0)
        {
            _problems.Add("rule.arrow", text);
            return null;
        }

        var path = JsonPath.Parse(text[..arrow].Trim(), _problems);
        var rest = text[(arrow + Arrow.Length)..];
        var end = Option().Match(rest) is { Success: true } option ? option.Index : rest.Length;
        var stars = path?.Stars ?? 0;
        var signal = SignalTemplate.Parse(rest[..end].Trim().Trim('/'), Names, path is null ? int.MaxValue : stars, _problems);
        RuleOptions options = new();
        foreach (var word in rest[end..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            options.Read(word, _problems);
        CheckStars(options.UnitPath, stars, path);
        CheckStars(_time?.Path, stars, path);
        CheckStars(_quality, stars, path);
        if (path is not null && signal is not null)
            CheckUse(path, signal);
        return path is null || signal is null ? null : new(path, signal, options.Unit, options.UnitPath, options.Kind, options.Scale, options.Offset);
    }

    void CheckStars(JsonPath? other, int stars, JsonPath? path)
    {
        if (path is not null && other is not null && (other.Stars > stars || other.IsDeep))
            _problems.Add("rule.stars", other.Text, $"{stars}");
    }

    // what a star finds must become several signals, or several instants of one
    void CheckUse(JsonPath path, SignalTemplate signal)
    {
        var star = 0;
        foreach (var isOfElements in path.StarsOfElements)
        {
            star++;
            if (!signal.Uses(star) && !(isOfElements && _time?.Path.Stars >= star))
                _problems.Add(isOfElements ? "rule.use.elements" : "rule.use.members", path.Text, $"{star}");
        }
    }

    [GeneratedRegex("""(^|\s)[a-z]+=""")]
    private static partial Regex Option();

    /// <summary>What stands behind the signal of a value: <c>unit=Cel kind=counter scale=0.1 offset=-40</c>.</summary>
    sealed class RuleOptions
    {
        readonly HashSet<string> _seen = [];

        public string Unit { get; private set; } = "";

        public JsonPath? UnitPath { get; private set; }

        public SignalKind? Kind { get; private set; }

        public double Scale { get; private set; } = 1;

        public double Offset { get; private set; }

        public void Read(string word, RuleProblems problems)
        {
            if (word.Split('=', 2) is not [var name, { Length: > 0 } value] || !_seen.Add(name))
            {
                problems.Add("rule.option", word);
                return;
            }

            switch (name)
            {
                case "unit" when value[0] == '$':
                    UnitPath = JsonPath.Parse(value, problems);
                    break;
                case "unit":
                    Unit = value;
                    if (!Ucum.TryParse(value, out _))
                        problems.Add("rule.unit", value);
                    break;
                case "kind":
                    Kind = EnumOf(value);
                    if (Kind is null)
                        problems.Add("rule.kind", value);
                    break;
                case "scale":
                    Scale = Number(value, problems);
                    if (Scale == 0)
                        problems.Add("rule.number", value);
                    break;
                case "offset":
                    Offset = Number(value, problems);
                    break;
                default:
                    problems.Add("rule.option", word);
                    break;
            }
        }

        static SignalKind? EnumOf(string value) =>
            char.IsAsciiLetter(value[0]) && Enum.TryParse<SignalKind>(value, true, out var kind) && Enum.IsDefined(kind) ? kind : null;

        static double Number(string value, RuleProblems problems)
        {
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            problems.Add("rule.number", value);
            return 1;
        }
    }
}
