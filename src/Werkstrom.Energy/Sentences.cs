using System.Globalization;
using System.Text.RegularExpressions;

namespace Werkstrom.Energy;

/// <summary>
/// English sentences of libraries and checks in the reader's language: each has numbers for what is filled in, <c>{0} of {1}</c>. A sentence that is not known
/// stays as it is; what stands before a colon stays, too.
/// </summary>
/// <param name="all">English and German.</param>
sealed partial class Sentences(IEnumerable<(string English, string German)> all)
{
    readonly Lazy<List<(Regex English, string German)>> _known = new(() => [.. all.Select(s => (
        new Regex($"^{Hole().Replace(Regex.Escape(s.English).Replace("\\{", "{", StringComparison.Ordinal), "(.*?)")}$", RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), s.German))]);

    /// <summary>A sentence in the language of the thread; <c>line 5: …</c> and a name before a colon are kept before it, a full stop after it.</summary>
    public string Say(string text)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "de")
            return text;
        var line = Line().Match(text);
        return line.Success ? $"Zeile {line.Groups[1].Value}: {German(text[line.Length..])}" : German(text);
    }

    /// <summary>Several sentences, parted by a semicolon; one may have a semicolon itself.</summary>
    public string SayAll(string text)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "de")
            return text;
        List<string> said = [];
        var parts = text.Split("; ");
        for (var at = 0; at < parts.Length;)
        {
            var pair = at + 1 < parts.Length ? $"{parts[at]}; {parts[at + 1]}" : "";
            var isOne = pair.Length > 0 && !IsKnown(parts[at]) && !IsKnown(parts[at + 1]) && IsKnown(pair);
            said.Add(Say(isOne ? pair : parts[at]));
            at += isOne ? 2 : 1;
        }

        return string.Join("; ", said);
    }

    bool IsKnown(string text) => Say(text) != text;

    /// <summary>Days on which something holds, as the library writes them: <c>2024-01-01 to 2024-12-31</c>.</summary>
    public static string SayDays(string days) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? Days(days) : days;

    string German(string text)
    {
        foreach (var (given, stop) in text.EndsWith('.') ? ((string, string)[])[(text[..^1], "."), (text, "")] : [(text, "")])
        {
            foreach (var (english, german) in _known.Value)
            {
                if (english.Match(given) is { Success: true } found)
                    return string.Format(CultureInfo.InvariantCulture, german, [.. found.Groups.Values.Skip(1).Select(g => (object)Days(g.Value))]) + stop;
            }
        }

        return text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? $"{text[..at]}: {German(text[(at + 2)..])}" : text;
    }

    // "line 5 (2024-01-01 to 2024-12-31)", as rows that follow one another are named
    static string Days(string value) => !Row().IsMatch(value) ? value
        : value.Replace("line ", "Zeile ", StringComparison.Ordinal).Replace("row ", "Zeile ", StringComparison.Ordinal).Replace("from ", "ab ", StringComparison.Ordinal).Replace(" to ", " bis ", StringComparison.Ordinal);

    [GeneratedRegex("^[lL]ine ([0-9]+): ")]
    private static partial Regex Line();

    [GeneratedRegex(@"^((line|row) [0-9]+ \()?(from )?[0-9]{4}-[0-9]{2}-[0-9]{2}( to [0-9]{4}-[0-9]{2}-[0-9]{2})?\)?$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Hole();
}
