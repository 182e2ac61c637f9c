namespace Werkstrom.Emulator.Works;

/// <summary>
/// The emulated metal works: two lines, ten machines, meters, PV, shifts. The same seed and start give the same plant, whatever
/// the steps. Three machines fail now and then, each in its own way, and show it days before.
/// </summary>
sealed class MetalWorks
{
    static readonly Words SpindleBearing = new("Spindellager", "Spindle bearing");
    static readonly Words PressValve = new("Hydraulikventil", "Hydraulic valve");

    readonly Noise _noise;
    readonly Weather _weather;
    readonly Utilities _utilities = new();
    readonly Machine[] _machines;
    double _hall = 19;

    /// <summary>Makes the works as they were at <paramref name="start"/>.</summary>
    /// <param name="seed">Any number; 1 is the demo's.</param>
    /// <param name="start">Where time begins; failures are counted from here.</param>
    public MetalWorks(int seed, DateTimeOffset start)
    {
        Now = start;
        _noise = new((ulong)(uint)seed);
        _weather = new(_noise);
        _machines = Machines(start);
        Signals = [.. _machines.SelectMany(m => m.Signals()), .. Utilities.Signals()];
        Values = new double[Signals.Count];
    }

    /// <summary>Every signal; <see cref="Values"/> has the same order.</summary>
    public IReadOnlyList<SignalSpec> Signals { get; }

    /// <summary>The values at <see cref="Now"/>.</summary>
    public double[] Values { get; }

    /// <summary>How far time has come, UTC.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The machines, for their failures.</summary>
    public IReadOnlyList<Machine> All => _machines;

    /// <summary>The failures of a machine in a span before the works began, as its books have them.</summary>
    public IEnumerable<(DateTimeOffset At, DateTimeOffset Until)> FailuresBefore(Machine machine, DateTimeOffset from, DateTimeOffset to) =>
        machine.Ageing?.Before(from, to, n => _noise.Uniform((machine.Place * 100) + 99, n)) ?? [];

    /// <summary>Moves time on; steps of one second to one minute give the same course.</summary>
    public void Advance(TimeSpan by)
    {
        Now += by;
        _weather.Step(Now);
        var local = TimeZoneInfo.ConvertTime(Now, Shifts.Zone).DateTime;
        var warm = Shifts.At(local) == 0 ? 14.5 : 19.5;
        _hall = Physics.Approach(_hall, Math.Max(warm, _weather.Temperature + 3), by.TotalSeconds, 10800);
        var step = new Step(Now, local, by.TotalSeconds, _hall, _noise);

        var at = 0;
        var power = 0.0;
        foreach (var machine in _machines)
        {
            at += machine.StepAndWrite(step, Values.AsSpan(at));
            power += machine.Power;
        }

        _utilities.StepAndWrite(step, _weather, power, Values.AsSpan(at));
    }

    // cycles of whole parts of a minute, or such that minutes do not keep step with: else a value a minute would always be of the same phase
    static Machine[] Machines(DateTimeOffset start) =>
    [
        new CuttingMachine("line1/saw1", 1, 1.2, 5.5, 97, 1450, 34),
        new CuttingMachine("line1/mill1", 2, 2.6, 15, 247, 8000, 21),
        new CuttingMachine("line1/mill2", 3, 2.6, 15, 263, 8000, 23)
        {
            Ageing = new(start.AddDays(12.4), TimeSpan.FromDays(19.5), TimeSpan.FromDays(9), TimeSpan.FromHours(7)),
            Failure = new(
                new("Lagerschaden an der Spindel", "Bearing damage of the spindle"), "VIB", SpindleBearing, 640, new("Mechanik", "Mechanics"),
                new("line1/mill1", SpindleBearing, TimeSpan.FromHours(2.5))),
        },
        new CuttingMachine("line1/lathe1", 4, 2.1, 11, 187, 3200, 18),
        new Washer("line1/washer1", 5, 3.5, 14, 307),
        new Press("line2/press1", 6, 6, 45, 20)
        {
            Ageing = new(start.AddDays(20.6), TimeSpan.FromDays(19), TimeSpan.FromDays(7), TimeSpan.FromHours(5)),
            Failure = new(
                new("Leckage im Hydraulikventil", "Leak in the hydraulic valve"), "INL", PressValve, 890, new("Hydraulik", "Hydraulics"),
                new("line2/press2", PressValve, TimeSpan.FromHours(2))),
        },
        new Press("line2/press2", 7, 5, 37, 30),
        new Oven("line2/oven1", 8, 12, 88, 3600)
        {
            Ageing = new(start.AddDays(27.3), TimeSpan.FromDays(23), TimeSpan.FromDays(6), TimeSpan.FromHours(9)),
            Failure = new(
                new("Heizelement L2 durchgebrannt", "Heating element L2 burnt out"), "BRD", new("Heizelement L2", "Heating element L2"), 310,
                new("Elektrik", "Electrics"),
                new("line2/oven1", new("Heizelement L1", "Heating element L1"), TimeSpan.FromHours(3.5))),
        },
        new Robot("line2/robot1", 9, 1.5, 9, 60),
        new Compressor("line2/compressor1", 10, 8, 30, 610),
    ];
}
