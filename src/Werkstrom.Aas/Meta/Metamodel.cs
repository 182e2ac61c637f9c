using System.Collections.Frozen;
using Werkstrom.Aas.Model;
using static Werkstrom.Aas.Meta.Members;

namespace Werkstrom.Aas.Meta;

/// <summary>
/// The one table of the V3.0 metamodel: every class with its attributes in the order of the specification.
/// JSON, XML, walking and checking all follow it.
/// </summary>
public static partial class Metamodel
{
    const bool Required = true;

    static readonly FrozenDictionary<Type, ClassInfo> ByType;

#pragma warning disable CA1810 // the order of the two matters
    static Metamodel()
    {
        Classes = [.. Environments(), .. Submodels(), .. DataElements(), .. Concepts(), .. Parts()];
        ByType = Classes.ToFrozenDictionary(c => c.Type);
    }
#pragma warning restore CA1810

    /// <summary>All classes that can be made.</summary>
    public static IReadOnlyList<ClassInfo> Classes { get; }

    /// <summary>The descriptor of an object's class.</summary>
    public static ClassInfo Of(IClass value) =>
        ByType.TryGetValue(value.GetType(), out var info) ? info : throw new ArgumentException($"{value.GetType()} is no class of the metamodel", nameof(value));

    static ClassInfo Class<T>(params Member[] members) where T : class, IClass =>
        new(typeof(T).Name, typeof(T), static () => Activator.CreateInstance<T>(), SaysModelType(typeof(T)), members);

    static bool SaysModelType(Type type) => typeof(IReferable).IsAssignableFrom(type) || typeof(IDataSpecificationContent).IsAssignableFrom(type);

    static Member[] Referable() =>
    [
        Many<IReferable, Extension>("extensions", o => o.Extensions, (o, v) => o.Extensions = v),
        Text<IReferable>("category", o => o.Category, (o, v) => o.Category = v, TextRule.Name),
        Text<IReferable>("idShort", o => o.IdShort, (o, v) => o.IdShort = v, TextRule.IdShort),
        Many<IReferable, LangStringNameType>("displayName", o => o.DisplayName, (o, v) => o.DisplayName = v),
        Many<IReferable, LangStringTextType>("description", o => o.Description, (o, v) => o.Description = v),
    ];

    static Member[] Identifiable() =>
    [
        .. Referable(),
        One<IIdentifiable, AdministrativeInformation>("administration", o => o.Administration, (o, v) => o.Administration = v),
        Text<IIdentifiable>("id", o => o.Id, (o, v) => o.Id = v, TextRule.Identifier, Required),
    ];

    static Member[] HasSemantics() =>
    [
        One<IHasSemantics, Reference>("semanticId", o => o.SemanticId, (o, v) => o.SemanticId = v),
        Many<IHasSemantics, Reference>("supplementalSemanticIds", o => o.SupplementalSemanticIds, (o, v) => o.SupplementalSemanticIds = v),
    ];

    static Member Qualifiers() => Many<IQualifiable, Qualifier>("qualifiers", o => o.Qualifiers, (o, v) => o.Qualifiers = v);

    static Member DataSpecifications() => Many<IHasDataSpecification, EmbeddedDataSpecification>(
        "embeddedDataSpecifications", o => o.EmbeddedDataSpecifications, (o, v) => o.EmbeddedDataSpecifications = v);

    static ClassInfo Element<T>(params Member[] members) where T : class, ISubmodelElement =>
        Class<T>([.. Referable(), .. HasSemantics(), Qualifiers(), DataSpecifications(), .. members]);
}
