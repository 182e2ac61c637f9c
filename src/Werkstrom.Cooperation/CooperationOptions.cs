using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Cooperation;

/// <summary>Configuration section <c>cooperation</c>.</summary>
public sealed class CooperationOptions
{
    /// <summary>Whether the made-up pilot of the demo is there. Default: no.</summary>
    public bool Demo { get; init; }

    /// <summary>What the made-up people of the demo's pilot sign in with; empty, the default: they cannot until somebody invites them.</summary>
    public string DemoPassword { get; init; } = "";

    /// <summary>Hour of the day, UTC, from which running pilots are checked once a night. Default 2.</summary>
    [Range(0, 23)]
    public int NightHour { get; init; } = 2;

    /// <summary>How many days after its end a pilot asks what became of it. Default 90.</summary>
    [Range(1, 730)]
    public int FollowUpDays { get; init; } = 90;
}
