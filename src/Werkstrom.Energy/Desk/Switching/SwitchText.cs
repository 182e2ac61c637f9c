namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Marks the texts of switching customers: <c>SwitchText.resx</c> (English) and <c>SwitchText.de.resx</c>.</summary>
sealed class SwitchText;
