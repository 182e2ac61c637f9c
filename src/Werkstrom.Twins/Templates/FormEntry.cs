using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>A field of a form and what stands in it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Path">Its name in the form: <c>Documents:0/item:1/Title</c>.</param>
sealed record FormGroup(FormField Field, string Path)
{
    /// <summary>What stands in it, in order.</summary>
    public List<FormEntry> Entries { get; init; } = [];

    /// <summary>The groups of fields with nothing in them but what there must be.</summary>
    public static List<FormGroup> Empty(IReadOnlyList<FormField> fields, string above = "") => [.. fields.Select(f => Empty(f, above))];

    /// <summary>One more entry.</summary>
    public FormEntry Add()
    {
        FormEntry entry = new(Entries.Count == 0 ? 0 : Entries.Max(e => e.Key) + 1, Path);
        // a list that may be missing begins without entries, whatever it must have when it is there
        var isFree = Field is { Kind: FieldKind.List, Least: 0 };
        Entries.Add(entry with { Groups = isFree ? [.. Field.Children.Select(f => new FormGroup(f, $"{entry.Path}/{f.Name}"))] : Empty(Field.Children, entry.Path + "/") });
        return Entries[^1];
    }

    static FormGroup Empty(FormField field, string above)
    {
        FormGroup group = new(field, above + field.Name);
        for (var i = 0; i < (field.IsAlwaysShown ? 1 : field.Least); i++)
            group.Add();
        return group;
    }
}

/// <summary>One entry of a field.</summary>
/// <param name="Key">Its number within the field; it stays while others come and go.</param>
/// <param name="Above">Path of the field.</param>
sealed record FormEntry(int Key, string Above)
{
    /// <summary>Its name in the form.</summary>
    public string Path => $"{Above}:{Key}";

    /// <summary>What was entered by the parts of the field: <c>v</c> the value, <c>min</c>, <c>max</c>, <c>de</c>, <c>en</c>, <c>first</c>, <c>second</c>, <c>type</c>.</summary>
    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>Name of its own; empty for none.</summary>
    public string Name { get; set; } = "";

    /// <summary>The element of the kept submodel that it was: its idShort, or its place in a list; null for a new one.</summary>
    public string? Was { get; init; }

    /// <summary>A file that was sent with the form.</summary>
    public FileRow? File { get; set; }

    /// <summary>The fields in it.</summary>
    public List<FormGroup> Groups { get; init; } = [];

    /// <summary>What was entered in a part; empty for nothing.</summary>
    public string this[string part] => Texts.GetValueOrDefault(part, "");

    /// <summary>Whether nothing was entered in it or below.</summary>
    public bool IsBlank => File is null && Texts.Where(t => t.Key != "type").All(t => t.Value.Length == 0) && Groups.All(g => g.Entries.All(e => e.IsBlank));
}
