namespace Werkstrom.Aas.Model;

/// <summary>A reference: to an element of a shell (keys from the identifiable down) or to something outside.</summary>
public sealed class Reference : IClass
{
    /// <summary>To a model or to something outside.</summary>
    public required ReferenceTypes Type { get; set; }

    /// <summary>The meaning that the referred element had when the reference was made.</summary>
    public Reference? ReferredSemanticId { get; set; }

    /// <summary>The keys, at least one, from the outermost to the innermost.</summary>
    public required List<Key> Keys { get; set; }
}

/// <summary>One step of a reference.</summary>
public sealed class Key : IClass
{
    /// <summary>What kind of element the key names.</summary>
    public required KeyTypes Type { get; set; }

    /// <summary>Identifier, idShort, or index in a list; 1 to 2,000 characters.</summary>
    public required string Value { get; set; }
}
