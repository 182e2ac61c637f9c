namespace Werkstrom.Cooperation;

/// <summary>Marks the module's texts: <c>CooperationText.resx</c> (English) and <c>CooperationText.de.resx</c>.</summary>
sealed class CooperationText;
