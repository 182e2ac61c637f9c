namespace Werkstrom.Twins.Templates;

/// <summary>Marks the texts of templates and their forms: <c>TemplatesText.resx</c> (English) and <c>TemplatesText.de.resx</c>.</summary>
sealed class TemplatesText;
