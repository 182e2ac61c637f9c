using System.Text;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Templates;

/// <summary>Makes the fields of a form from a template: how many of each, what it is called, what it means.</summary>
/// <param name="concepts">Concept descriptions by their identifiers.</param>
sealed class FormMaker(IReadOnlyDictionary<string, ConceptDescription> concepts)
{
    /// <summary>Any number.</summary>
    public const int Many = 1_000;

    // templates that hold themselves end here
    const int Deepest = 14;

    static readonly string[] CardinalityWords = ["SMT/Cardinality", "Cardinality", "Multiplicity"];

    static readonly string[] NameWords = ["EditIdShort", "AllowedIdShort", "SMT/EditIdShort", "SMT/AllowedIdShort", "Naming"];

    /// <summary>The fields of a submodel.</summary>
    public IReadOnlyList<FormField> Fields(Submodel template) => Fields(template, 0);

    IReadOnlyList<FormField> Fields(IClass owner, int depth)
    {
        var children = Tree.Children(owner);
        if (children.Count == 0 && owner is IHasSemantics { SemanticId: { } meaning })
            children = DropIns.Of(meaning);
        return depth >= Deepest ? [] : [.. children.Where(c => c is not (Operation or BasicEventElement) && c.IdShort is not null).Select(c => Field(c, c.IdShort!, Cardinality(c, (0, 1)), depth))];
    }

    FormField Field(ISubmodelElement element, string name, (int Least, int Most) many, int depth)
    {
        var specification = Specification(element);
        return new(name, element, Kind(element), many.Least, many.Most)
        {
            Labels = Labels(element, specification),
            Hints = [.. element.Description ?? [], .. Hints(element, specification)],
            Unit = specification?.Unit,
            Example = Example(element),
            Choices = Choices(element, specification),
            HasOwnName = name != FormField.Item && (many.Most > 1 || Has(element, NameWords)) && IsArbitrary(element),
            Children = element is SubmodelElementList list ? Items(list, depth + 1) : Fields(element, depth + 1),
        };
    }

    // all entries of a list are of one kind, so the first says what they are
    IReadOnlyList<FormField> Items(SubmodelElementList list, int depth) =>
        depth < Deepest && (list.Value?.FirstOrDefault() ?? Item(list)) is { } item ? [Field(item, FormField.Item, Cardinality(item, (0, Many)), depth)] : [];

    static ISubmodelElement? Item(SubmodelElementList list) => list.TypeValueListElement switch
    {
        AasSubmodelElements.Property => new Property { ValueType = list.ValueTypeListElement ?? DataTypeDefXsd.String, SemanticId = list.SemanticIdListElement },
        AasSubmodelElements.Range => new Range { ValueType = list.ValueTypeListElement ?? DataTypeDefXsd.Double, SemanticId = list.SemanticIdListElement },
        AasSubmodelElements.MultiLanguageProperty => new MultiLanguageProperty { SemanticId = list.SemanticIdListElement },
        AasSubmodelElements.ReferenceElement => new ReferenceElement { SemanticId = list.SemanticIdListElement },
        AasSubmodelElements.File => new File { ContentType = "application/octet-stream", SemanticId = list.SemanticIdListElement },
        _ => null,
    };

    static FieldKind Kind(ISubmodelElement element) => element switch
    {
        SubmodelElementCollection => FieldKind.Group,
        SubmodelElementList => FieldKind.List,
        Entity => FieldKind.Entity,
        MultiLanguageProperty => FieldKind.Texts,
        Range => FieldKind.Range,
        ReferenceElement => FieldKind.Reference,
        IRelationshipElement => FieldKind.Relation,
        File => FieldKind.File,
        Blob => FieldKind.Blob,
        Capability => FieldKind.Mark,
        _ => FieldKind.Value,
    };

    static (int, int) Cardinality(ISubmodelElement element, (int, int) otherwise) =>
        element.Qualifiers?.FirstOrDefault(q => CardinalityWords.Contains(q.Type))?.Value?.Trim() switch
        {
            "One" => (1, 1),
            "ZeroToOne" => (0, 1),
            "ZeroToMany" => (0, Many),
            "OneToMany" => (1, Many),
            "TwoToMany" => (2, Many),
            "Two" => (2, 2),
            "Three" => (3, 3),
            _ => otherwise,
        };

