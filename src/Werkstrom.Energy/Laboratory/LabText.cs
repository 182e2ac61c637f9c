namespace Werkstrom.Energy.Laboratory;

/// <summary>Marks the texts of the laboratory: <c>LabText.resx</c> (English) and <c>LabText.de.resx</c>.</summary>
sealed class LabText;
