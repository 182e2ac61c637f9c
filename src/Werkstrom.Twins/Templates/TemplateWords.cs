using System.Globalization;
using System.Resources;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Templates;

/// <summary>Texts of this folder in both languages, as elements of shells have them.</summary>
static class TemplateWords
{
    static readonly ResourceManager Texts = new(typeof(TemplatesText));

    /// <summary>The languages that forms ask for.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "en"];

    /// <summary>A name in both languages.</summary>
    public static List<LangStringNameType> Name(string key) => [.. Languages.Select(l => new LangStringNameType { Language = l, Text = Of(key, l) })];

    /// <summary>A text in both languages.</summary>
    public static List<LangStringTextType> Text(string key) => [.. Languages.Select(l => new LangStringTextType { Language = l, Text = Of(key, l) })];

    /// <summary>A name in both languages of a field that is known; none of any other.</summary>
    public static IReadOnlyList<IAbstractLangString> Known(string? idShort) => idShort is not null && Texts.GetString("field." + idShort, CultureInfo.GetCultureInfo("en")) is not null ? Name("field." + idShort) : [];

    /// <summary>What Werkstrom calls a submodel, in both languages; null for one that it does not know.</summary>
    public static List<LangStringNameType>? SubmodelNames(string idShort) => Texts.GetString("submodel." + idShort, CultureInfo.GetCultureInfo("en")) is null ? null : Name("submodel." + idShort);

    /// <summary>What a submodel is called: by its own name, as Werkstrom calls it, else the words of its idShort.</summary>
    public static string Submodel(string idShort, IEnumerable<IAbstractLangString>? names = null) =>
        Texts.GetString("submodel." + idShort, CultureInfo.CurrentUICulture) ?? Read(names) ?? FormMaker.Words(idShort);

    /// <summary>The text in the reader's language, else in English, else the first one; null when there is none.</summary>
    public static string? Read(IEnumerable<IAbstractLangString>? texts)
    {
        var all = texts?.Where(t => t.Text.Trim().Length > 0).ToList() ?? [];
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var best = all.Where(t => IsOf(t, language)).ToList();
        best = best.Count > 0 ? best : [.. all.Where(t => IsOf(t, "en"))];
        return best.Count > 0 ? best[0].Text.Trim() : all.FirstOrDefault()?.Text.Trim();
    }

    /// <summary>All texts in the reader's language, each once, else in English, else in whatever.</summary>
    public static string? ReadAll(IEnumerable<IAbstractLangString> texts)
    {
        var all = texts.Where(t => t.Text.Trim().Length > 0).ToList();
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var best = all.Where(t => IsOf(t, language)).ToList();
        best = best.Count > 0 ? best : all.Exists(t => IsOf(t, "en")) ? [.. all.Where(t => IsOf(t, "en"))] : all;
        return best.Count == 0 ? null : string.Join(" ", best.Select(t => t.Text.Trim()).Distinct());
    }

    /// <summary>Whether there is a text in the reader's language.</summary>
    public static bool IsRead(IEnumerable<IAbstractLangString> texts) => texts.Any(t => IsOf(t, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));

    static bool IsOf(IAbstractLangString text, string language) =>
        text.Language.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (text.Language.Length == 2 || text.Language[2] == '-');

    static string Of(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? throw new InvalidOperationException($"There is no text '{key}'.");
}
