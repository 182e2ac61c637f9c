namespace Werkstrom.Setup;

/// <summary>Marks the texts of this module: <c>SetupText.resx</c> (English) and <c>SetupText.de.resx</c>.</summary>
public sealed class SetupText;
