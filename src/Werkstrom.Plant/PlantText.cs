namespace Werkstrom.Plant;

/// <summary>Marks the texts of this module: <c>PlantText.resx</c> (English) and <c>PlantText.de.resx</c>.</summary>
public sealed class PlantText;
