namespace Werkstrom.Twins.Scene;

/// <summary>Marks the texts of the scene: <c>SceneText.resx</c> (English) and <c>SceneText.de.resx</c>.</summary>
sealed class SceneText;
