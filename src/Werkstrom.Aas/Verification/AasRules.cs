using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Aas.Verification;

/// <summary>The constraints of Part 1 V3.0 and the lengths and patterns of its attributes.</summary>
public static class AasRules
{
    /// <summary>
    /// Everything that is wrong with an object and what it holds, in the order of the specification; empty when it conforms.
    /// At most 1,000 faults are told, and one more that says so.
    /// </summary>
    public static IReadOnlyList<Fault> Check(IClass value)
    {
        var faults = new FaultList();
        Walk(value, faults);
        return faults.Faults;
    }

    /// <summary>What no constraint forbids and other tools stumble over, like a language that stands twice.</summary>
    public static IReadOnlyList<Fault> Remarks(IClass value)
    {
        var faults = new FaultList();
        Walk(value, faults);
        return faults.Remarks;
    }

    /// <summary>AASd-006 and 007 of an object and what it holds, against concept descriptions that are kept elsewhere.</summary>
    /// <param name="value">The object.</param>
    /// <param name="concepts">Those of <see cref="ConceptsOf"/> that there are.</param>
    public static IReadOnlyList<Fault> CheckCodes(IClass value, IReadOnlyList<ConceptDescription> concepts)
    {
        var faults = new FaultList();
        CodedValueRules.Check(value, concepts, faults);
        return faults.Faults;
    }

    /// <summary>Identifiers of the concept descriptions by which coded values in an object are judged; empty when it has none.</summary>
    public static IReadOnlyCollection<string> ConceptsOf(IClass value) => CodedValueRules.Named(value);

    static void Walk(IClass value, FaultList faults)
    {
        foreach (var member in Metamodel.Of(value).Members)
        {
            faults.Enter(member.Name);
            if (member.IsSet(value))
                CheckMember(member, value, faults);
            else if (member.IsRequired)
                Miss(member, value, faults);
            faults.Leave();
        }

        CheckObject(value, faults);
    }

    static void Miss(Member member, IClass owner, FaultList faults)
    {
        faults.Add("schema", "is required and missing");
        faults.Gaps.Add(owner, member.Name, breaks: true);
    }

    static void CheckMember(Member member, IClass owner, FaultList faults)
    {
        switch (member)
        {
            case ScalarMember scalar:
                scalar.Rule?.Check(scalar.Get(owner)!, faults);
                break;
            case ObjectMember one:
                Walk(one.Get(owner)!, faults);
                break;
            case ListMember list:
                CheckList(list.Get(owner)!, faults);
                break;
        }
    }

    static void CheckList(IReadOnlyList<IClass> items, FaultList faults)
    {
        if (items.Count == 0)
            faults.Add("schema", EmptyList);
        for (var i = 0; i < items.Count; i++)
        {
            faults.Enter(i);
            Walk(items[i], faults);
            faults.Leave();
        }
    }

    internal const string EmptyList = "is an empty list; leave it out or give it at least one item";

    /// <summary>The constraints of one object itself; what it holds has been checked or will be.</summary>
    internal static void CheckObject(IClass value, FaultList faults)
    {
        CommonRules.Check(value, faults);
        switch (value)
        {
            case Reference reference:
                ReferenceRules.Check(reference, faults);
                break;
            case ISubmodelElement or Submodel or OperationVariable:
                ElementRules.Check(value, faults);
                break;
            case ConceptDescription or DataSpecificationIec61360 or EmbeddedDataSpecification:
                ConceptRules.Check(value, faults);
                break;
            case AssetAdministrationShell or AssetInformation or SpecificAssetId or EventPayload:
                ShellRules.Check(value, faults);
                break;
            case Environment environment:
                EnvironmentRules.Check(environment, faults);
                break;
        }
    }
}
