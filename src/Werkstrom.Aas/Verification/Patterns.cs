using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Werkstrom.Aas.Verification;

/// <summary>The patterns of Part 1. Every one takes time in proportion to the text, whatever the text is.</summary>
static class Patterns
{
    const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    static readonly SearchValues<char> IdShortCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    static readonly Lazy<Regex> Language = new(() => new(
        "^(([a-zA-Z]{2,3}(-[a-zA-Z]{3}(-[a-zA-Z]{3}){0,2})?|[a-zA-Z]{4}|[a-zA-Z]{5,8})(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?"
        + "(-([a-zA-Z0-9]{5,8}|[0-9][a-zA-Z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[a-zA-Z0-9]{2,8})+)*(-[xX](-[a-zA-Z0-9]{1,8})+)?"
        + "|[xX](-[a-zA-Z0-9]{1,8})+"
        + "|en-GB-oed|i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|i-tao|i-tay|i-tsu"
        + "|sgn-BE-FR|sgn-BE-NL|sgn-CH-DE|art-lojban|cel-gaulish|no-bok|no-nyn|zh-guoyu|zh-hakka|zh-min|zh-min-nan|zh-xiang)\\z",
        Linear));

    static readonly Lazy<Regex> MimeType = new(() => new(
        @"^[!#$%&'*+\-.^_`|~0-9a-zA-Z]+/[!#$%&'*+\-.^_`|~0-9a-zA-Z]+([ \t]*;[ \t]*[!#$%&'*+\-.^_`|~0-9a-zA-Z]+="
        + @"([!#$%&'*+\-.^_`|~0-9a-zA-Z]+|""([\t !#-\[\]-~\x80-\xff]|\\[\t !-~\x80-\xff])*""))*\z",
        Linear));

    public static bool IsIdShort(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept(IdShortCharacters);

    public static bool IsVersion(string text) => text == "0" || (text.Length > 0 && text[0] is >= '1' and <= '9' && !text.AsSpan().ContainsAnyExceptInRange('0', '9'));

    public static bool IsLanguage(string text) => Language.Value.IsMatch(text);

    public static bool IsMimeType(string text) => MimeType.Value.IsMatch(text);

    public static bool IsUri(string text) => UriForms.IsRfc2396(text);

    /// <summary>Whether a language is English of any kind.</summary>
    public static bool IsEnglish(string language) =>
        language.StartsWith("en", StringComparison.OrdinalIgnoreCase) && (language.Length == 2 || language[2] == '-');

    /// <summary>Characters, not UTF-16 units: what JSON schema and XML schema count.</summary>
    public static int Characters(string text)
    {
        var count = 0;
        foreach (var unit in text)
            count += char.IsLowSurrogate(unit) ? 0 : 1;
        return count;
    }

    /// <summary>Where the first character stands that XML cannot hold; -1 when there is none.</summary>
    public static int FirstForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (>= ' ' and < '\ud800') or '\t' or '\n' or '\r' or (>= '\ue000' and <= '\ufffd'))
                continue;
            if (!Rune.TryGetRuneAt(text, i, out var rune) || rune.IsBmp)
                return i;
            i++;
        }

        return -1;
    }
}
