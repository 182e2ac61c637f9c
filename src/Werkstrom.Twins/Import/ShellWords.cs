using System.Globalization;
using System.Text;
using System.Text.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells.Values;
using Werkstrom.Twins.Templates;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Import;

/// <summary>Shells and elements as people read them.</summary>
static class ShellWords
{
    const int Longest = 500;

    /// <summary>The name in the reader's language, that which this house gives to what the templates of the IDTA have, the short name or the identifier.</summary>
    public static string Name(IReferable part) => Text(part.DisplayName) ?? TemplateWords.Read(Known(part)) ?? part.IdShort ?? (part as IIdentifiable)?.Id ?? "";

    /// <summary>What it says about itself in the reader's language, or null.</summary>
    public static string? Description(IReferable part) => Text(part.Description);

    /// <summary>The value of an element that holds no others; null when it has none.</summary>
    public static string? Value(ISubmodelElement element) => element switch
    {
        Property property => property.Value,
        MultiLanguageProperty texts => Text(texts.Value),
        File file => file.Value,
        Blob blob => blob.ContentType,
        Operation or Capability or SubmodelElementCollection or SubmodelElementList => null,
        _ => ValueOut.Has(element) ? Json(element) : null,
    };

    static IEnumerable<IAbstractLangString>? Known(IReferable part) => part is Submodel { IdShort: { } name } ? TemplateWords.SubmodelNames(name) : TemplateWords.Known(part.IdShort);

    static string Json(ISubmodelElement element)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
            ValueOut.Write(writer, element, withBlobs: false);
        var text = Encoding.UTF8.GetString(bytes.ToArray());
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    static string? Text<T>(List<T>? texts) where T : class, IAbstractLangString
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return (texts?.FirstOrDefault(t => t.Language.StartsWith(language, StringComparison.OrdinalIgnoreCase))
            ?? texts?.FirstOrDefault(t => t.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase)) ?? texts?.FirstOrDefault())?.Text;
    }
}
