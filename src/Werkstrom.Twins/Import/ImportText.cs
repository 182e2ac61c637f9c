namespace Werkstrom.Twins.Import;

/// <summary>Marks the texts of the pages of shells: <c>ImportText.resx</c> (English) and <c>ImportText.de.resx</c>.</summary>
sealed class ImportText;
