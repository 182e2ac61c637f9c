namespace Werkstrom.Condition.Past;

/// <summary>Marks the texts of past situations, costs and causes: <c>PastText.resx</c> (English) and <c>PastText.de.resx</c>.</summary>
sealed class PastText;
