namespace Werkstrom.Condition.Cases;

/// <summary>Marks the texts of cases: <c>CasesText.resx</c> (English) and <c>CasesText.de.resx</c>.</summary>
sealed class CasesText;
