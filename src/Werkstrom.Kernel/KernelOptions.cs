using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Kernel;

/// <summary>Settings of the Kernel, section <c>kernel</c>.</summary>
public sealed class KernelOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "kernel";

    /// <summary>How many signals there may be, archived ones included. Default 50,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxSignals { get; init; } = 50_000;

    /// <summary>How many signals sources may make in any one minute. Default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxNewSignalsPerMinute { get; init; } = 20_000;

    /// <summary>How many assets there may be. Default 50,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxAssets { get; init; } = 50_000;

    /// <summary>How many events are kept; the oldest go first. Default 200,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxEvents { get; init; } = 200_000;
}
