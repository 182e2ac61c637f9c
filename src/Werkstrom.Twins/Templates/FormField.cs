using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Templates;

/// <summary>How a field is filled.</summary>
enum FieldKind
{
    /// <summary>Fields of its own.</summary>
    Group,

    /// <summary>Entries of one kind.</summary>
    List,

    /// <summary>A thing with fields of its own, and with an identifier when it has a shell.</summary>
    Entity,

    /// <summary>A value of one type.</summary>
    Value,

    /// <summary>A text in several languages.</summary>
    Texts,

    /// <summary>From and to.</summary>
    Range,

    /// <summary>A reference.</summary>
    Reference,

    /// <summary>Two references.</summary>
    Relation,

    /// <summary>A file: an address, or one that is sent.</summary>
    File,

    /// <summary>Bytes that are kept in the value.</summary>
    Blob,

    /// <summary>Only there or not.</summary>
    Mark,
}

/// <summary>A field of the form of a template.</summary>
/// <param name="Name">Its idShort in the template; <c>item</c> for the entries of a list.</param>
/// <param name="Element">What the template has there.</param>
/// <param name="Kind">How it is filled.</param>
/// <param name="Least">So many there must be.</param>
/// <param name="Most">So many there may be.</param>
sealed record FormField(string Name, ISubmodelElement Element, FieldKind Kind, int Least, int Most)
{
    /// <summary>Name of the field of a list.</summary>
    public const string Item = "item";

    /// <summary>What it is called, by language.</summary>
    public IReadOnlyList<IAbstractLangString> Labels { get; init; } = [];

    /// <summary>What it means, by language.</summary>
    public IReadOnlyList<IAbstractLangString> Hints { get; init; } = [];

    /// <summary>Unit; null without one.</summary>
    public string? Unit { get; init; }

    /// <summary>How a value may look; null when the template has none.</summary>
    public string? Example { get; init; }

    /// <summary>Values that the template proposes.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether each entry has a name of its own.</summary>
    public bool HasOwnName { get; init; }

    /// <summary>The fields in it; of a list the one of its entries.</summary>
    public IReadOnlyList<FormField> Children { get; init; } = [];

    /// <summary>Whether there can be several.</summary>
    public bool IsMany => Most > 1;

    /// <summary>Whether it holds fields.</summary>
    public bool IsContainer => Kind is FieldKind.Group or FieldKind.List or FieldKind.Entity;

    /// <summary>Whether it is shown without being added: one value, or one list.</summary>
    public bool IsAlwaysShown => !IsMany && (Least > 0 || !IsContainer || Kind == FieldKind.List) && Kind != FieldKind.Mark;

    /// <summary>Type of its value; null for one that has none.</summary>
    public DataTypeDefXsd? Type => Element switch
    {
        Property p => p.ValueType,
        Aas.Model.Range r => r.ValueType,
        _ => null,
    };
}
