namespace Werkstrom.Emulator.Works;

/// <summary>A hydraulic press: pressure, oil, pump. A leak in its valve lets the pressure fall between strokes, makes the pump run longer and the oil hotter.</summary>
sealed class Press(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds)
    : Machine(asset, stream, idleKilowatts, runKilowatts, cycleSeconds)
{
    double _oil = 22;
    double _level = 93;

    protected override double LossKilowatts => 0.18 * Damage * RunKilowatts;

    protected override IEnumerable<SignalSpec> OwnSignals() =>
    [
        Spec("system_pressure", "Systemdruck", "System pressure", "bar", 1, limits: new(null, null, 235, 245)),
        Spec("press_force", "Presskraft", "Press force", "kN", 0, limits: new(null, null, 2350, 2450)),
        Spec("oil_temperature", "Öltemperatur", "Oil temperature", "Cel", 1, limits: new(null, null, 58, 66)),
        Spec("oil_level", "Ölstand", "Oil level", "%", 1, limits: new(60, 70, null, null)),
        Spec("pump_duty", "Pumpenlaufzeit", "Pump duty", "%", 1, limits: new(null, null, 78, 90)),
        Spec("stroke_time", "Hubzeit", "Stroke time", "s", 2, limits: new(null, null, CycleSeconds * 1.12, CycleSeconds * 1.2)),
    ];

    protected override int WriteOwn(in Step step, Span<double> values)
    {
        var on = State is not (MachineState.Off or MachineState.Fault);
        var duty = on ? (IsRunning ? 52 : 14) + (30 * Damage) : 0;
        _oil = Physics.Approach(_oil, step.Hall + (duty * 0.42) + (on ? 9 * Damage : 0), step.Seconds, 4200);
        _level = State == MachineState.Fault ? 93 : _level - (on ? step.Seconds / 86400 * (0.05 + (3.5 * Damage)) : 0);
        var pressure = on ? 210 - (9 * Load) - (24 * Damage) : 2;

        values[0] = Math.Max(0, Sensed(step, 1, pressure, on ? 0.8 + (1.5 * Damage) : 0.1, 1));
        values[1] = Math.Max(0, Sensed(step, 2, IsRunning ? 2150 * Math.Max(0, Load - 0.15) / 0.77 * (1 - (0.06 * Damage)) : 0, IsRunning ? 6 : 0, 0));
        values[2] = Sensed(step, 3, _oil, 0.1, 1);
        values[3] = Sensed(step, 4, _level, 0.1, 1);
        values[4] = Math.Clamp(Sensed(step, 5, duty, on ? 1.2 : 0, 1), 0, 100);
        values[5] = IsRunning ? Sensed(step, 6, CycleSeconds * (1 + (0.16 * Damage)), 0.03, 2) : 0;
        return 6;
    }
}
