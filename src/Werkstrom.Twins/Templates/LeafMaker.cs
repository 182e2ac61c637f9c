using System.Globalization;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Localization;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Templates;

/// <summary>Fills an element that holds no others with what was entered.</summary>
sealed class LeafMaker(IStringLocalizer<TemplatesText> text, FormField field, FormEntry entry)
{
    /// <summary>No value is longer, in characters.</summary>
    public const int LongestValue = 100_000;

    const int LongestText = 1_023, LongestAddress = 2_000;

    static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>What is wrong, by the part of the input.</summary>
    public Dictionary<string, string> Faults { get; } = [];

    /// <summary>The part that an input which must be filled begins with.</summary>
    public string FirstPart => @field.Kind switch
    {
        FieldKind.Texts => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "de" : "en",
        FieldKind.Range => "min",
        FieldKind.Relation => "first",
        _ => "v",
    };

    /// <summary>Fills it. False when nothing was entered.</summary>
    public bool Fill(ISubmodelElement element)
    {
        switch (element)
        {
            case Property property:
                property.Value = Value("v", property.ValueType);
                break;
            case MultiLanguageProperty texts:
                Fill(texts);
                break;
            case Range range:
                (range.Min, range.Max) = (Value("min", range.ValueType), Value("max", range.ValueType));
                break;
            case ReferenceElement reference:
                reference.Value = Reference("v");
                break;
            case IRelationshipElement relation when !entry.IsBlank:
                (relation.First, relation.Second) = (Reference("first")!, Reference("second")!);
                break;
            case File file:
                Fill(file);
                break;
            case Blob blob when entry.File is { } sent:
                (blob.Value, blob.ContentType) = (sent.Bytes, sent.ContentType);
                break;
        }

        return field.Kind == FieldKind.Mark || !entry.IsBlank;
    }

    string? Value(string part, DataTypeDefXsd type)
    {
        if (entry[part] is not { Length: > 0 } entered)
            return null;
        var value = ValueText.Tidy(entered, type);
        if (value.Length > LongestValue)
            Faults[part] = text["fault.long", LongestValue, value.Length];
        else if (AasRules.Check(new Property { ValueType = type, Value = value }).Count > 0)
            Faults[part] = text["fault." + ValueText.Word(type), Short(value)];
        else if (KnownForms.Fault(field.Element, value) is { } form)
            Faults[part] = text["fault." + form, Short(value)];
        return value;
    }

    void Fill(MultiLanguageProperty texts)
    {
        List<LangStringTextType> all = [.. entry.Texts.Where(t => t.Value.Length > 0).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new LangStringTextType { Language = t.Key, Text = t.Value })];
        foreach (var one in all.Where(t => t.Text.Length > LongestText))
            Faults[one.Language] = text["fault.long", LongestText, one.Text.Length];
        texts.Value = all.Count > 0 ? all : null;
    }

    void Fill(File file)
    {
        if (entry.File is { } sent)
        {
            (file.Value, file.ContentType) = (sent.Path, sent.ContentType);
            return;
        }

        var address = entry["v"];
        if (address.Length > LongestAddress)
            Faults["v"] = text["fault.long", LongestAddress, address.Length];
        if (address != file.Value && ContentTypes.TryGetContentType(address, out var type))
            file.ContentType = type;
        file.Value = address.Length > 0 ? address : null;
    }

    Reference? Reference(string part)
    {
        if (entry[part] is not { Length: > 0 } entered)
        {
            if (field.Kind == FieldKind.Relation)
                Faults[part] = text["fault.required"];
            return null;
        }

        var reference = ReferenceText.Parse(entered);
        if (reference is null || AasRules.Check(reference).Count > 0)
            Faults[part] = text["fault.reference", Short(entered)];
        return reference;
    }

    static string Short(string value) => value.Length > 60 ? value[..60] + "…" : value;
}

/// <summary>Values as people write them.</summary>
static class ValueText
{
    /// <summary>The value in the form of its type, where it is clear what is meant: a comma in a number, a date with a blank before the time.</summary>
    public static string Tidy(string entered, DataTypeDefXsd type) => type switch
    {
        DataTypeDefXsd.Double or DataTypeDefXsd.Float or DataTypeDefXsd.Decimal when entered.Count(',') == 1 && !entered.Contains('.') => entered.Replace(',', '.'),
        DataTypeDefXsd.DateTime when DateTime.TryParseExact(entered, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) =>
            at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DataTypeDefXsd.Date or DataTypeDefXsd.DateTime when DateTime.TryParseExact(entered, ["dd.MM.yyyy", "d.M.yyyy", "dd.MM.yyyy HH:mm", "d.M.yyyy HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            day.ToString(type == DataTypeDefXsd.Date ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DataTypeDefXsd.Date when entered.Length >= 16 && entered[10] == 'T' => entered[..10],
        DataTypeDefXsd.Time when entered.Length == 5 => entered + ":00",
        _ => entered,
    };

    /// <summary>The word of a type in texts: what its values look like.</summary>
    public static string Word(DataTypeDefXsd type) => type switch
    {
        DataTypeDefXsd.Boolean => "boolean",
        DataTypeDefXsd.Date => "date",
        DataTypeDefXsd.DateTime => "dateTime",
        DataTypeDefXsd.Time => "time",
        DataTypeDefXsd.Double or DataTypeDefXsd.Float or DataTypeDefXsd.Decimal => "number",
        DataTypeDefXsd.AnyUri => "uri",
        DataTypeDefXsd.Duration => "duration",
        DataTypeDefXsd.String => "string",
        _ when IsWhole(type) => "whole",
        _ => "other",
    };

    /// <summary>Whether it is a whole number.</summary>
    public static bool IsWhole(DataTypeDefXsd type) => type is DataTypeDefXsd.Byte or DataTypeDefXsd.Int or DataTypeDefXsd.Integer or DataTypeDefXsd.Long or DataTypeDefXsd.Short
        or DataTypeDefXsd.NegativeInteger or DataTypeDefXsd.NonNegativeInteger or DataTypeDefXsd.NonPositiveInteger or DataTypeDefXsd.PositiveInteger
        or DataTypeDefXsd.UnsignedByte or DataTypeDefXsd.UnsignedInt or DataTypeDefXsd.UnsignedLong or DataTypeDefXsd.UnsignedShort;
}
