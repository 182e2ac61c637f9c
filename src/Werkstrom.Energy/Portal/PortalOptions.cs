using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Energy.Portal;

/// <summary>The customers' pages: section <c>energy:portal</c>.</summary>
sealed class PortalOptions
{
    /// <summary>How many days the code of a letter holds. Default 60: letters lie.</summary>
    [Range(1, 365)]
    public int LetterDays { get; init; } = 60;

    /// <summary>Key of the tariff that costs are compared with; empty, the default: the first one whose price does not change by the hour.</summary>
    public string CompareWith { get; init; } = "";

    /// <summary>Password of the customer of the demo; empty, the default: there is none.</summary>
    public string DemoPassword { get; init; } = "";
}
