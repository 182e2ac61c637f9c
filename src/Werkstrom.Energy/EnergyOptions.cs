using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Energy;

/// <summary>Configuration section <c>energy</c>.</summary>
public sealed class EnergyOptions
{
    /// <summary>The zone of the day-ahead price, as the exchange writes it. Default <c>DE-LU</c>.</summary>
    [Required, RegularExpression("^[A-Z][A-Z0-9-]{1,9}$")]
    public string Zone { get; init; } = "DE-LU";
}
