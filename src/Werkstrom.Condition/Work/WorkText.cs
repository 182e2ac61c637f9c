namespace Werkstrom.Condition.Work;

/// <summary>Marks the texts of work orders: <c>WorkText.resx</c> (English) and <c>WorkText.de.resx</c>.</summary>
sealed class WorkText;
