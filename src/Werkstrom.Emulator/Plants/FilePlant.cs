using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Plants;

/// <summary>A value that leaves the plant.</summary>
/// <param name="Machine">Index of the machine.</param>
/// <param name="Signal">Index of its signal.</param>
/// <param name="Value">The value.</param>
/// <param name="At">The time that the machine says.</param>
/// <param name="IsExpected">Whether it is what would be without failure and fault.</param>
readonly record struct Reading(int Machine, int Signal, double Value, DateTimeOffset At, bool IsExpected);

/// <summary>
/// The plant of a file. It moves in steps of one length; everything depends on file, seed and number of the step only, so the same file and seed give
/// the same values, however fast it runs.
/// </summary>
sealed class FilePlant
{
    /// <summary>So many values a machine without network keeps; then the oldest go.</summary>
    const int MostKept = 500_000;

    readonly Noise _noise;
    readonly PlantMachine[] _real;
    readonly PlantMachine[] _ideal;
    readonly Queue<Reading>[] _kept;
    readonly double[][] _shown;
    readonly List<Reading> _leaving = [];
    readonly DateTimeOffset _start;
    long _step;

    /// <param name="plan">The file.</param>
    /// <param name="start">When the plant's time begins.</param>
    public FilePlant(PlantPlan plan, DateTimeOffset start)
    {
        (Plan, _start, Now) = (plan, start, start);
        _noise = new((ulong)(uint)plan.Seed);
        _real = [.. plan.Machines.Select((m, i) => new PlantMachine(m, _noise, Stream(i), isIdeal: false))];
        _ideal = plan.Expected is null ? [] : [.. plan.Machines.Select((m, i) => new PlantMachine(m, _noise, Stream(i), isIdeal: true))];
        _kept = [.. plan.Machines.Select(_ => new Queue<Reading>())];
        _shown = [.. plan.Machines.Select(m => new double[m.Signals.Count])];
        Faults = new(plan.Faults);
    }

    public PlantPlan Plan { get; }

    /// <summary>How far time has come, UTC.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The faults.</summary>
    public ActiveFaults Faults { get; }

    /// <summary>What leaves the plant at the end of the last step, machine by machine.</summary>
    public IReadOnlyList<Reading> Leaving => _leaving;

    /// <summary>Values that machines without network keep.</summary>
    public int Kept => _kept.Sum(k => k.Count);

    /// <summary>Values that machines without network forgot.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The machines that stand, with the failure.</summary>
    public IEnumerable<(string Machine, string Failure)> Standing =>
        _real.SelectMany((m, i) => m.Broken.Select(b => (Plan.Machines[i].Path, b)));

    /// <summary>What the sensors of a machine showed in the last step, whether it left the machine or not.</summary>
    public IReadOnlyList<double> Shown(int machine) => _shown[machine];

    /// <summary>What a machine does.</summary>
    public MachineState State(int machine) => _real[machine].State;

    /// <summary>Lets a fault begin with the next step.</summary>
    public void Begin(FaultOrder order)
    {
        Faults.Begin(order, Now + Plan.Every - _start);
        Strike(order);
    }

    /// <summary>Ends the faults of a machine or signal, or all; says how many.</summary>
    public int Clear(string? target)
    {
        var count = Faults.Clear(target);
        for (var m = 0; m < _real.Length; m++)
        {
            if (target is null || target == Plan.Machines[m].Path)
                _real[m].MendTool();
        }

        return count;
    }

    /// <summary>Moves on by one step.</summary>
    public void Advance()
    {
        _step++;
        var elapsed = _step * Plan.Every;
        Now = _start + elapsed;
        Faults.Step(elapsed, Strike);
        var local = TimeZoneInfo.ConvertTime(Now, Plan.Zone).DateTime;
        var isShift = Plan.Shifts.Count == 0 || Plan.Shifts.Any(s => s.Holds(local));
        _leaving.Clear();
        for (var m = 0; m < _real.Length; m++)
        {
            _real[m].Step(elapsed.TotalSeconds, Plan.Every.TotalSeconds, isShift);
            Send(m, elapsed);
            if (_ideal.Length > 0)
            {
                _ideal[m].Step(elapsed.TotalSeconds, Plan.Every.TotalSeconds, isShift);
                Expect(m);
            }
        }
    }

    void Strike(FaultOrder order)
    {
        for (var m = 0; order.Kind == FaultKind.Tool && m < _real.Length; m++)
        {
            if (order.Machine < 0 || order.Machine == m)
                _real[m].BreakTool(order.For);
        }
    }

    void Send(int m, TimeSpan elapsed)
    {
        var (isLost, drops) = Faults.Link(m);
        var kept = _kept[m];
        while (!isLost && kept.TryDequeue(out var late))
            _leaving.Add(late);
        var at = Now + Faults.Skew(m);
        var signals = Plan.Machines[m].Signals;
        for (var s = 0; s < signals.Count; s++)
        {
            Reading reading = new(m, s, _shown[m][s] = Sensed(m, s, elapsed), at, false);
            if (!isLost)
                _leaving.Add(reading);
            else
                Keep(kept, reading, drops);
        }
    }

    void Keep(Queue<Reading> kept, in Reading reading, bool drops)
    {
        if (!drops)
            kept.Enqueue(reading);
        if (drops || (kept.Count > MostKept && kept.TryDequeue(out _)))
            Forgotten++;
    }

    double Sensed(int m, int s, TimeSpan elapsed)
    {
        var signal = Plan.Machines[m].Signals[s];
        var value = _real[m].Values[s] + _real[m].Shown(s);
        if (signal.Noise > 0)
            value += signal.Noise * _noise.Normal(Stream(m) + 500 + s, _step);
        value = Faults.Sense(m, s, value, elapsed);
        return Resolve(signal, value);
    }

    // counts and states say nothing by their expected course: they go on while a machine stands
    void Expect(int m)
    {
        var signals = Plan.Machines[m].Signals;
        for (var s = 0; s < signals.Count; s++)
        {
            if (signals[s].Form is not (StateForm or CounterForm))
                _leaving.Add(new(m, s, Resolve(signals[s], _ideal[m].Values[s]), Now, true));
        }
    }

    static double Resolve(SignalPlan signal, double value) => signal.Form is StateForm ? value : Physics.Resolve(Math.Min(Math.Max(value, signal.Min), signal.Max), signal.Decimals);

    static int Stream(int machine) => (machine + 1) * 100_000;
}
