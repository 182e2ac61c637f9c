namespace Werkstrom.Condition.States;

/// <summary>Marks the texts of what is saved of what was learned.</summary>
public sealed class StateText;
