using System.Globalization;
using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Shells.Values;

/// <summary>Writes the values of elements without all that describes them: the ValueOnly form of Part 2.</summary>
static class ValueOut
{
    /// <summary>Whether an element has a value form and a value.</summary>
    public static bool Has(ISubmodelElement element) => element switch
    {
        Property p => p.Value is not null,
        MultiLanguageProperty m => m.Value is not null,
        ReferenceElement r => r.Value is not null,
        Operation or Capability => false,
        _ => true,
    };

    /// <summary>Values by idShort, as an object.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ISubmodelElement> elements, bool withBlobs)
    {
        writer.WriteStartObject();
        foreach (var element in elements.Where(e => e.IdShort is not null && Has(e)))
        {
            writer.WritePropertyName(element.IdShort!);
            Write(writer, element, withBlobs);
        }

        writer.WriteEndObject();
    }

    /// <summary>The value of one element; null when it has none.</summary>
    public static void Write(Utf8JsonWriter writer, ISubmodelElement element, bool withBlobs)
    {
        switch (element)
        {
            case Property { Value: { } value } property:
                WriteScalar(writer, property.ValueType, value);
                break;
            case MultiLanguageProperty { Value: { } texts }:
                WriteTexts(writer, texts);
                break;
            case Range range:
                WriteRange(writer, range);
                break;
            case Blob blob:
                WriteFile(writer, blob.ContentType, withBlobs && blob.Value is { } bytes ? Convert.ToBase64String(bytes) : null);
                break;
            case File file:
                WriteFile(writer, file.ContentType, file.Value);
                break;
            case ReferenceElement { Value: { } reference }:
                AasJson.Write(writer, reference);
                break;
            default:
                WriteMore(writer, element, withBlobs);
                break;
        }
    }

    static void WriteMore(Utf8JsonWriter writer, ISubmodelElement element, bool withBlobs)
    {
        switch (element)
        {
            case IRelationshipElement relation:
                WriteRelation(writer, relation, withBlobs);
                break;
            case BasicEventElement observer:
                writer.WriteStartObject();
                WriteReference(writer, "observed", observer.Observed);
                writer.WriteEndObject();
                break;
            case Entity entity:
                WriteEntity(writer, entity, withBlobs);
                break;
            case SubmodelElementCollection collection:
                Write(writer, collection.Value ?? [], withBlobs);
                break;
            case SubmodelElementList list:
                writer.WriteStartArray();
                foreach (var item in list.Value ?? [])
                    Write(writer, item, withBlobs);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    static void WriteRelation(Utf8JsonWriter writer, IRelationshipElement relation, bool withBlobs)
    {
        writer.WriteStartObject();
        WriteReference(writer, "first", relation.First);
        WriteReference(writer, "second", relation.Second);
        if (relation is AnnotatedRelationshipElement { Annotations: { } annotations })
        {
            writer.WriteStartArray("annotations");
            foreach (var annotation in annotations)
                Write(writer, [annotation], withBlobs);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    static void WriteEntity(Utf8JsonWriter writer, Entity entity, bool withBlobs)
    {
        writer.WriteStartObject();
        if (entity.Statements is { } statements)
        {
            writer.WritePropertyName("statements");
            Write(writer, statements, withBlobs);
        }

        writer.WriteString("entityType", entity.EntityType.ToString());
        if (entity.GlobalAssetId is { } global)
            writer.WriteString("globalAssetId", global);
        if (entity.SpecificAssetIds is { } ids)
        {
            writer.WriteStartArray("specificAssetIds");
            foreach (var id in ids)
            {
                writer.WriteStartObject();
                writer.WriteString(id.Name, id.Value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    static void WriteReference(Utf8JsonWriter writer, string name, Reference reference)
    {
        writer.WritePropertyName(name);
        AasJson.Write(writer, reference);
    }

    static void WriteTexts(Utf8JsonWriter writer, List<LangStringTextType> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            writer.WriteString(text.Language, text.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteRange(Utf8JsonWriter writer, Range range)
    {
        writer.WriteStartObject();
        if (range.Min is { } min)
        {
            writer.WritePropertyName("min");
            WriteScalar(writer, range.ValueType, min);
        }

        if (range.Max is { } max)
        {
            writer.WritePropertyName("max");
            WriteScalar(writer, range.ValueType, max);
        }

        writer.WriteEndObject();
    }

    static void WriteFile(Utf8JsonWriter writer, string contentType, string? value)
    {
        writer.WriteStartObject();
        writer.WriteString("contentType", contentType);
        if (value is not null)
            writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    /// <summary>Numbers as they were written where JSON can say them; what it cannot (INF, a leading zero) as text.</summary>
    static void WriteScalar(Utf8JsonWriter writer, DataTypeDefXsd type, string value)
    {
        if (type == DataTypeDefXsd.Boolean && value is "true" or "false" or "1" or "0")
            writer.WriteBooleanValue(value is "true" or "1");
        else if (Numbers.IsNumber(type) && Numbers.IsJson(value))
            writer.WriteRawValue(value, skipInputValidation: true);
        else
            writer.WriteStringValue(value);
    }
}

/// <summary>Which types are numbers in JSON.</summary>
static class Numbers
{
    public static bool IsNumber(DataTypeDefXsd type) => type is
        DataTypeDefXsd.Decimal or DataTypeDefXsd.Integer or DataTypeDefXsd.Double or DataTypeDefXsd.Float
        or DataTypeDefXsd.Byte or DataTypeDefXsd.Short or DataTypeDefXsd.Int or DataTypeDefXsd.Long
        or DataTypeDefXsd.UnsignedByte or DataTypeDefXsd.UnsignedShort or DataTypeDefXsd.UnsignedInt or DataTypeDefXsd.UnsignedLong
        or DataTypeDefXsd.PositiveInteger or DataTypeDefXsd.NonNegativeInteger or DataTypeDefXsd.NegativeInteger or DataTypeDefXsd.NonPositiveInteger;

    /// <summary>Whether a text is a number by the grammar of JSON.</summary>
    public static bool IsJson(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) || (digits[0] == '0' && digits.Length > 1 && char.IsAsciiDigit(digits[1])) || digits[^1] == '.')
            return false;
        var point = digits.IndexOf('.');
        return (point < 0 || char.IsAsciiDigit(digits[point + 1]))
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
    }
}
