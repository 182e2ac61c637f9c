using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints of what many classes have in common.</summary>
static class CommonRules
{
    public static void Check(IClass value, FaultList faults)
    {
        if (value is IHasExtensions { Extensions: { } extensions })
            CheckUnique(extensions, e => e.Name, (i, name) => faults.Add("extensions", i, "name", "AASd-077", $"the name {name} stands at two extensions"));
        if (value is IHasSemantics { SupplementalSemanticIds: not null, SemanticId: null } && !faults.Lacks(value, "semanticId"))
            faults.Add("supplementalSemanticIds", "AASd-118", "supplemental semantic ids need a main semanticId");
        if (value is IQualifiable { Qualifiers: { } qualifiers })
            CheckUnique(qualifiers, q => q.Type, (i, type) => faults.Add("qualifiers", i, "type", "AASd-021", $"the type {type} stands at two qualifiers"));
        if (value is IReferable referable)
        {
            CheckLanguages("displayName", referable.DisplayName, faults);
            CheckLanguages("description", referable.Description, faults);
        }

        CheckValues(value, faults);
    }

    static void CheckValues(IClass value, FaultList faults)
    {
        switch (value)
        {
            case Extension extension:
                CheckValue(extension, "value", "value", extension.Value, extension.ValueType ?? DataTypeDefXsd.String, faults);
                break;
            case Qualifier qualifier:
                CheckValue(qualifier, "value", "AASd-020", qualifier.Value, qualifier.ValueType, faults);
                break;
            case AdministrativeInformation { Revision: not null, Version: null } when !faults.Lacks(value, "version"):
                faults.Add("revision", "AASd-005", "a revision needs a version");
                break;
        }
    }

    /// <summary>A text must be a value of the valueType of its owner.</summary>
    public static void CheckValue(IClass owner, string member, string rule, string? text, DataTypeDefXsd type, FaultList faults)
    {
        if (text is not null && !faults.Lacks(owner, "valueType") && !XsdValues.IsOf(text, type))
            faults.Add(member, rule, $"{FaultList.Quote(text)} is no {Meta.Literals.Of(type)}");
    }

    /// <summary>Each language once: IDTA's own templates repeat some, and its checker lets them, so it is a remark.</summary>
    public static void CheckLanguages<T>(string member, List<T>? texts, FaultList faults) where T : IAbstractLangString
    {
        if (texts is not null)
            CheckUnique(texts, t => t.Language, (i, language) => faults.Remark(member, i, "language", "language", $"the language {language} stands twice"));
    }

    /// <summary>Tells of every item whose key an earlier one has.</summary>
    public static void CheckUnique<T>(List<T> items, Func<T, string?> key, Action<int, string> tell)
    {
        if (items.Count < 2)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (key(items[i]) is { } text && !seen.Add(text))
                tell(i, FaultList.Quote(text));
        }
    }
}
