using System.Globalization;
using Werkstrom.Aas.Model;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Twins.Alive;

/// <summary>Makes the small parts of submodels.</summary>
static class Parts
{
    const int LongestName = 128, LongestText = 1_023;

    /// <summary>A reference to something outside.</summary>
    public static Reference External(string value) => new() { Type = ReferenceTypes.ExternalReference, Keys = [new() { Type = KeyTypes.GlobalReference, Value = value }] };

    /// <summary>A reference to a submodel; templates of the older form name their own meaning so.</summary>
    public static Reference ToSubmodel(string id) => new() { Type = ReferenceTypes.ModelReference, Keys = [new() { Type = KeyTypes.Submodel, Value = id }] };

    /// <summary>A name in a language.</summary>
    public static List<LangStringNameType> Name(string text, string language) => [new() { Language = language, Text = Cut(text, LongestName) }];

    /// <summary>A text in a language.</summary>
    public static MultiLanguageProperty Text(string idShort, string meaning, string? text, string language = "en") => new()
    {
        IdShort = idShort,
        SemanticId = External(meaning),
        Value = text is { Length: > 0 } ? [new LangStringTextType { Language = language, Text = Cut(text, LongestText) }] : null,
    };

    /// <summary>A value.</summary>
    public static Property Value(string idShort, string? meaning, DataTypeDefXsd type, string? value) => new()
    {
        IdShort = idShort,
        SemanticId = meaning is null ? null : External(meaning),
        ValueType = type,
        Value = value,
    };

    /// <summary>What a value is qualified by; <paramref name="kind"/> says whether that changes with it.</summary>
    public static Qualifier Qualifier(QualifierKind kind, string type, DataTypeDefXsd valueType, string value) => new() { Kind = kind, Type = type, ValueType = valueType, Value = value };

    /// <summary>A group of elements.</summary>
    public static SubmodelElementCollection Group(string idShort, string meaning, IEnumerable<ISubmodelElement> elements)
    {
        List<ISubmodelElement> list = [.. elements];
        return new() { IdShort = idShort, SemanticId = External(meaning), Value = list.Count == 0 ? null : list };
    }

    /// <summary>A number as XML Schema writes it.</summary>
    public static string Number(double value) => double.IsInfinity(value) ? (value > 0 ? "INF" : "-INF") : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>An instant as XML Schema writes it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>The word of a quality.</summary>
    public static string QualityWord(byte quality) => quality >= Quality.Good ? "good" : quality >= Quality.Uncertain ? "uncertain" : "bad";

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
