namespace Werkstrom.Aas.Model;

/// <summary>A class of the metamodel. What it holds is told by its descriptor (<see cref="Meta.Metamodel.Of(IClass)"/>).</summary>
public interface IClass;

/// <summary>Can be extended by what the specification does not know.</summary>
public interface IHasExtensions : IClass
{
    /// <summary>Extensions; absent or at least one, each name once.</summary>
    List<Extension>? Extensions { get; set; }
}

/// <summary>Can be referred to by its <see cref="IdShort"/> within its name space.</summary>
public interface IReferable : IHasExtensions
{
    /// <summary>Category, 1 to 128 characters. Deprecated since V3.0.</summary>
    string? Category { get; set; }

    /// <summary>Name within its name space: 1 to 128 letters, digits and underscores, a letter first.</summary>
    string? IdShort { get; set; }

    /// <summary>Name to show; each language once.</summary>
    List<LangStringNameType>? DisplayName { get; set; }

    /// <summary>Description; each language once.</summary>
    List<LangStringTextType>? Description { get; set; }
}

/// <summary>Has a globally unique identifier.</summary>
public interface IIdentifiable : IReferable
{
    /// <summary>Version, revision, creator.</summary>
    AdministrativeInformation? Administration { get; set; }

    /// <summary>The globally unique identifier, 1 to 2,000 characters.</summary>
    string Id { get; set; }
}

/// <summary>Is a template or an instance.</summary>
public interface IHasKind : IClass
{
    /// <summary>Template or instance; absent means instance.</summary>
    ModellingKind? Kind { get; set; }
}

/// <summary>Says what it means.</summary>
public interface IHasSemantics : IClass
{
    /// <summary>The main meaning.</summary>
    Reference? SemanticId { get; set; }

    /// <summary>Further meanings; only together with <see cref="SemanticId"/>.</summary>
    List<Reference>? SupplementalSemanticIds { get; set; }
}

/// <summary>Can be qualified.</summary>
public interface IQualifiable : IClass
{
    /// <summary>Qualifiers; absent or at least one, each type once.</summary>
    List<Qualifier>? Qualifiers { get; set; }
}

/// <summary>Can be specified by data specifications.</summary>
public interface IHasDataSpecification : IClass
{
    /// <summary>Data specifications with their content.</summary>
    List<EmbeddedDataSpecification>? EmbeddedDataSpecifications { get; set; }
}

/// <summary>An element of a submodel.</summary>
public interface ISubmodelElement : IReferable, IHasSemantics, IQualifiable, IHasDataSpecification;

/// <summary>A submodel element that is not made of further ones.</summary>
public interface IDataElement : ISubmodelElement;

/// <summary>A submodel element that stands for an event.</summary>
public interface IEventElement : ISubmodelElement;

/// <summary>A relation of two elements.</summary>
public interface IRelationshipElement : ISubmodelElement
{
    /// <summary>First of the relation.</summary>
    Reference First { get; set; }

    /// <summary>Second of the relation.</summary>
    Reference Second { get; set; }
}

/// <summary>A text in one language.</summary>
public interface IAbstractLangString : IClass
{
    /// <summary>Language by BCP 47, like <c>de</c> or <c>en-GB</c>.</summary>
    string Language { get; set; }

    /// <summary>The text, at least one character; its maximum is that of the class.</summary>
    string Text { get; set; }
}

/// <summary>The content of a data specification.</summary>
public interface IDataSpecificationContent : IClass;
