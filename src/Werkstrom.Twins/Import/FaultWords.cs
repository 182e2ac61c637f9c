using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Werkstrom.Twins.Import;

/// <summary>
/// Faults of files in the language of a page. The library says them in English; the sentences of <c>ImportText</c> that it says are recognised and said
/// again: <c>fault.…</c> behind path and rule, <c>part.…</c> within one, <c>said.…</c> alone. Path, rule and what is unknown stay as they are.
/// </summary>
static partial class FaultWords
{
    static readonly ResourceManager Texts = new(typeof(ImportText));

    static readonly Lazy<(string Key, Regex Sentence)[]> Faults = Sentences("fault."), Parts = Sentences("part."), Said = Sentences("said.");

    /// <summary>A fault as <c>path: rule: sentence</c>, or a sentence alone, in a language.</summary>
    public static string In(string fault, CultureInfo language)
    {
        if (language.TwoLetterISOLanguageName != "de")
            return fault;
        return Head().Match(fault) is { Success: true } parts ? parts.Groups[1].Value + Again(parts.Groups[2].Value, Faults.Value, language) : Again(fault, Said.Value, language);
    }

    static string Again(string said, (string Key, Regex Sentence)[] sentences, CultureInfo language)
    {
        foreach (var (key, sentence) in sentences)
        {
            if (sentence.Match(said) is { Success: true } found)
                return string.Format(language, Texts.GetString(key, language)!, [.. found.Groups.Cast<Group>().Skip(1).Select(g => Again(g.Value, Parts.Value, language))]);
        }

        return said;
    }

    // the longest first: a short sentence may be the beginning of a long one
    static Lazy<(string Key, Regex Sentence)[]> Sentences(string kind) => new(() =>
        [.. Texts.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Where(text => ((string)text.Key).StartsWith(kind, StringComparison.Ordinal)).OrderByDescending(text => ((string)text.Value!).Length)
            .Select(text => ((string)text.Key, Sentence((string)text.Value!)))]);

    // {*} is what is not said again. What a file holds must not make it slow: no backtracking
    static Regex Sentence(string text) => new($"^{Place().Replace(Regex.Escape(text), "(.+?)").Replace(@"\{\*}", ".+?", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\\\{[0-9]}")]
    private static partial Regex Place();

    [GeneratedRegex("^((?:.*?: )?(?:AAS[dc]-[0-9a-z-]+|schema|value|identifier|language|order|json|xml|aasx|file|template): )(.*)$", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Head();
}
