namespace Werkstrom.Aas.Model;

/// <summary>Template or instance.</summary>
public enum ModellingKind
{
    /// <summary>A template.</summary>
    Template,

    /// <summary>An instance.</summary>
    Instance,
}

/// <summary>What a qualifier speaks of.</summary>
public enum QualifierKind
{
    /// <summary>The value; may change at run time.</summary>
    ValueQualifier,

    /// <summary>The meaning; static.</summary>
    ConceptQualifier,

    /// <summary>The use of the template.</summary>
    TemplateQualifier,
}

/// <summary>Type, instance or neither.</summary>
public enum AssetKind
{
    /// <summary>A type of assets.</summary>
    Type,

    /// <summary>One asset.</summary>
    Instance,

    /// <summary>Neither of both.</summary>
    NotApplicable,
}

/// <summary>Who manages an entity.</summary>
public enum EntityType
{
    /// <summary>It has no shell of its own.</summary>
    CoManagedEntity,

    /// <summary>It has, or can have, a shell of its own.</summary>
    SelfManagedEntity,
}

/// <summary>Whether an event comes in or goes out.</summary>
public enum Direction
{
    /// <summary>It comes in.</summary>
    Input,

    /// <summary>It goes out.</summary>
    Output,
}

/// <summary>Whether events are sent.</summary>
public enum StateOfEvent
{
    /// <summary>They are.</summary>
    On,

    /// <summary>They are not.</summary>
    Off,
}

/// <summary>What a reference leads to.</summary>
public enum ReferenceTypes
{
    /// <summary>Something outside.</summary>
    ExternalReference,

    /// <summary>An element of a shell.</summary>
    ModelReference,
}
