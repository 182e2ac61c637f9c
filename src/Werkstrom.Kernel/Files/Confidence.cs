namespace Werkstrom.Kernel.Files;

/// <summary>How sure a guess is.</summary>
public enum Confidence
{
    /// <summary>Nothing proves it: look at it.</summary>
    Unsure,

    /// <summary>All speaks for it.</summary>
    Likely,

    /// <summary>The file proves it.</summary>
    Sure,
}
