using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints of a <see cref="SubmodelElementList"/>: its elements are of one kind and have no names.</summary>
static class ListRules
{
    public static void Check(SubmodelElementList list, FaultList faults)
    {
        if (HasType(list) && list.ValueTypeListElement is null)
            faults.Add("AASd-109", $"a list of {Literals.Of(list.TypeValueListElement)} needs valueTypeListElement");
        if (list.Value is null)
            return;
        Reference? common = null;
        for (var i = 0; i < list.Value.Count; i++)
        {
            var element = list.Value[i];
            CheckElement(list, element, i, faults);
            if (element.SemanticId is { } meaning && common is not null && !ReferenceRules.Match(common, meaning))
                faults.Add("value", i, "semanticId", "AASd-114", "differs from the semanticId of an earlier element of the list");
            common ??= element.SemanticId;
        }
    }

    static void CheckElement(SubmodelElementList list, ISubmodelElement element, int at, FaultList faults)
    {
        if (element.IdShort is { } name)
            faults.Add("value", at, "idShort", "AASd-120", $"{FaultList.Quote(name)}: an element of a SubmodelElementList has no idShort");
        if (!IsA(element, list.TypeValueListElement))
            faults.Add("value", at, "AASd-108", $"is a {Metamodel.Of(element).Name} in a list of {Literals.Of(list.TypeValueListElement)}");
        if (list.SemanticIdListElement is { } asked && element.SemanticId is { } meaning && !ReferenceRules.Match(asked, meaning))
            faults.Add("value", at, "semanticId", "AASd-107", "differs from semanticIdListElement of the list");
        CheckType(list, element, at, faults);
    }

    static void CheckType(SubmodelElementList list, ISubmodelElement element, int at, FaultList faults)
    {
        var type = element switch { Property property => property.ValueType, Range range => range.ValueType, _ => (DataTypeDefXsd?)null };
        if (HasType(list) && type is { } given && list.ValueTypeListElement is { } required && given != required)
            faults.Add("value", at, "valueType", "AASd-109", $"is {Literals.Of(given)} in a list of {Literals.Of(required)}");
    }

    static bool HasType(SubmodelElementList list) => list.TypeValueListElement is AasSubmodelElements.Property or AasSubmodelElements.Range;

    static bool IsA(ISubmodelElement element, AasSubmodelElements type) => type switch
    {
        AasSubmodelElements.SubmodelElement => true,
        AasSubmodelElements.DataElement => element is IDataElement,
        AasSubmodelElements.EventElement => element is IEventElement,
        AasSubmodelElements.RelationshipElement => element is IRelationshipElement,
        _ => Metamodel.Of(element).Name == Literals.Of(type),
    };
}
