using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Plants;

/// <summary>A machine of a plant file: its state, and the true values of its signals, before any sensor.</summary>
sealed class PlantMachine
{
    readonly MachinePlan _plan;
    readonly Breakdown[] _breakdowns;
    double _toolSince = -1;
    TimeSpan _toolFor;
    long _cycles;

    /// <param name="plan">What the file says.</param>
    /// <param name="noise">The plant's random numbers.</param>
    /// <param name="stream">The first of a hundred places in them.</param>
    /// <param name="isIdeal">Whether nothing ever fails: what would be expected.</param>
    public PlantMachine(MachinePlan plan, Noise noise, int stream, bool isIdeal)
    {
        _plan = plan;
        _breakdowns = isIdeal ? [] : [.. plan.Failures.Select((f, i) => new Breakdown(f, noise, stream + i))];
        Values = [.. plan.Signals.Select(s => s.Form switch { BodyForm body => body.From, CounterForm counter => counter.From, _ => 0.0 })];
        _cycles = Cycles(0);
    }

    public MachineState State { get; private set; }

    /// <summary>The values in the order of the file.</summary>
    public double[] Values { get; }

    /// <summary>The failures that it stands for now.</summary>
    public IEnumerable<string> Broken => _breakdowns.Where(b => b.IsBroken).Select(b => b.Plan.Name).Concat(IsToolGone ? ["tool"] : []);

    bool IsToolGone => _toolSince >= _plan.Tool.RunsOn.TotalSeconds;

    /// <summary>Its tool breaks now; mended after a time.</summary>
    public void BreakTool(TimeSpan? repair) => (_toolSince, _toolFor) = (0, _plan.Tool.RunsOn + (repair ?? _plan.Tool.Repair));

    /// <summary>It has a new tool.</summary>
    public void MendTool() => _toolSince = -1;

    /// <summary>Moves on.</summary>
    /// <param name="elapsed">Seconds since the plant's start, at the end of the step.</param>
    /// <param name="seconds">Length of the step.</param>
    /// <param name="isShift">Whether somebody works.</param>
    public void Step(double elapsed, double seconds, bool isShift)
    {
        foreach (var breakdown in _breakdowns)
            breakdown.Step(seconds, State == MachineState.Run);
        State = IsToolGone || _breakdowns.Any(b => b.IsBroken) ? MachineState.Fault : isShift ? MachineState.Run : MachineState.Off;
        var cycles = Cycles(elapsed);
        var made = State == MachineState.Run ? cycles - _cycles : 0;
        _cycles = cycles;
        for (var i = 0; i < Values.Length; i++)
            Values[i] = Next(_plan.Signals[i].Form, Values[i], elapsed, seconds, made);
        if (_toolSince >= 0 && (_toolSince += seconds) >= _toolFor.TotalSeconds)
            MendTool();
    }

    /// <summary>What failures add to a signal now.</summary>
    public double Shown(int signal)
    {
        var sum = 0.0;
        foreach (var breakdown in _breakdowns)
        {
            if (breakdown.Plan is WearPlan wear && breakdown.Damage is > 0 and var damage)
                sum += damage * Adds(wear.Shows, signal);
        }

        return State == MachineState.Run && _toolSince >= 0 ? sum + Adds(_plan.Tool.Shows, signal) : State == MachineState.Run ? sum : 0;
    }

    long Cycles(double elapsed) => (long)Math.Floor((elapsed + _plan.Offset.TotalSeconds) / _plan.Cycle.TotalSeconds);

    double Next(SignalForm form, double before, double elapsed, double seconds, long made) => form switch
    {
        ConstantForm constant => constant.Value,
        SineForm sine => sine.Mean + (sine.Amplitude * Math.Sin(2 * Math.PI * ((elapsed / sine.Period.TotalSeconds) + sine.Phase))),
        CycleForm cycle => State == MachineState.Run ? At(cycle.Points, (elapsed + _plan.Offset.TotalSeconds) / _plan.Cycle.TotalSeconds % 1) : cycle.Idle,
        BodyForm body => Physics.Approach(before, State == MachineState.Run ? body.Run : body.Idle, seconds, body.TimeConstant.TotalSeconds),
        CounterForm { Of: { } other } => before + (Math.Max(0, Values[other] + Shown(other)) * seconds / 3600),
        CounterForm counter => before + (made * counter.PerCycle) + (State == MachineState.Run ? counter.PerHour * seconds / 3600 : 0),
        _ => (int)State,
    };

    static double Adds(IReadOnlyList<ShownPlan> shows, int signal) => shows.Where(s => s.Signal == signal).Sum(s => s.Adds);

    static double At(IReadOnlyList<(double At, double Value)> points, double phase)
    {
        if (phase <= points[0].At)
            return points[0].Value;
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            if (phase <= to.At)
                return from.Value + ((to.Value - from.Value) * (phase - from.At) / (to.At - from.At));
        }

        return points[^1].Value;
    }
}
