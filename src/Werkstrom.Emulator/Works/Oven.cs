namespace Werkstrom.Emulator.Works;

/// <summary>A hardening furnace with three heating phases. One element burns down: its current falls, the duty of the others rises, the set point is reached later.</summary>
sealed class Oven(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds)
    : Machine(asset, stream, idleKilowatts, runKilowatts, cycleSeconds)
{
    const double SetPoint = 850;

    double _chamber = 60;
    double _wall = 30;
    double _duty;

    protected override double LossKilowatts => 0.06 * Damage * RunKilowatts;

    protected override IEnumerable<SignalSpec> OwnSignals() =>
    [
        Spec("chamber_temperature", "Kammertemperatur", "Chamber temperature", "Cel", 1, limits: new(null, null, 868, 880)),
        Spec("set_point", "Sollwert", "Set point", "Cel", 0),
        Spec("wall_temperature", "Wandtemperatur", "Wall temperature", "Cel", 1, limits: new(null, null, 75, 90)),
        Spec("current_l1", "Strom L1", "Current L1", "A", 1, limits: new(null, null, 175, 185)),
        Spec("current_l2", "Strom L2", "Current L2", "A", 1, limits: new(null, null, 175, 185)),
        Spec("current_l3", "Strom L3", "Current L3", "A", 1, limits: new(null, null, 175, 185)),
        Spec("heating_duty", "Heizleistung", "Heating duty", "%", 1, limits: new(null, null, 82, 92)),
        Spec("oxygen", "Restsauerstoff", "Residual oxygen", "[ppm]", 0, limits: new(null, null, 120, 180)),
    ];

    protected override int WriteOwn(in Step step, Span<double> values)
    {
        var target = State switch { MachineState.Run => SetPoint, MachineState.Off or MachineState.Fault => 25, _ => 700 };
        var settled = Math.Max(step.Hall, target - (target > 100 ? 22 * Damage : 0));
        _chamber = Physics.Approach(_chamber, settled, step.Seconds, target > _chamber ? 900 * (1 + (0.35 * Damage)) : 9000);
        _wall = Physics.Approach(_wall, step.Hall + (_chamber * 0.045), step.Seconds, 7200);
        _duty = target <= 100 ? 0 : Math.Clamp(46 + ((target - _chamber) * 0.25) + (24 * Damage) + (6 * Load), 0, 100);
        var current = _duty * 1.9;

        values[0] = Sensed(step, 1, _chamber, 0.6, 1);
        values[1] = target <= 100 ? 0 : target;
        values[2] = Sensed(step, 2, _wall, 0.15, 1);
        values[3] = Math.Max(0, Sensed(step, 3, current * (1 + (0.10 * Damage)), 0.5, 1));
        values[4] = Math.Max(0, Sensed(step, 4, current * (1 - (0.55 * Damage)), 0.5, 1));
        values[5] = Math.Max(0, Sensed(step, 5, current * (1 + (0.10 * Damage)), 0.5, 1));
        values[6] = Physics.Resolve(_duty, 1);
        values[7] = Math.Max(0, Sensed(step, 6, 55 + (30 * step.Noise.Smooth(Stream, step.Second / 5400.0)), 3, 0));
        return 8;
    }
}
