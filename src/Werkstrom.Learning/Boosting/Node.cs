using System.Runtime.InteropServices;

namespace Werkstrom.Learning.Boosting;

/// <summary>One node of a tree. Its children stand side by side, the left one at <see cref="Left"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
struct Node
{
    /// <summary>At most this goes left.</summary>
    public float Limit;

    /// <summary>Column asked for.</summary>
    public int Column;

    /// <summary>Place of the left child; 0 in a leaf, as the root is nobody's child.</summary>
    public int Left;

    /// <summary>1: a missing value goes right; else left.</summary>
    public int MissingRight;

    /// <summary>What a leaf adds.</summary>
    public double Value;

    /// <summary>Weight of the rows that came here in training.</summary>
    public double Cover;

    public readonly int Next(float value) => Left + (float.IsNaN(value) ? MissingRight : value > Limit ? 1 : 0);
}
