using System.Collections.Frozen;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints of concept descriptions (Part 3a, IEC 61360).</summary>
static class ConceptRules
{
    const string Template = "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3";

    static readonly FrozenSet<DataTypeIec61360> OfProperty = FrozenSet.ToFrozenSet(
    [
        DataTypeIec61360.Date, DataTypeIec61360.String, DataTypeIec61360.StringTranslatable, DataTypeIec61360.IntegerMeasure,
        DataTypeIec61360.IntegerCount, DataTypeIec61360.IntegerCurrency, DataTypeIec61360.RealMeasure, DataTypeIec61360.RealCount,
        DataTypeIec61360.RealCurrency, DataTypeIec61360.Boolean, DataTypeIec61360.Rational, DataTypeIec61360.RationalMeasure,
        DataTypeIec61360.Time, DataTypeIec61360.Timestamp,
    ]);

    static readonly FrozenSet<DataTypeIec61360> OfReference = FrozenSet.ToFrozenSet([DataTypeIec61360.String, DataTypeIec61360.Iri, DataTypeIec61360.Irdi]);

    static readonly FrozenSet<DataTypeIec61360> OfDocument = FrozenSet.ToFrozenSet([DataTypeIec61360.File, DataTypeIec61360.Blob, DataTypeIec61360.Html]);

    public static void Check(IClass value, FaultList faults)
    {
        if (value is DataSpecificationIec61360 content)
            CheckContent(content, faults);
        else if (value is ConceptDescription concept)
            CheckConcept(concept, faults);
        else if (value is EmbeddedDataSpecification { DataSpecificationContent: DataSpecificationIec61360, DataSpecification: { } template })
            CheckTemplate(template, faults);
    }

    /// <summary>AASc-3a-050, once AASd-050. The published test data name other templates, so it is a remark.</summary>
    static void CheckTemplate(Reference template, FaultList faults)
    {
        if (!faults.Gaps.IsIn(template) && template is not { Type: ReferenceTypes.ExternalReference, Keys: [{ Type: KeyTypes.GlobalReference, Value: Template or Template + "/0" }] })
            faults.Remark("dataSpecification", "AASc-3a-050", $"must be the external reference to {Template} or {Template}/0");
    }

    static void CheckContent(DataSpecificationIec61360 content, FaultList faults)
    {
        CommonRules.CheckLanguages("preferredName", content.PreferredName, faults);
        CommonRules.CheckLanguages("shortName", content.ShortName, faults);
        CommonRules.CheckLanguages("definition", content.Definition, faults);
        if (!faults.Lacks(content, "preferredName") && !content.PreferredName.Exists(t => Patterns.IsEnglish(t.Language)))
            faults.Add("preferredName", "AASc-3a-002", "is required at least in English");
        if (content.DataType is { } type && content is { Unit: null, UnitId: null } && HasUnit(type) && !faults.Lacks(content, "unit") && !faults.Lacks(content, "unitId"))
            faults.Add("AASc-3a-009", $"data type {Literals.Of(type)} needs a unit or a unitId");
        if (content is { Value: not null, ValueList: not null })
            faults.Add("AASc-3a-010", "value and valueList exclude each other");
    }

    static bool HasUnit(DataTypeIec61360 type) => type is DataTypeIec61360.IntegerMeasure or DataTypeIec61360.IntegerCurrency
        or DataTypeIec61360.RealMeasure or DataTypeIec61360.RealCurrency or DataTypeIec61360.RationalMeasure;

    static void CheckConcept(ConceptDescription concept, FaultList faults)
    {
        for (var i = 0; i < (concept.EmbeddedDataSpecifications?.Count ?? 0); i++)
        {
            if (concept.EmbeddedDataSpecifications![i].DataSpecificationContent is not DataSpecificationIec61360 content)
                continue;
            var at = i;
            if (!faults.Lacks(content, "dataType"))
                CheckCategory(concept.Category, content.DataType, (rule, text) => faults.Add("embeddedDataSpecifications", at, "dataSpecificationContent", rule, text));
            if (content.Value is null && !faults.Lacks(content, "value") && !faults.Lacks(content, "definition") && content.Definition?.Exists(t => Patterns.IsEnglish(t.Language)) is not true)
                faults.Add("embeddedDataSpecifications", at, "dataSpecificationContent", "AASc-3a-008", "a definition is required at least in English, unless there is a value");
        }
    }

    static void CheckCategory(string? category, DataTypeIec61360? type, Action<string, string> tell)
    {
        var (rule, allowed) = category switch
        {
            "PROPERTY" or "VALUE" => ("AASc-3a-004", OfProperty),
            "REFERENCE" => ("AASc-3a-005", OfReference),
            "DOCUMENT" => ("AASc-3a-006", OfDocument),
            "QUALIFIER_TYPE" => ("AASc-3a-007", null),
            _ => ("", null),
        };
        if (rule.Length == 0 || (type is { } given && (allowed is null || allowed.Contains(given))))
            return;
        var which = allowed is null ? "" : ", one of " + string.Join(", ", allowed.Order().Select(Literals.Of));
        tell(rule, $"a concept description of category {category} needs a data type{which}; it has {(type is { } t ? Literals.Of(t) : "none")}");
    }
}
