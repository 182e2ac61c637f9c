using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Werkstrom.Connect.Mapping;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>
/// The path of a signal with placeholders: <c>{line}</c> of the topic filter, <c>{*}</c> what the last star of the value's path
/// stands for (<c>{*1}</c> the first, and so on), <c>{$.id}</c> a text or number of the payload. Letters that a path cannot hold
/// become <c>%2F</c> and the like.
/// </summary>
sealed partial class SignalTemplate
{
    const int Longest = 500;

    readonly Part[] _parts;

    SignalTemplate(Part[] parts) => _parts = parts;

    /// <summary>Paths of the payload that it asks for.</summary>
    public IEnumerable<JsonPath> Paths => _parts.Select(part => part.Path).OfType<JsonPath>();

    /// <summary>True when it is the same for every payload of a topic.</summary>
    public bool IsOfTopic => !Array.Exists(_parts, part => part.IsOfPayload);

    /// <summary>Reads a template; what is wrong with it is added to the problems.</summary>
    /// <param name="text">The template.</param>
    /// <param name="names">Placeholders of the filter; null when the filter is wrong, too.</param>
    /// <param name="stars">Stars of the value's path.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static SignalTemplate? Parse(string text, IReadOnlyCollection<string>? names, int stars, RuleProblems problems)
    {
        var before = problems.Count;
        if (text.Length is 0 or > Longest)
            problems.Add("rule.signal.length", $"{Longest}");
        List<Part> parts = [];
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            parts.Add(new(text[at..match.Index], null, 0, null));
            parts.Add(Part.Of(match.Groups[1].Value, names, stars, problems));
            at = match.Index + match.Length;
        }

        parts.Add(new(text[at..], null, 0, null));
        Check(text, parts, problems);
        return problems.Count == before ? new([.. parts]) : null;
    }

    /// <summary>Reads the path of an asset, which the topic alone tells; what is wrong with it is added to the problems.</summary>
    /// <param name="text">The template.</param>
    /// <param name="names">Placeholders of the filter; null when the filter is wrong, too.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static SignalTemplate? ParseAsset(string text, IReadOnlyCollection<string>? names, RuleProblems problems)
    {
        if (text.Length == 0)
        {
            problems.Add("rule.asset");
            return null;
        }

        // with a level below it, it is the path of a signal
        var parsed = Parse(text + "/_", names, 0, problems);
        if (parsed is { IsOfTopic: false })
            problems.Add("rule.asset.payload", text);
        return parsed is { IsOfTopic: true } ? new(parsed._parts[..^1].Append(parsed._parts[^1] with { Text = parsed._parts[^1].Text[..^2] }).ToArray()) : null;
    }

    /// <summary>Whether a star of the value's path tells its signals apart.</summary>
    /// <param name="star">Its number, from 1.</param>
    public bool Uses(int star) => Array.Exists(_parts, part => part.Star == star || part.Path?.Stars >= star);

    /// <summary>The path as far as the topic tells it, up to the first level that the payload tells.</summary>
    public string Start(IReadOnlyDictionary<string, string> names)
    {
        StringBuilder text = new();
        foreach (var part in _parts.TakeWhile(part => !part.IsOfPayload))
            text.Append(part.OfTopic(names));
        return Clean(IsOfTopic ? text.ToString() : text.ToString()[..(text.ToString().LastIndexOf('/') + 1)]);
    }

    /// <summary>Fills it in.</summary>
    /// <param name="names">What the placeholders of the filter stand for.</param>
    /// <param name="at">Where the value stands.</param>
    /// <param name="root">The payload.</param>
    /// <param name="isDeep">Whether the last star is a path.</param>
    /// <param name="path">The path; or, when it cannot be filled in, the place in the payload where nothing was that fits.</param>
    public bool TryFill(IReadOnlyDictionary<string, string> names, JsonPlace at, JsonElement root, bool isDeep, out string path)
    {
        StringBuilder text = new();
        foreach (var part in _parts)
        {
            if (part.Path is { } place)
            {
                if (place.At(root, at.Stars) is not { ValueKind: JsonValueKind.String or JsonValueKind.Number } cell)
                {
                    path = place.Text;
                    return false;
                }

                text.Append(PathTemplate.Level(cell.ToString()));
            }
            else if (part.Star > 0)
            {
                var star = at.Stars[part.Star - 1];
                text.Append(isDeep && part.Star == at.Stars.Count ? star : PathTemplate.Level(star));
            }
            else
            {
                text.Append(part.OfTopic(names));
            }
        }

        path = Clean(text.ToString());
        return true;
    }

    static void Check(string text, List<Part> parts, RuleProblems problems)
    {
        var literal = string.Concat(parts.Where(part => part is { Name: null, Star: 0, Path: null }).Select(part => part.Text));
        if (literal.AsSpan().ContainsAny('{', '}'))
            problems.Add("rule.signal.brace", text);
        if (text.Contains("//", StringComparison.Ordinal))
            problems.Add("rule.signal.empty", text);
        if (!PathTemplate.IsPlain(literal.Replace("/", "", StringComparison.Ordinal)))
            problems.Add("rule.signal.letters", text);
        if (parts.Count == 1 && !text.Trim('/').Contains('/', StringComparison.Ordinal))
            problems.Add("rule.signal.asset", text);
    }

    static string Clean(string path) => string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("""\{([^{}]+)\}""")]
    private static partial Regex Placeholder();

    sealed record Part(string Text, string? Name, int Star, JsonPath? Path)
    {
        public bool IsOfPayload => Star > 0 || Path is not null;

        // levels of {name...} stay levels: a single level holds no slash
        public string OfTopic(IReadOnlyDictionary<string, string> names) => Name is null ? Text : PathTemplate.Levels(names[Name]);

        public static Part Of(string text, IReadOnlyCollection<string>? names, int stars, RuleProblems problems)
        {
            if (text.StartsWith('$'))
            {
                var path = JsonPath.Parse(text, problems);
                if (path is not null && (path.Stars > stars || path.IsDeep))
                    problems.Add("rule.stars", text, $"{stars}");
                return new(text, null, 0, path);
            }

            if (text.StartsWith('*'))
            {
                var isNumber = int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var star);
                star = text.Length == 1 ? stars : isNumber ? star : 0;
                if (star < 1 || star > stars)
                    problems.Add("rule.star", $"{{{text}}}", $"{stars}");
                return new(text, null, Math.Max(star, 1), null);
            }

            var name = text.EndsWith("...", StringComparison.Ordinal) ? text[..^3] : text;
            if (names is not null && !names.Contains(name))
                problems.Add("rule.name", $"{{{text}}}", names.Count == 0 ? "-" : string.Join(", ", names.Select(known => $"{{{known}}}")));
            return new(text, name, 0, null);
        }
    }
}