    static bool Has(ISubmodelElement element, string[] words) => element.Qualifiers?.Any(q => words.Contains(q.Type)) == true;

    static bool IsArbitrary(ISubmodelElement element) => Has(element, NameWords)
        || element.SemanticId?.Keys[^1].Value.Contains("/General/Arbitrary", StringComparison.Ordinal) == true
        || element.IdShort?.Contains("Arbitrary", StringComparison.OrdinalIgnoreCase) == true;

    DataSpecificationIec61360? Specification(ISubmodelElement element)
    {
        var own = element.EmbeddedDataSpecifications ?? [];
        var meant = element.SemanticId is { } meaning && concepts.TryGetValue(meaning.Keys[^1].Value, out var concept) ? concept.EmbeddedDataSpecifications ?? [] : [];
        return own.Concat(meant).Select(s => s.DataSpecificationContent).OfType<DataSpecificationIec61360>().FirstOrDefault();
    }

    // where the name of the concept is only the idShort again, its words are read more easily
    static IReadOnlyList<IAbstractLangString> Labels(ISubmodelElement element, DataSpecificationIec61360? specification)
    {
        var known = TemplateWords.Known(element.IdShort);
        if (element.DisplayName is { Count: > 0 } own)
            return [.. own, .. known.Where(k => own.TrueForAll(o => !o.Language.StartsWith(k.Language, StringComparison.OrdinalIgnoreCase)))];
        if (known.Count > 0)
            return known;
        List<IAbstractLangString> names = [.. (specification?.PreferredName ?? []).Where(n => n.Text.Trim().Length > 0 && n.Text != element.IdShort)];
        return element.IdShort is { } idShort && names.All(n => !n.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            ? [.. names, new LangStringTextType { Language = "en", Text = Words(idShort) }] : names;
    }

    IEnumerable<IAbstractLangString> Hints(ISubmodelElement element, DataSpecificationIec61360? specification)
    {
        if (specification?.Definition is { Count: > 0 } definition)
            return definition;
        return element.SemanticId is { } meaning && concepts.TryGetValue(meaning.Keys[^1].Value, out var concept) ? concept.Description ?? [] : [];
    }

    static string? Example(ISubmodelElement element)
    {
        var said = element.Qualifiers?.FirstOrDefault(q => q.Type.StartsWith("SMT/ExampleValue", StringComparison.Ordinal) || q.Type is "ExampleValue" or "DefaultValue" or "SMT/DefaultValue")?.Value;
        var value = said ?? element switch
        {
            Property p => p.Value,
            MultiLanguageProperty { Value: [var first, ..] } => first.Text,
            File f => f.Value,
            Range { Min: { } min, Max: { } max } => $"{min} … {max}",
            _ => null,
        };
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim().Trim('"');
    }

    static IReadOnlyList<string> Choices(ISubmodelElement element, DataSpecificationIec61360? specification)
    {
        var own = element.Qualifiers?.FirstOrDefault(q => q.Type is "FormChoices" or "SMT/FormChoices")?.Value?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return own.Length > 0 ? own : [.. (specification?.ValueList?.ValueReferencePairs ?? []).Select(v => v.Value).Distinct()];
    }

    /// <summary>The words of an idShort: <c>DateOfManufacture</c> is <c>Date of manufacture</c>.</summary>
    public static string Words(string idShort)
    {
        StringBuilder text = new();
        for (var i = 0; i < idShort.Length; i++)
        {
            var letter = idShort[i];
            var isNew = char.IsUpper(letter) && i > 0 && (char.IsLower(idShort[i - 1]) || (i + 1 < idShort.Length && char.IsLower(idShort[i + 1]) && char.IsUpper(idShort[i - 1])));
            if (isNew)
                text.Append(' ');
            var isWord = isNew && i + 1 < idShort.Length && char.IsLower(idShort[i + 1]);
            text.Append(letter == '_' ? ' ' : isWord ? char.ToLowerInvariant(letter) : letter);
        }

        return text.ToString().Trim();
    }
}
