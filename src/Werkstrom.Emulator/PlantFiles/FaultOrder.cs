namespace Werkstrom.Emulator.PlantFiles;

/// <summary>What the fault menu offers.</summary>
enum FaultKind
{
    /// <summary>The sensor keeps its last value.</summary>
    Stuck,

    /// <summary>The sensor wanders off by so much an hour.</summary>
    Drift,

    /// <summary>The sensor is off by so much.</summary>
    Spike,

    /// <summary>The machine has no network.</summary>
    Link,

    /// <summary>The clock of the machine is wrong.</summary>
    Clock,

    /// <summary>The tool breaks.</summary>
    Tool,
}

/// <summary>A fault that somebody wants.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Machine">Index of the machine; -1 for all.</param>
/// <param name="Signal">Index of its signal; -1 for none.</param>
/// <param name="Target">What it is about, as it was written.</param>
sealed record FaultOrder(FaultKind Kind, int Machine, int Signal, string Target)
{
    /// <summary>How long after the start of the plant; zero for at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>How long it lasts; null for until it is cleared. A spike without it is one value.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>By how much: a value, or a value an hour.</summary>
    public double Amount { get; init; }

    /// <summary>How far the clock is ahead.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Whether a machine without network forgets, otherwise it sends later.</summary>
    public bool Drops { get; init; }

    /// <summary>Shortly, as it would be written.</summary>
    public string Text => Kind switch
    {
        FaultKind.Drift or FaultKind.Spike => FormattableString.Invariant($"{Word} {Target} {Amount}"),
        FaultKind.Clock => $"{Word} {Target} {(Skew < TimeSpan.Zero ? "-" : "+")}{Lasting.Write(Skew.Duration())}",
        _ => $"{Word} {Target}{(Drops ? " drop" : "")}",
    } + (For is { } length ? $" for {Lasting.Write(length)}" : "");

    string Word => Kind.ToString().ToLowerInvariant();
}
