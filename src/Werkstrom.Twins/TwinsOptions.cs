using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Twins;

/// <summary>Configuration section <c>twins</c>.</summary>
public sealed class TwinsOptions
{
    /// <summary>The largest 3D model (GLB) that is taken, in bytes, 1 KB to 500 MB. Default 32 MB.</summary>
    [Range(1_000, 500_000_000)]
    public long MaxModelBytes { get; init; } = 32_000_000;
}
