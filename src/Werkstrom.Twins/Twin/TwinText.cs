namespace Werkstrom.Twins.Twin;

/// <summary>Marks the texts of the twin page: <c>TwinText.resx</c> (English) and <c>TwinText.de.resx</c>.</summary>
sealed class TwinText;
