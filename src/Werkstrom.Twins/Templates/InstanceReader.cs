using System.Globalization;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Templates;

/// <summary>Puts what a submodel has into the fields of a form.</summary>
static class InstanceReader
{
    /// <summary>The groups of fields with the elements of a submodel or element.</summary>
    public static List<FormGroup> Read(IReadOnlyList<FormField> fields, IClass owner, string above = "")
    {
        var isList = owner is SubmodelElementList;
        List<FormGroup> groups = [.. fields.Select(f => new FormGroup(f, above + f.Name))];
        var children = Tree.Children(owner);
        for (var i = 0; i < children.Count; i++)
        {
            if (FieldOf(fields, children[i], isList) is { } field)
                Add(groups[fields.ToList().IndexOf(field)], children[i], isList ? i.ToString(CultureInfo.InvariantCulture) : children[i].IdShort!);
        }

        foreach (var group in groups)
        {
            while (group.Entries.Count < (group.Field.IsAlwaysShown ? 1 : group.Field.Least))
                group.Add();
        }

        return groups;
    }

    /// <summary>The field that an element belongs to; null for one that the template does not know, or that is one too many.</summary>
    public static FormField? FieldOf(IReadOnlyList<FormField> fields, ISubmodelElement child, bool isList)
    {
        var fitting = fields.Where(f => f.Element.GetType() == child.GetType()).ToList();
        return isList ? fitting.FirstOrDefault()
            : fitting.Find(f => f.Name == child.IdShort)
            ?? fitting.Find(f => f.IsMany && child.IdShort!.StartsWith(f.Name + "_", StringComparison.Ordinal))
            ?? fitting.Find(f => (f.IsMany || f.HasOwnName) && f.Element.SemanticId is { } meaning && child.SemanticId?.Keys[^1].Value == meaning.Keys[^1].Value);
    }

    static void Add(FormGroup group, ISubmodelElement element, string was)
    {
        FormEntry entry = new(group.Entries.Count, group.Path) { Was = was, Texts = new(Texts(element).Where(t => t.Text is not null).Select(t => KeyValuePair.Create(t.Part, t.Text!))) };
        if (group.Field.HasOwnName)
            entry.Name = TemplateWords.Read(element.DisplayName) ?? element.IdShort ?? "";
        group.Entries.Add(entry with { Groups = Read(group.Field.Children, element, entry.Path + "/") });
    }

    static IEnumerable<(string Part, string? Text)> Texts(ISubmodelElement element) => element switch
    {
        Property p => [("v", p.Value)],
        MultiLanguageProperty m => (m.Value ?? []).Select(t => (t.Language, (string?)t.Text)),
        Range r => [("min", r.Min), ("max", r.Max)],
        ReferenceElement { Value: { } value } => [("v", ReferenceText.Of(value))],
        IRelationshipElement r => [("first", ReferenceText.Of(r.First)), ("second", ReferenceText.Of(r.Second))],
        File f => [("v", f.Value), ("type", f.ContentType)],
        Blob b => [("v", b.Value is null ? null : "…"), ("type", b.ContentType)],
        Entity e => [("v", e.GlobalAssetId)],
        Capability => [("v", "true")],
        _ => [],
    };
}
