using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Energy.Serve;

/// <summary>Configuration section <c>energy:serve</c>: prices and index in the shapes that others read.</summary>
public sealed class ServeOptions
{
    /// <summary>True lets anybody who reaches the server read prices and index without a token. Default false: a token with the scope read.</summary>
    public bool Open { get; init; }

    /// <summary>How many requests a token, or an address without one, may send in a minute. Default 120.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; init; } = 120;
}
