namespace Werkstrom.Condition.Health;

/// <summary>Marks the texts of health: <c>HealthText.resx</c> (English) and <c>HealthText.de.resx</c>.</summary>
sealed class HealthText;
