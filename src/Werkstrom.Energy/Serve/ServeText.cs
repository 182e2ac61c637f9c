namespace Werkstrom.Energy.Serve;

/// <summary>Marks the texts of what is given to others: <c>ServeText.resx</c> (English) and <c>ServeText.de.resx</c>.</summary>
sealed class ServeText;
