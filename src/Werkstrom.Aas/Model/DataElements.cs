namespace Werkstrom.Aas.Model;

/// <summary>A value of one type.</summary>
public sealed class Property : SubmodelElement, IDataElement
{
    /// <summary>Type of the value.</summary>
    public required DataTypeDefXsd ValueType { get; set; }

    /// <summary>The value, in the lexical form of its type.</summary>
    public string? Value { get; set; }

    /// <summary>The value as a reference to a coded one.</summary>
    public Reference? ValueId { get; set; }
}

/// <summary>A text in several languages.</summary>
public sealed class MultiLanguageProperty : SubmodelElement, IDataElement
{
    /// <summary>The texts; each language once.</summary>
    public List<LangStringTextType>? Value { get; set; }

    /// <summary>The text as a reference to a coded one.</summary>
    public Reference? ValueId { get; set; }
}

/// <summary>A range of values; a limit that is absent is infinite.</summary>
public sealed class Range : SubmodelElement, IDataElement
{
    /// <summary>Type of both limits.</summary>
    public required DataTypeDefXsd ValueType { get; set; }

    /// <summary>Lower limit.</summary>
    public string? Min { get; set; }

    /// <summary>Upper limit.</summary>
    public string? Max { get; set; }
}

/// <summary>A reference as a value.</summary>
public sealed class ReferenceElement : SubmodelElement, IDataElement
{
    /// <summary>The reference.</summary>
    public Reference? Value { get; set; }
}

/// <summary>A file that is stored within the value.</summary>
public sealed class Blob : SubmodelElement, IDataElement
{
    /// <summary>The bytes.</summary>
    public byte[]? Value { get; set; }

    /// <summary>MIME type.</summary>
    public required string ContentType { get; set; }
}

/// <summary>A file that is referred to.</summary>
public sealed class File : SubmodelElement, IDataElement
{
    /// <summary>Path in the package or URI, 1 to 2,000 characters.</summary>
    public string? Value { get; set; }

    /// <summary>MIME type.</summary>
    public required string ContentType { get; set; }
}
