using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints of a <see cref="SubmodelElementList"/>: its elements are of one kind and have no names.</summary>
static class ListRules
{
    public static void Check(SubmodelElementList list, FaultList faults)
    {
        var hasType = HasType(list, faults);
        if (hasType && list.ValueTypeListElement is null && !faults.Lacks(list, "valueTypeListElement"))
            faults.Add("AASd-109", $"a list of {Literals.Of(list.TypeValueListElement)} needs valueTypeListElement");
        if (list.Value is null)
            return;
        Reference? common = null;
        for (var i = 0; i < list.Value.Count; i++)
        {
            var element = list.Value[i];
            CheckElement(list, element, i, faults);
            if (hasType)
                CheckType(list, element, i, faults);
            if (element.SemanticId is { } meaning && common is not null && ReferenceRules.Differ(common, meaning, faults))
                faults.Add("value", i, "semanticId", "AASd-114", "differs from the semanticId of an earlier element of the list");
            common ??= element.SemanticId is { } first && !faults.Gaps.IsIn(first) ? first : null;
        }
    }

    static void CheckElement(SubmodelElementList list, ISubmodelElement element, int at, FaultList faults)
    {
        if (element.IdShort is { } name)
            faults.Add("value", at, "idShort", "AASd-120", $"{FaultList.Quote(name)}: an element of a SubmodelElementList has no idShort");
        if (!faults.Lacks(list, "typeValueListElement") && !faults.Lacks(element, "modelType") && !IsA(element, list.TypeValueListElement))
            faults.Add("value", at, "AASd-108", $"is a {Metamodel.Of(element).Name} in a list of {Literals.Of(list.TypeValueListElement)}");
        if (list.SemanticIdListElement is { } asked && element.SemanticId is { } meaning && ReferenceRules.Differ(asked, meaning, faults))
            faults.Add("value", at, "semanticId", "AASd-107", "differs from semanticIdListElement of the list");
    }

    static void CheckType(SubmodelElementList list, ISubmodelElement element, int at, FaultList faults)
    {
        var type = element switch { Property property => property.ValueType, Range range => range.ValueType, _ => (DataTypeDefXsd?)null };
        if (type is { } given && !faults.Lacks(element, "valueType") && list.ValueTypeListElement is { } required && given != required)
            faults.Add("value", at, "valueType", "AASd-109", $"is {Literals.Of(given)} in a list of {Literals.Of(required)}");
    }

    static bool HasType(SubmodelElementList list, FaultList faults) =>
        list.TypeValueListElement is AasSubmodelElements.Property or AasSubmodelElements.Range && !faults.Lacks(list, "typeValueListElement");

    static bool IsA(ISubmodelElement element, AasSubmodelElements type) => type switch
    {
        AasSubmodelElements.SubmodelElement => true,
        AasSubmodelElements.DataElement => element is IDataElement,
        AasSubmodelElements.EventElement => element is IEventElement,
        AasSubmodelElements.RelationshipElement => element is IRelationshipElement,
        _ => Metamodel.Of(element).Name == Literals.Of(type),
    };
}
