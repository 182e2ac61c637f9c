namespace Werkstrom.Emulator.Works;

/// <summary>
/// Saw, mill, lathe: a spindle that heats up, a bearing whose damage shows in vibration and temperature, a tool that wears with
/// use (and with it the load), and is changed when it is worn.
/// </summary>
sealed class CuttingMachine(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds, double speed, double toolHours)
    : Machine(asset, stream, idleKilowatts, runKilowatts, cycleSeconds)
{
    double _spindle = 20;
    double _bearing = 20;
    double _coolant = 19;
    double _tank = 82;
    double _wear;

    protected override double LossKilowatts => (0.10 * _wear * RunKilowatts) + (0.05 * Damage * RunKilowatts);

    protected override IEnumerable<SignalSpec> OwnSignals() =>
    [
        Spec("spindle_speed", "Spindeldrehzahl", "Spindle speed", "/min", 0),
        Spec("spindle_temperature", "Spindeltemperatur", "Spindle temperature", "Cel", 1, limits: new(null, null, 62, 72)),
        Spec("bearing_temperature", "Lagertemperatur", "Bearing temperature", "Cel", 1, limits: new(null, null, 60, 75)),
        Spec("vibration", "Schwinggeschwindigkeit", "Vibration velocity", "mm/s", 2, limits: new(null, null, 4.5, 7.1)), // ISO 10816-3, group 2, flexible: zones C and D
        Spec("tool_wear", "Werkzeugverschleiß", "Tool wear", "%", 1, limits: new(null, null, 85, 97)),
        Spec("coolant_temperature", "Kühlmitteltemperatur", "Coolant temperature", "Cel", 1, limits: new(null, null, 32, 38)),
        Spec("coolant_level", "Kühlmittelstand", "Coolant level", "%", 1, limits: new(15, 25, null, null)),
    ];

    protected override int WriteOwn(in Step step, Span<double> values)
    {
        var dt = step.Seconds;
        Wear(dt);
        _spindle = Physics.Approach(_spindle, step.Hall + (MeanLoad * 38) + (IsRunning ? 6 * _wear : 0), dt, 1500);
        _bearing = Physics.Approach(_bearing, step.Hall + (MeanLoad * 30) + (IsRunning ? 26 * Damage : 0), dt, 1100);
        _coolant = Physics.Approach(_coolant, step.Hall + (MeanLoad * 9), dt, 5400);
        _tank -= IsRunning ? dt / 3600 * 0.9 : 0;
        if (_tank < 28)
            _tank = 95; // refilled

        var turns = IsRunning ? speed * (0.97 - (0.06 * Load)) : 0;
        var shake = IsRunning ? 1.1 + (0.7 * Load) + (1.1 * _wear * _wear) + (5.2 * Damage) : 0.05;
        values[0] = Sensed(step, 1, turns, IsRunning ? 4 : 0, 0);
        values[1] = Sensed(step, 2, _spindle, 0.12, 1);
        values[2] = Sensed(step, 3, _bearing, 0.12, 1);
        values[3] = Math.Max(0, Sensed(step, 4, shake, 0.05 + (0.25 * Damage), 2));
        values[4] = Physics.Resolve(_wear * 100, 1);
        values[5] = Sensed(step, 5, _coolant, 0.08, 1);
        values[6] = Sensed(step, 6, _tank, 0.15, 1);
        return 7;
    }

    void Wear(double seconds)
    {
        if (IsRunning)
            _wear += seconds / 3600 / toolHours;
        if (_wear >= 0.98 || (_wear > 0.85 && State == MachineState.Setup))
            _wear = 0; // a new tool
    }
}
