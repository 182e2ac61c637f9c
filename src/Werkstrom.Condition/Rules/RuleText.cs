namespace Werkstrom.Condition.Rules;

/// <summary>Marks the texts of rules: <c>RuleText.resx</c> (English) and <c>RuleText.de.resx</c>.</summary>
sealed class RuleText;
