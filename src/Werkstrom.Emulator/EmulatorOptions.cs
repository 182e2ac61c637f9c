using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Emulator;

/// <summary>Configuration section <c>emulator</c>.</summary>
public sealed class EmulatorOptions
{
    /// <summary>True when the server shall have an emulated plant of its own: history at the start, then live. Default false.</summary>
    public bool Demo { get; init; }

    /// <summary>Seed of the plant: the same seed gives the same plant. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Days of history at one minute. Default 30.</summary>
    [Range(1, 400)]
    public int HistoryDays { get; init; } = 30;

    /// <summary>Hours of history at one second, the last ones. Default 6.</summary>
    [Range(0, 48)]
    public int FineHours { get; init; } = 6;

    /// <summary>The asset under which the plant appears. Default <c>works</c>.</summary>
    [Required]
    public string Root { get; init; } = "works";

    /// <summary>Language of the signals' titles, <c>de</c> or <c>en</c>. Default <c>de</c>.</summary>
    [RegularExpression("de|en")]
    public string Language { get; init; } = "de";
}
