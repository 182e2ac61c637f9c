using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Shells.Values;

/// <summary>Reads the ValueOnly form: which elements below one get which value. All faults are told at once.</summary>
sealed class ValueIn
{
    readonly List<ElementWrite> _writes = [];
    readonly List<Wrong> _wrongs = [];

    /// <summary>The writes of the values of several elements, an object by idShort.</summary>
    /// <exception cref="ShellException">The values do not fit the elements.</exception>
    public static IReadOnlyList<ElementWrite> Read(Submodel submodel, JsonElement json)
    {
        ValueIn values = new();
        values.Children(submodel, "", json);
        return values.Result();
    }

    /// <summary>The writes of the value of one element.</summary>
    /// <exception cref="ShellException">The value does not fit the element.</exception>
    public static IReadOnlyList<ElementWrite> Read(ISubmodelElement element, ElementPath path, JsonElement json)
    {
        ValueIn values = new();
        values.Element(element, path.Text, json);
        return values.Result();
    }

    List<ElementWrite> Result() => _wrongs.Count == 0 ? _writes : throw new ShellException(Refusal.BadRequest, _wrongs);

    void Element(ISubmodelElement element, string path, JsonElement json)
    {
        switch (element)
        {
            case SubmodelElementCollection:
                Children(element, path, json);
                break;
            case SubmodelElementList list:
                Items(list, path, json);
                break;
            case Entity entity:
                Statements(entity, path, json);
                break;
            case Operation or Capability:
                Wrong(path, "has no value");
                break;
            default:
                if (LeafValue.With(element, json, out var wrong) is { } changed)
                    Leaf(path, changed);
                else
                    Wrong(path, wrong!);
                break;
        }
    }

    void Leaf(string path, ISubmodelElement changed)
    {
        var faults = AasRules.Check(changed);
        if (faults.Count > 0)
            _wrongs.AddRange(faults.Select(f => new Wrong(f.Rule, $"{path}: {f}")));
        else if (ElementPath.TryParse(path, out var parsed))
            _writes.Add(new(parsed, changed));
        else
            Wrong(path, "has a path that is too long");
    }

    void Children(IClass owner, string path, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "must be an object with the values by idShort");
            return;
        }

        foreach (var given in json.EnumerateObject())
        {
            var child = Tree.Children(owner).FirstOrDefault(c => c.IdShort == given.Name);
            if (child is null)
                Wrong(path, $"has no element {ShellException.Quote(given.Name)}");
            else
                Element(child, ElementPath.Join(path, given.Name, 0, inList: false), given.Value);
        }
    }

    void Items(SubmodelElementList list, string path, JsonElement json)
    {
        var items = list.Value ?? [];
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > items.Count)
        {
            Wrong(path, $"must be a list of at most {items.Count} values, one for each element that is there");
            return;
        }

        var at = 0;
        foreach (var given in json.EnumerateArray())
        {
            Element(items[at], ElementPath.Join(path, null, at, inList: true), given);
            at++;
        }
    }

    // the specification writes statements as an object, its schema as a list of objects
    void Statements(Entity entity, string path, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "must be an object with statements");
            return;
        }

        foreach (var given in json.EnumerateObject())
        {
            if (given.Name == "entityType" && given.Value.ValueKind == JsonValueKind.String && given.Value.GetString() == entity.EntityType.ToString())
                continue;
            if (given.Name != "statements")
                Wrong(path, $"{ShellException.Quote(given.Name)} of an entity cannot be written as a value; put the element");
            else if (given.Value.ValueKind == JsonValueKind.Array)
                given.Value.EnumerateArray().ToList().ForEach(s => Children(entity, path, s));
            else
                Children(entity, path, given.Value);
        }
    }

    void Wrong(string path, string text) => _wrongs.Add(new("value", path.Length == 0 ? $"The value {text}." : $"{path} {text}."));
}

