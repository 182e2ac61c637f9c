using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Werkstrom.Twins.Import;

/// <summary>
/// Faults of files in the language of a page. The library says them in English; the sentences <c>fault.…</c> of <c>ImportText</c> that it says are
/// recognised and said again. Path, rule and what is unknown stay as they are.
/// </summary>
static partial class FaultWords
{
    static readonly ResourceManager Texts = new(typeof(ImportText));

    // the longest first: a short sentence may be the beginning of a long one
    static readonly Lazy<(string Key, Regex Sentence)[]> Sentences = new(() =>
        [.. Texts.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Where(text => ((string)text.Key).StartsWith("fault.", StringComparison.Ordinal)).OrderByDescending(text => ((string)text.Value!).Length)
            .Select(text => ((string)text.Key, Sentence((string)text.Value!)))]);

    /// <summary>A fault as <c>path: rule: sentence</c> in a language.</summary>
    public static string In(string fault, CultureInfo language)
    {
        if (language.TwoLetterISOLanguageName != "de" || Head().Match(fault) is not { Success: true } parts)
            return fault;
        var said = parts.Groups[2].Value;
        foreach (var (key, sentence) in Sentences.Value)
        {
            if (sentence.Match(said) is { Success: true } found)
                return parts.Groups[1].Value + string.Format(language, Texts.GetString(key, language)!, [.. found.Groups.Cast<Group>().Skip(1).Select(g => g.Value)]);
        }

        return fault;
    }

    // what a file holds must not make it slow: no backtracking
    static Regex Sentence(string text) => new($"^{Place().Replace(Regex.Escape(text), "(.+?)")}$", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\\\{[0-9]}")]
    private static partial Regex Place();

    [GeneratedRegex("^((?:.*?: )?(?:AAS[dc]-[0-9a-z-]+|schema|value|identifier|language|order|json|xml|aasx|file|template): )(.*)$", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Head();
}
