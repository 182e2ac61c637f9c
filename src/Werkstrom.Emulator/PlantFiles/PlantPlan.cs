namespace Werkstrom.Emulator.PlantFiles;

/// <summary>A plant as its file says it; everything is checked.</summary>
sealed record PlantPlan
{
    public required string Name { get; init; }

    /// <summary>First levels of every path; empty for none.</summary>
    public required string Root { get; init; }

    public required int Seed { get; init; }

    /// <summary>When the plant's time begins; null for now.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Zone of the shifts.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>How often every signal is sent, and the step of the simulation.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>What is added to the name of a signal for its expected values; null when none are sent.</summary>
    public string? Expected { get; init; }

    /// <summary>When people work; empty for always.</summary>
    public required IReadOnlyList<ShiftPlan> Shifts { get; init; }

    /// <summary>Names of the tags of line protocol, for the levels behind the first.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<MachinePlan> Machines { get; init; }

    /// <summary>Faults with their time.</summary>
    public IReadOnlyList<FaultOrder> Faults { get; init; } = [];

    /// <summary>The path of a machine with the root before it.</summary>
    public string Full(MachinePlan machine) => Root.Length == 0 ? machine.Path : $"{Root}/{machine.Path}";
}

/// <summary>A shift; one that ends at or before its start ends on the next day.</summary>
sealed record ShiftPlan(IReadOnlySet<DayOfWeek> Days, TimeSpan From, TimeSpan To)
{
    /// <summary>Whether somebody works at a local time.</summary>
    public bool Holds(DateTime local)
    {
        var time = local.TimeOfDay;
        if (From < To)
            return Days.Contains(local.DayOfWeek) && time >= From && time < To;
        return (Days.Contains(local.DayOfWeek) && time >= From) || (Days.Contains(local.AddDays(-1).DayOfWeek) && time < To);
    }
}

/// <summary>A machine.</summary>
/// <param name="Path">Its path below the root.</param>
/// <param name="Cycle">How long it works on one piece.</param>
/// <param name="Offset">How far its cycle is ahead of the plant's start.</param>
sealed record MachinePlan(string Path, TimeSpan Cycle, TimeSpan Offset)
{
    public required IReadOnlyList<SignalPlan> Signals { get; init; }

    public required IReadOnlyList<FailurePlan> Failures { get; init; }

    /// <summary>What the fault <c>tool</c> does.</summary>
    public required ToolPlan Tool { get; init; }

    /// <summary>Where and how its signals go over MQTT.</summary>
    public required MessagePlan Message { get; init; }
}

/// <summary>Topic and payload over MQTT.</summary>
/// <param name="Topic">With placeholders.</param>
/// <param name="Payload">With placeholders.</param>
/// <param name="Qos">0, 1 or 2.</param>
/// <param name="Retain">Whether the broker keeps the last one.</param>
sealed record MessagePlan(Template Topic, Template Payload, int Qos, bool Retain)
{
    /// <summary>Whether each signal is a message of its own; otherwise a machine is.</summary>
    public bool IsSingle => Topic.Names("signal") || Topic.Names("path");
}

/// <summary>A signal.</summary>
/// <param name="Name">Last level of its path.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Form">The course of its values.</param>
/// <param name="Noise">Standard deviation of its sensor.</param>
/// <param name="Decimals">Decimals that the sensor resolves.</param>
sealed record SignalPlan(string Name, string Unit, SignalForm Form, double Noise, int Decimals)
{
    /// <summary>The least that the sensor shows; without one it shows all.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The most that it shows.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>A topic of its own; null for that of the machine.</summary>
    public Template? Topic { get; init; }
}

/// <summary>The course of a signal's values.</summary>
abstract record SignalForm;

/// <summary>Always the same.</summary>
sealed record ConstantForm(double Value) : SignalForm;

/// <summary>Around a mean, whether the machine runs or not.</summary>
sealed record SineForm(double Mean, double Amplitude, TimeSpan Period, double Phase) : SignalForm;

/// <summary>Straight lines over each cycle: places from 0 to 1 with their values.</summary>
sealed record CycleForm(IReadOnlyList<(double At, double Value)> Points, double Idle) : SignalForm;

/// <summary>Counts up while the machine runs: for each cycle, each hour, or the integral of another signal over hours.</summary>
sealed record CounterForm(double From, double PerCycle, double PerHour, int? Of) : SignalForm;

/// <summary>The state of the machine, as a number or as a text.</summary>
sealed record StateForm(bool IsText) : SignalForm;

/// <summary>A first-order body that goes to one value while the machine runs and to another while it does not.</summary>
sealed record BodyForm(double Idle, double Run, TimeSpan TimeConstant, double From) : SignalForm;

/// <summary>What a failure adds to a signal when it is fully there.</summary>
/// <param name="Signal">Index of the signal in its machine.</param>
sealed record ShownPlan(int Signal, double Adds);

/// <summary>How a machine fails by itself.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Repair">How long the repair takes, or takes on average.</param>
abstract record FailurePlan(string Name, TimeSpan Repair);

/// <summary>A part wears with running time, shows it, fails and is replaced.</summary>
/// <param name="Life">Running time from new to the failure.</param>
/// <param name="Age">Running time at the start.</param>
/// <param name="Visible">Running time before the failure in which it shows.</param>
/// <param name="Scatter">0 to 0.9: how far lives differ from <paramref name="Life"/>.</param>
/// <param name="IsLinear">Whether damage grows straight, otherwise exponentially.</param>
sealed record WearPlan(string Name, TimeSpan Repair, TimeSpan Life, TimeSpan Age, TimeSpan Visible, double Scatter, bool IsLinear, IReadOnlyList<ShownPlan> Shows)
    : FailurePlan(Name, Repair);

/// <summary>Breakdowns by chance: both times are exponentially distributed.</summary>
/// <param name="Mtbf">Mean running time between failures.</param>
sealed record RandomPlan(string Name, TimeSpan Repair, TimeSpan Mtbf) : FailurePlan(Name, Repair);

/// <summary>A tool break: for a moment the machine runs on and shows it, then it stands until it is repaired.</summary>
sealed record ToolPlan(TimeSpan Repair, TimeSpan RunsOn, IReadOnlyList<ShownPlan> Shows);
