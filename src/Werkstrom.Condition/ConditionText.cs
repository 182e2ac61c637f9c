namespace Werkstrom.Condition;

/// <summary>Marks the texts of this module: <c>ConditionText.resx</c> (English) and <c>ConditionText.de.resx</c>.</summary>
public sealed class ConditionText;
