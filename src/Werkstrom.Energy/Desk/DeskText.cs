namespace Werkstrom.Energy.Desk;

/// <summary>Marks the texts of the desk: <c>DeskText.resx</c> (English) and <c>DeskText.de.resx</c>.</summary>
sealed class DeskText;
