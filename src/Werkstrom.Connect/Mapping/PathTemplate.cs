using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Werkstrom.Connect.Mapping;

/// <summary>
/// A path with placeholders: <c>{measurement}</c>, <c>{field}</c>, <c>{tag:NAME}</c>, <c>{tags}</c> (the values of all tags in
/// order of their keys, a level each). A slash at the end of a placeholder, <c>{tag:topic/}</c>, keeps the slashes of the value as
/// levels; otherwise letters that a path cannot hold are written <c>%2F</c>.
/// </summary>
sealed partial class PathTemplate
{
    const string Plain = "_-.+ ()°";

    readonly List<Part> _parts = [];

    PathTemplate(string text)
    {
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            _parts.Add(new(PartKind.Literal, text[at..match.Index], true));
            _parts.Add(Part.Of(match.Groups[1].Value));
            at = match.Index + match.Length;
        }

        _parts.Add(new(PartKind.Literal, text[at..], true));
    }

    enum PartKind
    {
        Literal,
        Measurement,
        Field,
        Tag,
        Tags,
    }

    /// <summary>Reads a template that <see cref="Errors"/> finds nothing wrong with.</summary>
    public static PathTemplate Parse(string text) =>
        Errors(text).FirstOrDefault() is { } error ? throw new ArgumentException(error, nameof(text)) : new(text.Trim('/'));

    /// <summary>All that is wrong with a template.</summary>
    public static IEnumerable<string> Errors(string text)
    {
        if (text.Length > 500)
            yield return "The path is longer than 500 characters.";
        if (Placeholder().Replace(text, "") is var rest && rest.AsSpan().ContainsAny('{', '}'))
            yield return "A brace is not closed, or encloses nothing.";
        foreach (Match match in Placeholder().Matches(text))
        {
            if (!Part.IsKnown(match.Groups[1].Value))
                yield return $"{match.Value} is not known; there are {{measurement}}, {{field}}, {{tags}} and {{tag:NAME}}.";
        }

        if (!text.Contains("{field}", StringComparison.Ordinal) && !text.Contains("{field/}", StringComparison.Ordinal))
            yield return "{field} must be in the path, or all fields would become one signal.";
        if (text.Contains("//", StringComparison.Ordinal))
            yield return "The path has an empty level.";
        if (rest.Any(letter => letter is not ('/' or '{' or '}') && !IsPlain(letter)))
            yield return "A path holds letters, digits, spaces and _-.+()%°.";
    }

    /// <summary>Fills it in; false when a tag that it names is missing.</summary>
    public bool TryFill(
        string measurement, IReadOnlyList<KeyValuePair<string, string>> tags, string field, [NotNullWhen(true)] out string? path)
    {
        path = null;
        StringBuilder text = new();
        foreach (var part in _parts)
        {
            if (part.Kind == PartKind.Tags)
            {
                text.AppendJoin('/', tags.Select(tag => Escape(tag.Value, part.KeepsSlashes)));
                continue;
            }

            var value = part.Kind switch
            {
                PartKind.Literal => part.Name,
                PartKind.Measurement => Escape(measurement, part.KeepsSlashes),
                PartKind.Field => Escape(field, part.KeepsSlashes),
                _ => Find(tags, part.Name) is { } found ? Escape(found, part.KeepsSlashes) : null,
            };
            if (value is null)
                return false;
            text.Append(value);
        }

        path = string.Join('/', text.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries));
        return true;
    }

    /// <summary>A text as one level of a path.</summary>
    public static string Level(string value) => Escape(value, false);

    /// <summary>A text with slashes as levels of a path; empty ones are left out.</summary>
    public static string Levels(string value) => Escape(value, true);

    /// <summary>Whether a path can hold all letters of a text as they are.</summary>
    public static bool IsPlain(string text) => text.All(IsPlain);

    static string? Find(IReadOnlyList<KeyValuePair<string, string>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>One level of a path; two different values never become the same level.</summary>
    static string Escape(string value, bool keepSlashes)
    {
        if (keepSlashes)
            return string.Join('/', value.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(level => Escape(level, false)));
        var dots = value.AsSpan().IndexOfAnyExcept('.') < 0;
        if (!dots && value.All(IsPlain) && !value.Contains('%') && !value.StartsWith(' ') && !value.EndsWith(' '))
            return value;
        StringBuilder text = new();
        for (var at = 0; at < value.Length;)
        {
            var isRune = Rune.TryGetRuneAt(value, at, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            var edge = value[at] == ' ' && (at == 0 || at == value.Length - 1);
            if (!dots && !edge && value[at] != '%' && (length == 2 ? Rune.IsLetterOrDigit(rune) : IsPlain(value[at])))
                text.Append(value, at, length);
            else
                AppendEscaped(text, isRune ? rune : Rune.ReplacementChar);
            at += length;
        }

        return text.ToString();
    }

    static void AppendEscaped(StringBuilder text, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
            text.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
    }

    static bool IsPlain(char letter) => char.IsLetterOrDigit(letter) || Plain.Contains(letter) || letter == '%';

    [GeneratedRegex("""\{([^{}]+)\}""")]
    private static partial Regex Placeholder();

    sealed record Part(PartKind Kind, string Name, bool KeepsSlashes)
    {
        public static bool IsKnown(string text) =>
            text.TrimEnd('/') is "measurement" or "field" or "tags" || (text.StartsWith("tag:", StringComparison.Ordinal) && text.Length > 4);

        public static Part Of(string text) => text.TrimEnd('/') switch
        {
            "measurement" => new(PartKind.Measurement, "", text.EndsWith('/')),
            "field" => new(PartKind.Field, "", text.EndsWith('/')),
            "tags" => new(PartKind.Tags, "", text.EndsWith('/')),
            var tag => new(PartKind.Tag, tag[4..], text.EndsWith('/')),
        };
    }
}
