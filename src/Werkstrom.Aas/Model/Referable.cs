namespace Werkstrom.Aas.Model;

/// <summary>What every referable has.</summary>
public abstract class Referable : IReferable
{
    /// <inheritdoc/>
    public List<Extension>? Extensions { get; set; }

    /// <inheritdoc/>
    public string? Category { get; set; }

    /// <inheritdoc/>
    public string? IdShort { get; set; }

    /// <inheritdoc/>
    public List<LangStringNameType>? DisplayName { get; set; }

    /// <inheritdoc/>
    public List<LangStringTextType>? Description { get; set; }
}

/// <summary>What every identifiable has.</summary>
public abstract class Identifiable : Referable, IIdentifiable
{
    /// <inheritdoc/>
    public AdministrativeInformation? Administration { get; set; }

    /// <inheritdoc/>
    public required string Id { get; set; }
}

/// <summary>What every submodel element has.</summary>
public abstract class SubmodelElement : Referable, ISubmodelElement
{
    /// <inheritdoc/>
    public Reference? SemanticId { get; set; }

    /// <inheritdoc/>
    public List<Reference>? SupplementalSemanticIds { get; set; }

    /// <inheritdoc/>
    public List<Qualifier>? Qualifiers { get; set; }

    /// <inheritdoc/>
    public List<EmbeddedDataSpecification>? EmbeddedDataSpecifications { get; set; }
}

/// <summary>An extension by what the specification does not know.</summary>
public sealed class Extension : IHasSemantics
{
    /// <inheritdoc/>
    public Reference? SemanticId { get; set; }

    /// <inheritdoc/>
    public List<Reference>? SupplementalSemanticIds { get; set; }

    /// <summary>Name, 1 to 128 characters, once within its owner.</summary>
    public required string Name { get; set; }

    /// <summary>Type of the value; absent means <c>xs:string</c>.</summary>
    public DataTypeDefXsd? ValueType { get; set; }

    /// <summary>The value, in the lexical form of its type.</summary>
    public string? Value { get; set; }

    /// <summary>What the extension refers to.</summary>
    public List<Reference>? RefersTo { get; set; }
}

/// <summary>A statement that limits or enriches what it stands at.</summary>
public sealed class Qualifier : IHasSemantics
{
    /// <inheritdoc/>
    public Reference? SemanticId { get; set; }

    /// <inheritdoc/>
    public List<Reference>? SupplementalSemanticIds { get; set; }

    /// <summary>Of the value, the concept or the template; absent means <see cref="QualifierKind.ConceptQualifier"/>.</summary>
    public QualifierKind? Kind { get; set; }

    /// <summary>Type of the qualifier, 1 to 128 characters, once at its owner.</summary>
    public required string Type { get; set; }

    /// <summary>Type of the value.</summary>
    public required DataTypeDefXsd ValueType { get; set; }

    /// <summary>The value, in the lexical form of its type.</summary>
    public string? Value { get; set; }

    /// <summary>The value as a reference to a coded one.</summary>
    public Reference? ValueId { get; set; }
}

/// <summary>Version and origin of an identifiable.</summary>
public sealed class AdministrativeInformation : IHasDataSpecification
{
    /// <inheritdoc/>
    public List<EmbeddedDataSpecification>? EmbeddedDataSpecifications { get; set; }

    /// <summary>Version, 1 to 4 digits without leading zero.</summary>
    public string? Version { get; set; }

    /// <summary>Revision, 1 to 4 digits without leading zero; only together with <see cref="Version"/>.</summary>
    public string? Revision { get; set; }

    /// <summary>Who made it.</summary>
    public Reference? Creator { get; set; }

    /// <summary>Identifier of the template that it was made from, 1 to 2,000 characters.</summary>
    public string? TemplateId { get; set; }
}
