using System.ComponentModel.DataAnnotations;
using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Energy;

/// <summary>Configuration section <c>energy</c>.</summary>
public sealed class EnergyOptions
{
    /// <summary>The zone of the day-ahead price, as the exchange writes it. Default <c>DE-LU</c>.</summary>
    [Required, RegularExpression("^[A-Z][A-Z0-9-]{1,9}$")]
    public string Zone { get; init; } = "DE-LU";

    /// <summary>Whether the made-up town of the demo is there. Default: no.</summary>
    public bool Demo { get; init; }

    /// <summary>How many delivery points that town has. Default 500.</summary>
    [Range(1, 5_000)]
    public int DemoPoints { get; init; } = 500;

    /// <summary>How many years after the end of the last contract name and address of a customer are kept. Default 10.</summary>
    [Range(0, 30)]
    public int KeepCustomerYears { get; init; } = 10;

    /// <summary>Where prices are drawn when nobody says where.</summary>
    public PlaceOptions Place { get; init; } = new();
}

/// <summary>A delivery point of this instance, as most are: what forms begin with.</summary>
public sealed class PlaceOptions
{
    /// <summary>Federal state, two letters. Default <c>NI</c>.</summary>
    public GermanState State { get; init; } = GermanState.NI;

    /// <summary>Class of the concession levy. Default <c>to-100000</c>.</summary>
    [Required]
    public string Town { get; init; } = "to-100000";

    /// <summary>Code of the grid operator in the table of rates. Default <c>example</c>.</summary>
    [Required]
    public string GridOperator { get; init; } = "example";

    /// <summary>Region whose index prices; empty, the default: none.</summary>
    public string Region { get; init; } = "";
}
