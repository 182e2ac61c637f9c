namespace Werkstrom.Connect.Edge;

/// <summary>Marks the texts of side-cars: <c>EdgeText.resx</c> (English) and <c>EdgeText.de.resx</c>.</summary>
sealed class EdgeText;