/// <summary>The value of an element that holds no others.</summary>
static class LeafValue
{
    /// <summary>A copy with another value, or what is wrong with it.</summary>
    public static ISubmodelElement? With(ISubmodelElement element, JsonElement json, out string? wrong)
    {
        var copy = Tree.Copy(element);
        wrong = copy switch
        {
            Property property => Scalar(property.ValueType, json, out var value) ?? Done(() => property.Value = value),
            MultiLanguageProperty texts => Texts(json, texts),
            Range range => Range(json, range),
            Blob blob => Blob(json, blob),
            File file => File(json, file),
            ReferenceElement reference => Reference(json, r => reference.Value = r),
            IRelationshipElement relation => Relation(json, relation),
            BasicEventElement observer => Members(json, ("observed", v => Reference(v, r => observer.Observed = r))),
            _ => "has no value",
        };
        return wrong is null ? copy : null;
    }

    static string? Done(Action set)
    {
        set();
        return null;
    }

    static string? Scalar(DataTypeDefXsd type, JsonElement json, out string? value)
    {
        value = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.True or JsonValueKind.False when type == DataTypeDefXsd.Boolean => json.GetRawText(),
            JsonValueKind.Number when Numbers.IsNumber(type) => json.GetRawText(),
            _ => null,
        };
        if (value is not null || json.ValueKind == JsonValueKind.Null)
            return null;
        return type == DataTypeDefXsd.Boolean ? "must be true or false" : Numbers.IsNumber(type) ? "must be a number" : "must be a text";
    }

    static string? Texts(JsonElement json, MultiLanguageProperty property)
    {
        const string Form = "must be a list of objects with a language and its text, like [{\"de\":\"Pumpe\"}]";
        if (json.ValueKind != JsonValueKind.Array)
            return Form;
        List<LangStringTextType> texts = [];
        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().Any(t => t.Value.ValueKind != JsonValueKind.String))
                return Form;
            texts.AddRange(item.EnumerateObject().Select(t => new LangStringTextType { Language = t.Name, Text = t.Value.GetString()! }));
        }

        property.Value = texts.Count == 0 ? null : texts;
        return null;
    }

    static string? Range(JsonElement json, Range range) => Members(json,
        ("min", v => Scalar(range.ValueType, v, out var min) ?? Done(() => range.Min = min)),
        ("max", v => Scalar(range.ValueType, v, out var max) ?? Done(() => range.Max = max)));

    static string? File(JsonElement json, File file) => Members(json,
        ("contentType", v => Text(v, t => file.ContentType = t)),
        ("value", v => Text(v, t => file.Value = t)));

    static string? Blob(JsonElement json, Blob blob) => Members(json,
        ("contentType", v => Text(v, t => blob.ContentType = t)),
        ("value", v => v.ValueKind == JsonValueKind.String && v.TryGetBytesFromBase64(out var bytes) ? Done(() => blob.Value = bytes) : "must be base64"));

    static string? Relation(JsonElement json, IRelationshipElement relation) => Members(json,
        ("first", v => Reference(v, r => relation.First = r)),
        ("second", v => Reference(v, r => relation.Second = r)));

    static string? Text(JsonElement json, Action<string> set) => json.ValueKind == JsonValueKind.String ? Done(() => set(json.GetString()!)) : "must be a text";

    static string? Reference(JsonElement json, Action<Reference> set)
    {
        var read = AasJson.Read<Reference>(json);
        return read.Value is { } value ? Done(() => set(value)) : string.Join("; ", read.Faults.Select(f => f.ToString()));
    }

    static string? Members(JsonElement json, params (string Name, Func<JsonElement, string?> Read)[] members)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return $"must be an object with {string.Join(" and ", members.Select(m => m.Name))}";
        List<string> wrongs = [];
        foreach (var given in json.EnumerateObject())
        {
            var member = Array.Find(members, m => m.Name == given.Name);
            if ((member.Read is null ? "cannot be written as a value" : member.Read(given.Value)) is { } wrong)
                wrongs.Add($"({given.Name}) {wrong}");
        }

        return wrongs.Count == 0 ? null : string.Join("; ", wrongs);
    }
}
