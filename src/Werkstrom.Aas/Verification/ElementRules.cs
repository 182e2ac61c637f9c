using Werkstrom.Aas.Model;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints of submodels and their elements.</summary>
static class ElementRules
{
    public static void Check(IClass value, FaultList faults)
    {
        if (value is IDataElement { Category: not (null or "CONSTANT" or "PARAMETER" or "VARIABLE") and var category })
            faults.Add("category", "AASd-090", $"{FaultList.Quote(category)} is neither CONSTANT nor PARAMETER nor VARIABLE");
        switch (value)
        {
            case Submodel submodel:
                CheckNames("submodelElements", submodel.SubmodelElements, faults);
                TemplateRules.Check(submodel, faults);
                break;
            case SubmodelElementCollection collection:
                CheckNames("value", collection.Value, faults);
                break;
            case SubmodelElementList list:
                ListRules.Check(list, faults);
                break;
            case AnnotatedRelationshipElement annotated:
                CheckNames("annotations", annotated.Annotations, faults);
                break;
            case Entity entity:
                CheckNames("statements", entity.Statements, faults);
                CheckEntity(entity, faults);
                break;
            case Operation operation:
                CheckVariables(operation, faults);
                break;
            case OperationVariable { Value: { IdShort: null } inner } when !faults.Lacks(inner, "idShort"):
                faults.Add("value", "AASd-117", NoName);
                break;
            default:
                CheckValues(value, faults);
                break;
        }
    }

    const string NoName = "needs an idShort, for it stands in no SubmodelElementList";

    static void CheckNames<T>(string member, List<T>? elements, FaultList faults) where T : ISubmodelElement
    {
        if (elements is null)
            return;
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i].IdShort is null && !faults.Lacks(elements[i], "idShort"))
                faults.Add(member, i, "AASd-117", NoName);
        }

        CommonRules.CheckUnique(elements, e => e.IdShort, (i, name) => faults.Add(member, i, "idShort", "AASd-022", $"the idShort {name} stands twice in its name space"));
    }

    static void CheckEntity(Entity entity, FaultList faults)
    {
        var named = entity.GlobalAssetId is not null || entity.SpecificAssetIds is not null;
        if (faults.Lacks(entity, "entityType"))
            return;
        if (entity.EntityType == EntityType.SelfManagedEntity && !named && !faults.Lacks(entity, "globalAssetId") && !faults.Lacks(entity, "specificAssetIds"))
            faults.Add("AASd-014", "a SelfManagedEntity needs a globalAssetId or specificAssetIds");
        else if (entity.EntityType == EntityType.CoManagedEntity && named)
            faults.Add("AASd-014", "a CoManagedEntity has neither globalAssetId nor specificAssetIds");
    }

    static void CheckVariables(Operation operation, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        CheckOnce("inputVariables", operation.InputVariables, seen, faults);
        CheckOnce("outputVariables", operation.OutputVariables, seen, faults);
        CheckOnce("inoutputVariables", operation.InoutputVariables, seen, faults);
    }

    static void CheckOnce(string member, List<OperationVariable>? variables, HashSet<string> seen, FaultList faults)
    {
        for (var i = 0; i < (variables?.Count ?? 0); i++)
        {
            if (variables![i].Value?.IdShort is { } name && !seen.Add(name))
                faults.Add(member, i, "value", "AASd-134", $"the idShort {FaultList.Quote(name)} stands at two variables of the operation");
        }
    }

    static void CheckValues(IClass value, FaultList faults)
    {
        switch (value)
        {
            case Property property:
                CommonRules.CheckValue(property, "value", "value", property.Value, property.ValueType, faults);
                break;
            case Range range:
                CommonRules.CheckValue(range, "min", "value", range.Min, range.ValueType, faults);
                CommonRules.CheckValue(range, "max", "value", range.Max, range.ValueType, faults);
                break;
            case MultiLanguageProperty property:
                CommonRules.CheckLanguages("value", property.Value, faults);
                break;
            case BasicEventElement element:
                CheckEvent(element, faults);
                break;
        }
    }

    static void CheckEvent(BasicEventElement element, FaultList faults)
    {
        if (element is { Direction: Direction.Input, MaxInterval: not null } && !faults.Lacks(element, "direction"))
            faults.Add("maxInterval", "schema", "does not apply to an event of direction input");
        ReferenceRules.CheckTarget("observed", element.Observed, faults, "a referable", ReferenceRules.IsReferable);
        ReferenceRules.CheckTarget("messageBroker", element.MessageBroker, faults, "a referable", ReferenceRules.IsReferable);
    }
}
