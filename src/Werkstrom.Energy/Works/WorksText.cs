namespace Werkstrom.Energy.Works;

/// <summary>Marks the texts of the works: <c>WorksText.resx</c> (English) and <c>WorksText.de.resx</c>.</summary>
sealed class WorksText;
