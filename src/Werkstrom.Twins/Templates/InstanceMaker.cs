using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Templates;

/// <summary>Makes the elements of a submodel of what was entered in a form. All that is wrong is told at once, by the path of its input.</summary>
/// <param name="text">Texts in the reader's language.</param>
/// <param name="mayMiss">Whether what the template requires may be without a value.</param>
sealed class InstanceMaker(IStringLocalizer<TemplatesText> text, bool mayMiss)
{
    /// <summary>What is wrong, by the path of the input.</summary>
    public Dictionary<string, string> Faults { get; } = [];

    /// <summary>How many of the faults are that something required is missing.</summary>
    public int Missing { get; private set; }

    /// <summary>Files that came with the form.</summary>
    public List<FileRow> Files { get; } = [];

    /// <summary>A submodel.</summary>
    /// <param name="bare">The submodel without its elements.</param>
    /// <param name="groups">What was entered.</param>
    /// <param name="before">What is kept now; null for a new one. What the template does not know of it stays.</param>
    public Submodel Make(Submodel bare, List<FormGroup> groups, Submodel? before)
    {
        var made = Tree.WithChildren(bare, Elements(groups, before, isList: false));
        foreach (var fault in Faults.Count == 0 ? AasRules.Check(made) : [])
            Faults.TryAdd(fault.Path, fault.ToString());
        return made;
    }

    List<ISubmodelElement> Elements(List<FormGroup> groups, IClass? before, bool isList)
    {
        var old = before is null ? [] : Tree.Children(before);
        List<ISubmodelElement> unknown = [.. old.Where(o => InstanceReader.FieldOf([.. groups.Select(g => g.Field)], o, isList) is null)];
        ElementNames names = new(old.Concat(unknown).Select(o => o.IdShort).OfType<string>());
        List<ISubmodelElement> made = [];
        foreach (var group in groups)
        {
            var count = made.Count;
            foreach (var entry in group.Entries)
            {
                if (Element(group.Field, entry, Was(old, entry, isList)) is { } element)
                    made.Add(isList ? element : names.Give(group.Field, entry, element));
            }

            Count(group, made.Count - count);
        }

        return [.. made, .. unknown];
    }

    static ISubmodelElement? Was(IReadOnlyList<ISubmodelElement> old, FormEntry entry, bool isList) =>
        entry.Was is not { } was ? null
        : !isList ? old.FirstOrDefault(o => o.IdShort == was)
        : int.TryParse(was, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < old.Count ? old[at] : null;

    // of a field that is always shown, its own input says what is missing
    void Count(FormGroup group, int made)
    {
        if (made > group.Field.Most)
            Faults.TryAdd(group.Path, text["fault.most", group.Field.Most]);
        else if (made < group.Field.Least && !group.Field.IsAlwaysShown)
            Miss(group.Path, text["fault.least", group.Field.Least]);
    }

    void Miss(string path, string said)
    {
        if (!mayMiss && Faults.TryAdd(path, said))
            Missing++;
    }

    ISubmodelElement? Element(FormField field, FormEntry entry, ISubmodelElement? was)
    {
        var element = was is not null && was.GetType() == field.Element.GetType() ? Tree.Copy(was) : Bare(field.Element);
        if (field.IsContainer)
            return Container(field, entry, element, was);
        LeafMaker leaf = new(text, field, entry);
        if (!leaf.Fill(element))
        {
            if (field.Least == 0 || field.IsMany)
                return null;
            Miss(entry.Path + "|" + leaf.FirstPart, text["fault.required"]);
            if (field.Kind == FieldKind.Relation)
                return null; // without its two ends it is none
        }

        foreach (var (part, fault) in leaf.Faults)
            Faults.TryAdd($"{entry.Path}|{part}", fault);
        if (entry.File is { } file && element is File)
            Files.Add(file);
        return element;
    }

    ISubmodelElement? Container(FormField field, FormEntry entry, ISubmodelElement element, ISubmodelElement? was)
    {
        var isList = field.Kind == FieldKind.List;
        var children = isList && field.Least == 0 && !field.IsMany && entry.Groups.All(g => g.Entries.Count == 0) ? [] : Elements(entry.Groups, was, isList);
        if (isList && field.Least == 0 && children.Count == 0)
            return null;
        if (element is Entity thing && field.Element is Entity { EntityType: EntityType.SelfManagedEntity })
            Identify(thing, entry);
        else if (field is { Kind: FieldKind.Group, Least: > 0, Children.Count: > 0 } && children.Count == 0)
            Miss(entry.Above, text["fault.group"]);
        return Tree.WithChildren(element, children);
    }

    // AASd-014: without an identifier it is none that has a shell of its own
    void Identify(Entity thing, FormEntry entry)
    {
        thing.GlobalAssetId = entry["v"] is { Length: > 0 } id ? id : null;
        var isKnown = thing.GlobalAssetId is not null || thing.SpecificAssetIds is not null;
        thing.EntityType = isKnown ? EntityType.SelfManagedEntity : EntityType.CoManagedEntity;
        if (!isKnown)
            Miss(entry.Path + "|v", text["fault.required"]);
    }

    /// <summary>What an instance takes over of an element of a template: its meaning, not its advice for those who fill it.</summary>
    public static ISubmodelElement Bare(ISubmodelElement template)
    {
        var element = Shape.Metadata(template);
        (element.Qualifiers, element.Description, element.Extensions, element.Category) = (null, null, null, null);
        return element;
    }
}

/// <summary>Gives elements idShorts that no neighbour has.</summary>
sealed class ElementNames(IEnumerable<string> taken)
{
    readonly HashSet<string> _taken = new(taken, StringComparer.OrdinalIgnoreCase);

    public ISubmodelElement Give(FormField field, FormEntry entry, ISubmodelElement element)
    {
        if (field.HasOwnName && entry.Name.Length > 0 && entry.Name != entry.Was && entry.Name != TemplateWords.Read(element.DisplayName))
            element.DisplayName = Parts.Name(entry.Name, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        if (entry.Was is null)
            element.IdShort = Free(field.HasOwnName && entry.Name.Length > 0 ? IdShorts.Of(entry.Name) : field.Name);
        return element;
    }

    // some templates number what there may be several of: Email__00__
    string Free(string name)
    {
        const string Numbered = "__00__";
        var stem = name.EndsWith(Numbered, StringComparison.Ordinal) ? name[..^Numbered.Length] : null;
        for (var n = 0; ; n++)
        {
            var free = stem is not null ? string.Create(CultureInfo.InvariantCulture, $"{stem}__{n:00}__") : n == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{n + 1}");
            if (_taken.Add(free))
                return free;
        }
    }
}
