namespace Werkstrom.Ui.Parts;

/// <summary>A step of the path to a page.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Href">Its address.</param>
public sealed record Crumb(string Text, string Href);
