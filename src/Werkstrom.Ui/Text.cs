namespace Werkstrom.Ui;

/// <summary>Marks the texts of the layout, the menu and the shared components: <c>Text.resx</c> (English) and <c>Text.de.resx</c>.</summary>
public sealed class Text;
