namespace Werkstrom.Connect;

/// <summary>Marks the texts of this module: <c>ConnectText.resx</c> (English) and <c>ConnectText.de.resx</c>.</summary>
public sealed class ConnectText;
