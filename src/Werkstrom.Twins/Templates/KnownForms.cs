using System.Text.RegularExpressions;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Templates;

/// <summary>
/// Forms of values that the nameplate (IDTA 02006-3-0) asks for in words only: its year has four digits, its country two letters of ISO 3166-1. Such a
/// field is found by its meaning.
/// </summary>
static partial class KnownForms
{
    static readonly Dictionary<string, (Regex Form, string Fault)> All = new()
    {
        ["0112/2///61987#ABP000#002"] = (Year(), "year"),
        ["0112/2///61987#ABP462#001"] = (Country(), "country"),
    };

    /// <summary>The word of the fault of a value; null when its form is right, or when any is.</summary>
    public static string? Fault(ISubmodelElement field, string value) =>
        field.SemanticId?.Keys[^1].Value is { } meaning && All.TryGetValue(meaning, out var known) && !known.Form.IsMatch(value) ? known.Fault : null;

    [GeneratedRegex(@"^[0-9]{4}\z")]
    private static partial Regex Year();

    [GeneratedRegex(@"^[A-Z]{2}\z")]
    private static partial Regex Country();
}
