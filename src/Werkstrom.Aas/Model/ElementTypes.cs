namespace Werkstrom.Aas.Model;

/// <summary>The classes of submodel elements.</summary>
public enum AasSubmodelElements
{
    /// <summary>Annotated Relationship Element.</summary>
    AnnotatedRelationshipElement,

    /// <summary>Basic Event Element.</summary>
    BasicEventElement,

    /// <summary>Blob.</summary>
    Blob,

    /// <summary>Capability.</summary>
    Capability,

    /// <summary>Data Element.</summary>
    DataElement,

    /// <summary>Entity.</summary>
    Entity,

    /// <summary>Event Element.</summary>
    EventElement,

    /// <summary>File.</summary>
    File,

    /// <summary>Multi Language Property.</summary>
    MultiLanguageProperty,

    /// <summary>Operation.</summary>
    Operation,

    /// <summary>Property.</summary>
    Property,

    /// <summary>Range.</summary>
    Range,

    /// <summary>Reference Element.</summary>
    ReferenceElement,

    /// <summary>Relationship Element.</summary>
    RelationshipElement,

    /// <summary>Submodel Element.</summary>
    SubmodelElement,

    /// <summary>Submodel Element List.</summary>
    SubmodelElementList,

    /// <summary>Submodel Element Collection.</summary>
    SubmodelElementCollection,
}

/// <summary>What a key of a reference names.</summary>
public enum KeyTypes
{
    /// <summary>Annotated Relationship Element.</summary>
    AnnotatedRelationshipElement,

    /// <summary>Asset Administration Shell.</summary>
    AssetAdministrationShell,

    /// <summary>Basic Event Element.</summary>
    BasicEventElement,

    /// <summary>Blob.</summary>
    Blob,

    /// <summary>Capability.</summary>
    Capability,

    /// <summary>Concept Description.</summary>
    ConceptDescription,

    /// <summary>Data Element.</summary>
    DataElement,

    /// <summary>Entity.</summary>
    Entity,

    /// <summary>Event Element.</summary>
    EventElement,

    /// <summary>File.</summary>
    File,

    /// <summary>Fragment Reference.</summary>
    FragmentReference,

    /// <summary>Global Reference.</summary>
    GlobalReference,

    /// <summary>Identifiable.</summary>
    Identifiable,

    /// <summary>Multi Language Property.</summary>
    MultiLanguageProperty,

    /// <summary>Operation.</summary>
    Operation,

    /// <summary>Property.</summary>
    Property,

    /// <summary>Range.</summary>
    Range,

    /// <summary>Referable.</summary>
    Referable,

    /// <summary>Reference Element.</summary>
    ReferenceElement,

    /// <summary>Relationship Element.</summary>
    RelationshipElement,

    /// <summary>Submodel.</summary>
    Submodel,

    /// <summary>Submodel Element.</summary>
    SubmodelElement,

    /// <summary>Submodel Element Collection.</summary>
    SubmodelElementCollection,

    /// <summary>Submodel Element List.</summary>
    SubmodelElementList,
}
