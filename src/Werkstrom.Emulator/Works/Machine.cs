using Werkstrom.Kernel.Signals;

namespace Werkstrom.Emulator.Works;

/// <summary>State of a machine as its signal <c>state</c> says it.</summary>
enum MachineState
{
    Off = 0,
    Idle = 1,
    Setup = 2,
    Run = 3,
    Fault = 4,
}

/// <summary>What a machine sees of the plant in one step.</summary>
/// <param name="Now">End of the step, UTC.</param>
/// <param name="Local">The same in local time.</param>
/// <param name="Seconds">Length of the step.</param>
/// <param name="Hall">Air in the hall, °C.</param>
/// <param name="Noise">The plant's random numbers.</param>
readonly record struct Step(DateTimeOffset Now, DateTime Local, double Seconds, double Hall, Noise Noise)
{
    /// <summary>Place in the noise of a sensor: every second has its own.</summary>
    public long Second => Now.ToUnixTimeSeconds();
}

/// <summary>
/// A machine: it runs orders during shifts, draws power, counts pieces and energy. Kinds of machine add their own quantities.
/// </summary>
abstract class Machine(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds)
{
    const double Window = 60; // seconds

    double _pieces;
    double _scrap;

    public string Asset => asset;

    /// <summary>What wears out, or null when this machine is a healthy one.</summary>
    public Ageing? Ageing { get; init; }

    /// <summary>How it fails, and what mends it.</summary>
    public Weakness Failure { get; init; } = Weakness.Unknown;

    /// <summary>Place in the plant's noise.</summary>
    public int Place => stream;

    public MachineState State { get; private set; }

    public double Power { get; private set; }

    public double Energy { get; private set; }

    public double Hours { get; private set; }

    protected int Stream => stream;

    protected double RunKilowatts => runKilowatts;

    protected double CycleSeconds => cycleSeconds;

    protected double Damage { get; private set; }

    /// <summary>
    /// Load of the cycle, 0 to 1, as the mean of the last minute: so what is recorded once a minute and what is sent every second tell of the same machine.
    /// 0 while it does not run.
    /// </summary>
    protected double Load { get; private set; }

    /// <summary>Load averaged over the cycle: what heats and wears.</summary>
    protected double MeanLoad => State == MachineState.Run ? 0.62 : 0;

    protected bool IsRunning => State == MachineState.Run;

    /// <summary>All its signals; the first six are the same for every machine.</summary>
    public IEnumerable<SignalSpec> Signals() =>
    [
        Spec("state", "Zustand", "State", "1", 0, SignalKind.State),
        Spec("power", "Wirkleistung", "Active power", "kW", 2),
        Spec("energy", "Energie", "Energy", "kW.h", 3, SignalKind.Counter),
        Spec("pieces", "Gutteile", "Good pieces", "1", 0, SignalKind.Counter),
        Spec("scrap", "Ausschuss", "Scrap", "1", 0, SignalKind.Counter),
        Spec("operating_hours", "Betriebsstunden", "Operating hours", "h", 3, SignalKind.Counter),
        .. OwnSignals(),
    ];

    /// <summary>Moves the machine on and writes its values in the order of <see cref="Signals"/>.</summary>
    public int StepAndWrite(in Step step, Span<double> values)
    {
        Damage = Ageing?.Damage(step.Now) ?? 0;
        State = StateAt(step);
        var now = step.Now.ToUnixTimeMilliseconds() / 1000.0;
        Load = IsRunning ? (WorkUntil(now) - WorkUntil(now - Window)) * cycleSeconds / Window : 0;
        Power = PowerAt(step);
        Energy += Power * step.Seconds / 3600;
        if (IsRunning)
            Count(step);

        values[0] = (int)State;
        values[1] = Physics.Resolve(Power, 2);
        values[2] = Physics.Resolve(Energy, 3);
        values[3] = Math.Floor(_pieces);
        values[4] = Math.Floor(_scrap);
        values[5] = Physics.Resolve(Hours, 3);
        return 6 + WriteOwn(step, values[6..]);
    }

    protected abstract IEnumerable<SignalSpec> OwnSignals();

    protected abstract int WriteOwn(in Step step, Span<double> values);

    /// <summary>
    /// The load summed up from the begin of a cycle to a phase of it, 0 to 1: 0.15 while the part is loaded, a rise to 0.90, 0.80 with waves while it is worked on,
    /// 0.20 while it is unloaded.
    /// </summary>
    protected virtual double CycleWork(double phase) => phase switch
    {
        < 0.12 => 0.15 * phase,
        < 0.20 => 0.018 + (0.15 * (phase - 0.12)) + ((phase - 0.12) * (phase - 0.12) / 0.08 * 0.375),
        < 0.80 => Waves(phase),
        _ => Waves(0.80) + (0.20 * (phase - 0.80)),
    };

    // 0.80 + 0.12 sin(40 phase), summed up from 0.20 on
    static double Waves(double phase) => 0.06 + (0.80 * (phase - 0.20)) - (0.003 * (Math.Cos(40 * phase) - Math.Cos(8)));

    double WorkUntil(double seconds) => (Math.Floor(seconds / cycleSeconds) * CycleWork(1)) + CycleWork(seconds / cycleSeconds % 1);

    /// <summary>Extra power that damage costs, kW.</summary>
    protected virtual double LossKilowatts => 0;

    protected SignalSpec Spec(
        string name, string german, string english, string unit, int decimals,
        SignalKind kind = SignalKind.Measurement, SignalLimits? limits = null) =>
        new(asset, name, german, english, unit, decimals, kind, limits);

    /// <summary>A value with the noise of its sensor.</summary>
    protected double Sensed(in Step step, int sensor, double value, double deviation, int decimals) =>
        Physics.Resolve(value + (deviation * step.Noise.Normal((stream * 100) + sensor, step.Second)), decimals);

    MachineState StateAt(in Step step)
    {
        if (Ageing?.IsBroken(step.Now) == true)
            return MachineState.Fault;
        if (Shifts.At(step.Local) == 0)
            return MachineState.Off;
        if (Shifts.IsBreak(step.Local))
            return MachineState.Idle;
        // An order lasts about two hours; its first ten minutes are set-up, and some hours wait for material.
        var order = step.Now.ToUnixTimeSeconds() + (stream * 613);
        if (order % 7200 < 600)
            return MachineState.Setup;
        return step.Noise.Uniform(stream, order / 900) < 0.12 ? MachineState.Idle : MachineState.Run;
    }

    double PowerAt(in Step step)
    {
        var steady = State switch
        {
            MachineState.Off or MachineState.Fault => 0.08 * idleKilowatts,
            MachineState.Run => idleKilowatts + ((runKilowatts - idleKilowatts) * Load) + LossKilowatts,
            _ => idleKilowatts,
        };
        return Math.Max(0, steady * (1 + (0.015 * step.Noise.Normal(stream * 100, step.Second))));
    }

    void Count(in Step step)
    {
        Hours += step.Seconds / 3600;
        var made = step.Seconds / cycleSeconds;
        var share = 0.008 + (0.05 * Damage);
        _pieces += made * (1 - share);
        _scrap += made * share;
    }
}
