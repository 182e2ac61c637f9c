namespace Werkstrom.Energy.Meters;

/// <summary>Marks the texts of meters: <c>MeterText.resx</c> (English) and <c>MeterText.de.resx</c>.</summary>
sealed class MeterText;
