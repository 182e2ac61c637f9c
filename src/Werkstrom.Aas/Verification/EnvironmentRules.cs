using Werkstrom.Aas.Model;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Aas.Verification;

/// <summary>
/// What only shows in the whole: identifiers that stand twice (of concept descriptions a remark, for IDTA's own templates repeat them), and
/// concept descriptions that value lists name.
/// </summary>
static class EnvironmentRules
{
    public static void Check(Environment environment, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        CheckIds("assetAdministrationShells", environment.AssetAdministrationShells, seen, faults);
        CheckIds("submodels", environment.Submodels, seen, faults);
        CheckIds("conceptDescriptions", environment.ConceptDescriptions, seen, faults);
        if (environment.ConceptDescriptions is not { } concepts || concepts.Exists(faults.Gaps.IsIn))
            return;
        CheckValueLists(concepts, faults);
        CodedValueRules.Check(environment, concepts, faults);
    }

    static void CheckIds<T>(string member, List<T>? items, HashSet<string> seen, FaultList faults) where T : IIdentifiable
    {
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            if (items![i].Id is not { } id || seen.Add(id))
                continue;
            var message = $"the identifier {FaultList.Quote(id)} stands twice; it must be globally unique";
            if (items[i] is ConceptDescription)
                faults.Remark(member, i, "id", "identifier", message);
            else
                faults.Add(member, i, "id", "identifier", message);
        }
    }

    /// <summary>AASc-3a-003: what a value list names must have a value, where it is at hand. IDTA's checker does not look, so it is a remark.</summary>
    static void CheckValueLists(List<ConceptDescription> concepts, FaultList faults)
    {
        var named = concepts.SelectMany(Contents).SelectMany(c => c.ValueList?.ValueReferencePairs ?? [])
            .Select(p => p.ValueId.Keys is [.., var last] ? last.Value : "").ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < concepts.Count; i++)
        {
            if (named.Contains(concepts[i].Id) && Contents(concepts[i]).Any(c => c.Value is null))
                faults.Remark("conceptDescriptions", i, null, "AASc-3a-003", "is named by a value list and so needs a value");
        }
    }

    /// <summary>What a concept description says by IEC 61360.</summary>
    internal static IEnumerable<DataSpecificationIec61360> Contents(ConceptDescription concept) =>
        (concept.EmbeddedDataSpecifications ?? []).Select(d => d.DataSpecificationContent).OfType<DataSpecificationIec61360>();
}
