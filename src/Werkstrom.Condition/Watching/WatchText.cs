namespace Werkstrom.Condition.Watching;

/// <summary>Marks the texts of this folder: <c>WatchText.resx</c> (English) and <c>WatchText.de.resx</c>.</summary>
public sealed class WatchText;
