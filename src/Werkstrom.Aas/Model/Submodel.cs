namespace Werkstrom.Aas.Model;

/// <summary>A submodel: one aspect of an asset.</summary>
public sealed class Submodel : Identifiable, IHasKind, IHasSemantics, IQualifiable, IHasDataSpecification
{
    /// <inheritdoc/>
    public ModellingKind? Kind { get; set; }

    /// <inheritdoc/>
    public Reference? SemanticId { get; set; }

    /// <inheritdoc/>
    public List<Reference>? SupplementalSemanticIds { get; set; }

    /// <inheritdoc/>
    public List<Qualifier>? Qualifiers { get; set; }

    /// <inheritdoc/>
    public List<EmbeddedDataSpecification>? EmbeddedDataSpecifications { get; set; }

    /// <summary>The elements, each with an idShort of its own.</summary>
    public List<ISubmodelElement>? SubmodelElements { get; set; }
}

/// <summary>Elements that differ, each with an idShort.</summary>
public sealed class SubmodelElementCollection : SubmodelElement
{
    /// <summary>The elements.</summary>
    public List<ISubmodelElement>? Value { get; set; }
}

/// <summary>Elements of one kind, without idShort, named by their position.</summary>
public sealed class SubmodelElementList : SubmodelElement
{
    /// <summary>Whether the order says something; absent means yes.</summary>
    public bool? OrderRelevant { get; set; }

    /// <summary>The meaning of all elements.</summary>
    public Reference? SemanticIdListElement { get; set; }

    /// <summary>The class of all elements.</summary>
    public required AasSubmodelElements TypeValueListElement { get; set; }

    /// <summary>The value type of all elements; required for properties and ranges.</summary>
    public DataTypeDefXsd? ValueTypeListElement { get; set; }

    /// <summary>The elements.</summary>
    public List<ISubmodelElement>? Value { get; set; }
}

/// <summary>A part of the asset, with or without an identity of its own.</summary>
public sealed class Entity : SubmodelElement
{
    /// <summary>What is said of the entity.</summary>
    public List<ISubmodelElement>? Statements { get; set; }

    /// <summary>Managed with its owner, or by a shell of its own.</summary>
    public required EntityType EntityType { get; set; }

    /// <summary>Global identifier of the asset, 1 to 2,000 characters; only for self-managed entities.</summary>
    public string? GlobalAssetId { get; set; }

    /// <summary>Further identifiers; only for self-managed entities.</summary>
    public List<SpecificAssetId>? SpecificAssetIds { get; set; }
}

/// <summary>A function with input and output.</summary>
public sealed class Operation : SubmodelElement
{
    /// <summary>What goes in.</summary>
    public List<OperationVariable>? InputVariables { get; set; }

    /// <summary>What comes out.</summary>
    public List<OperationVariable>? OutputVariables { get; set; }

    /// <summary>What goes in and comes out changed.</summary>
    public List<OperationVariable>? InoutputVariables { get; set; }
}

/// <summary>A variable of an operation.</summary>
public sealed class OperationVariable : IClass
{
    /// <summary>The element that describes the variable.</summary>
    public required ISubmodelElement Value { get; set; }
}

/// <summary>What the asset is able to do.</summary>
public sealed class Capability : SubmodelElement;

/// <summary>A relation of two elements.</summary>
public sealed class RelationshipElement : SubmodelElement, IRelationshipElement
{
    /// <inheritdoc/>
    public required Reference First { get; set; }

    /// <inheritdoc/>
    public required Reference Second { get; set; }
}

/// <summary>A relation of two elements with remarks.</summary>
public sealed class AnnotatedRelationshipElement : SubmodelElement, IRelationshipElement
{
    /// <inheritdoc/>
    public required Reference First { get; set; }

    /// <inheritdoc/>
    public required Reference Second { get; set; }

    /// <summary>Data elements that say more of the relation.</summary>
    public List<IDataElement>? Annotations { get; set; }
}
