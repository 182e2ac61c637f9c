namespace Werkstrom.Energy.Sharing;

/// <summary>Marks the texts of groups for partners: <c>ShareText.resx</c> (English) and <c>ShareText.de.resx</c>.</summary>
sealed class ShareText;
