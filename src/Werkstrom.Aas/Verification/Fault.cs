namespace Werkstrom.Aas.Verification;

/// <summary>What is wrong, and where.</summary>
/// <param name="Path">The element, from the root: <c>submodels[0].submodelElements[2].idShort</c>; empty for the root itself.</param>
/// <param name="Rule">
/// Number of the constraint (<c>AASd-117</c>, <c>AASc-3a-002</c>); <c>schema</c> for structure, lengths and patterns, <c>value</c> for a value that is
/// not of its type; <c>identifier</c> and <c>language</c> for what stands twice, <c>order</c> for what stands elsewhere in XML than the
/// specification has it; <c>json</c>, <c>xml</c>, <c>aasx</c> for a text that cannot be read as such.
/// </param>
/// <param name="Message">What was found and what is asked for.</param>
public sealed record Fault(string Path, string Rule, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? $"{Rule}: {Message}" : $"{Path}: {Rule}: {Message}";
}
