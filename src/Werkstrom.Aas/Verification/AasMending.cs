using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>
/// Mends what a tolerant reading took and what has one obvious cure, so that it can be written again: names where there must be none or one,
/// names, qualifiers and languages that stand twice, meanings without a main one, a revision without a version.
/// </summary>
public static class AasMending
{
    /// <summary>
    /// Changes the object and what it holds. The answer says what was changed, each with its path and the rule; what it cannot mend,
    /// <see cref="AasRules.Check"/> still tells.
    /// </summary>
    public static IReadOnlyList<Fault> Mend(IClass value)
    {
        var changes = new List<Fault>();
        foreach (var (path, inner) in Walking.Of(value).ToList())
            Mend(inner, path.Length == 0 ? "" : path + ".", changes);
        return changes;
    }

    static void Mend(IClass value, string at, List<Fault> changes)
    {
        MendCommon(value, at, changes);
        foreach (var member in Metamodel.Of(value).Members)
        {
            if (member is ListMember list && list.Get(value) is { Count: > 0 } items && list.Choice.Classes.All(c => c.Find("language") is not null))
                LanguageMending.Mend(list, value, items, at, changes);
        }

        if (value is SubmodelElementList { Value: { } elements })
            MendList(elements, at, changes);
        else if (Children(value) is var (name, children))
            NameMending.Mend(children, at + name, changes);
    }

    static void MendCommon(IClass value, string at, List<Fault> changes)
    {
        if (value is IHasSemantics { SemanticId: null, SupplementalSemanticIds: [var first, ..] } meaning)
        {
            meaning.SemanticId = first;
            meaning.SupplementalSemanticIds = meaning.SupplementalSemanticIds is { Count: > 1 } more ? more[1..] : null;
            changes.Add(new(at + "semanticId", "AASd-118", "the first supplemental semantic id became the main one"));
        }

        if (value is IQualifiable { Qualifiers: { } qualifiers })
            RemoveDoubles(qualifiers, q => q.Type, at + "qualifiers", "AASd-021", changes);
        if (value is IHasExtensions { Extensions: { } extensions })
            RemoveDoubles(extensions, e => e.Name, at + "extensions", "AASd-077", changes);
        if (value is AdministrativeInformation { Version: null, Revision: { } revision } administration)
        {
            administration.Revision = null;
            changes.Add(new(at + "revision", "AASd-005", $"{FaultList.Quote(revision)} was removed, for there is no version"));
        }
    }

    static void RemoveDoubles<T>(List<T> items, Func<T, string> key, string at, string rule, List<Fault> changes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(key(items[i])))
                changes.Add(new($"{at}[{i}]", rule, $"was removed, for an earlier one is {FaultList.Quote(key(items[i]))}, too"));
        }

        seen.Clear();
        items.RemoveAll(i => !seen.Add(key(i)));
    }

    /// <summary>Elements of a list have no name, and no other meaning than the first that has one.</summary>
    static void MendList(List<ISubmodelElement> elements, string at, List<Fault> changes)
    {
        Reference? common = null;
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i].IdShort is { } name)
            {
                elements[i].IdShort = null;
                changes.Add(new($"{at}value[{i}].idShort", "AASd-120", $"{FaultList.Quote(name)} was removed"));
            }

            if (elements[i].SemanticId is { } meaning && common is not null && !ReferenceRules.Match(common, meaning))
            {
                (elements[i].SemanticId, elements[i].SupplementalSemanticIds) = (null, null);
                changes.Add(new($"{at}value[{i}].semanticId", "AASd-114", $"{FaultList.Quote(meaning.Keys[^1].Value)} was removed"));
            }

            common ??= elements[i].SemanticId;
        }
    }

    static (string Name, IReadOnlyList<ISubmodelElement> Elements)? Children(IClass value) => value switch
    {
        Submodel { SubmodelElements: { } elements } => ("submodelElements", elements),
        SubmodelElementCollection { Value: { } elements } => ("value", elements),
        Entity { Statements: { } elements } => ("statements", elements),
        AnnotatedRelationshipElement { Annotations: { } elements } => ("annotations", elements),
        _ => null,
    };
}
