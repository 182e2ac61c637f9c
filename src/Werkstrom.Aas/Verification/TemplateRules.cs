using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints AASd-119 and AASd-129: a template qualifier stands only in a template.</summary>
static class TemplateRules
{
    public static void Check(Submodel submodel, FaultList faults)
    {
        if (submodel.Kind == ModellingKind.Template || faults.Lacks(submodel, "kind"))
            return;
        Tell(submodel, "AASd-119", "a TemplateQualifier needs a submodel of kind Template", faults);
        CheckElements("submodelElements", submodel.SubmodelElements, faults);
    }

    static void CheckElements(string member, IReadOnlyList<IClass>? elements, FaultList faults)
    {
        for (var i = 0; i < (elements?.Count ?? 0); i++)
        {
            faults.Enter(member);
            faults.Enter(i);
            CheckElement(elements![i], faults);
            faults.Leave();
            faults.Leave();
        }
    }

    static void CheckElement(IClass element, FaultList faults)
    {
        Tell(element, "AASd-129", "a TemplateQualifier needs that the element stands in a submodel of kind Template", faults);
        foreach (var member in Metamodel.Of(element).Members)
        {
            if (member is ListMember list && IsOfElements(list.Choice))
                CheckElements(list.Name, list.Get(element), faults);
        }

        if (element is OperationVariable { Value: { } inner })
        {
            faults.Enter("value");
            CheckElement(inner, faults);
            faults.Leave();
        }
    }

    static bool IsOfElements(ClassChoice choice) => choice.IsOpen || choice.Classes[0].Type == typeof(OperationVariable);

    static void Tell(IClass owner, string rule, string message, FaultList faults)
    {
        if (owner is not IQualifiable { Qualifiers: { } qualifiers })
            return;
        for (var i = 0; i < qualifiers.Count; i++)
        {
            if (qualifiers[i].Kind == QualifierKind.TemplateQualifier)
                faults.Add("qualifiers", i, "kind", rule, message);
        }
    }
}
