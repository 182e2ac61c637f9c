using System.Globalization;
using System.Text.RegularExpressions;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Twin;

/// <summary>A line of the nameplate (IDTA 02006).</summary>
/// <param name="IdShort">What the template calls it.</param>
/// <param name="Label">What its shell calls it, or the words of its idShort.</param>
/// <param name="Value">What it says.</param>
/// <param name="Day">The same, where it is a date.</param>
sealed partial record PlateLine(string IdShort, string Label, string Value, DateOnly? Day = null)
{
    // what the page itself says, from the asset
    static readonly string[] Own = ["AssetSpecificProperties"];

    const int Most = 40;

    /// <summary>The lines of all nameplates; of two that say the same thing the first.</summary>
    public static IReadOnlyList<PlateLine> Of(IEnumerable<Entry> submodels, string language)
    {
        List<PlateLine> lines = [];
        foreach (var plate in submodels.Where(IsPlate))
            Collect(plate.Submodel, language, lines);
        return [.. lines.DistinctBy(l => l.IdShort).Take(Most)];
    }

    static bool IsPlate(Entry submodel) =>
        submodel.Submodel.SemanticId?.Keys[^1].Value is { } meaning && meaning.Contains("nameplate", StringComparison.OrdinalIgnoreCase) && !meaning.Contains("Model", StringComparison.Ordinal)
        || submodel.Submodel.IdShort == "Nameplate";

    static void Collect(IClass owner, string language, List<PlateLine> lines)
    {
        foreach (var element in Tree.Children(owner))
        {
            var value = element switch
            {
                Property { ValueType: not DataTypeDefXsd.Base64Binary } property => property.Value,
                MultiLanguageProperty many => TwinFile.Pick(many.Value, language),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(value))
                lines.Add(new(element.IdShort ?? "", TwinFile.Pick(element.DisplayName, language) ?? Words(element.IdShort ?? ""), value, DayOf(element, value)));
            else if (element is SubmodelElementCollection or SubmodelElementList && !Own.Contains(element.IdShort))
                Collect(element, language, lines);
        }
    }

    static DateOnly? DayOf(ISubmodelElement element, string value) =>
        element is Property { ValueType: DataTypeDefXsd.Date } && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static string Words(string idShort) => Humps().Replace(idShort, " ");

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|_")]
    private static partial Regex Humps();
}
