namespace Werkstrom.Energy.Pilots;

/// <summary>Marks the texts of trials: <c>PilotText.resx</c> (English) and <c>PilotText.de.resx</c>.</summary>
sealed class PilotText;
