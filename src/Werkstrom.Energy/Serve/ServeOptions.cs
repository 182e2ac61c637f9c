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

    /// <summary>Federal state whose holidays count for the prices of tariffs that are given: BW, BY, … Default BW.</summary>
    [RegularExpression("^[A-Z]{2}$")]
    public string State { get; init; } = "BW";

    /// <summary>Class of the concession levy: the scope of its rate. Default <c>to-25000</c>.</summary>
    [Required]
    public string Town { get; init; } = "to-25000";

    /// <summary>Code of the grid operator: the scope of its rates. Default <c>example</c>, whose rates are examples.</summary>
    [Required]
    public string GridOperator { get; init; } = "example";

    /// <summary>Region whose index prices tariffs that are coupled to one; null: none.</summary>
    public string? Region { get; init; }
}
