namespace Werkstrom.Energy.Open;

/// <summary>Marks the texts of the public pages: <c>OpenText.resx</c> (English) and <c>OpenText.de.resx</c>.</summary>
sealed class OpenText;
