namespace Werkstrom.Energy.Index.Pages;

/// <summary>Marks the texts of the green index: <c>IndexText.resx</c> (English) and <c>IndexText.de.resx</c>.</summary>
sealed class IndexText;
