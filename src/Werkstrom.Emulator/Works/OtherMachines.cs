using Werkstrom.Kernel.Signals;

namespace Werkstrom.Emulator.Works;

/// <summary>A parts washer.</summary>
sealed class Washer(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds)
    : Machine(asset, stream, idleKilowatts, runKilowatts, cycleSeconds)
{
    double _bath = 45;

    protected override IEnumerable<SignalSpec> OwnSignals() =>
    [
        Spec("bath_temperature", "Badtemperatur", "Bath temperature", "Cel", 1, limits: new(50, 54, 66, 70)),
        Spec("conductivity", "Leitfähigkeit", "Conductivity", "mS/cm", 2, limits: new(null, null, 9, 11)),
        Spec("pump_pressure", "Pumpendruck", "Pump pressure", "bar", 2),
        Spec("water", "Wasser", "Water", "m3", 3, SignalKind.Counter),
    ];

    double _water;

    protected override int WriteOwn(in Step step, Span<double> values)
    {
        _bath = Physics.Approach(_bath, State is MachineState.Off ? 58 : 60, step.Seconds, 2400); // kept warm
        _water += IsRunning ? step.Seconds / 3600 * 0.14 : 0;
        values[0] = Sensed(step, 1, _bath, 0.2, 1);
        values[1] = Sensed(step, 2, 4.5 + (3 * (_water % 6) / 6), 0.03, 2); // changed every 6 m³
        values[2] = Math.Max(0, Sensed(step, 3, IsRunning ? 3.4 + (1.2 * Load) : 0, IsRunning ? 0.05 : 0, 2));
        values[3] = Physics.Resolve(_water, 3);
        return 4;
    }
}

/// <summary>A welding robot.</summary>
sealed class Robot(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds)
    : Machine(asset, stream, idleKilowatts, runKilowatts, cycleSeconds)
{
    double _gear = 22;
    double _gas;

    protected override IEnumerable<SignalSpec> OwnSignals() =>
    [
        Spec("weld_current", "Schweißstrom", "Weld current", "A", 0, limits: new(null, null, 290, 310)),
        Spec("weld_voltage", "Schweißspannung", "Weld voltage", "V", 1),
        Spec("wire_feed", "Drahtvorschub", "Wire feed", "m/min", 1),
        Spec("gear_temperature", "Getriebetemperatur Achse 2", "Gear temperature axis 2", "Cel", 1, limits: new(null, null, 55, 65)),
        Spec("torque_axis2", "Moment Achse 2", "Torque axis 2", "N.m", 0),
        Spec("shielding_gas", "Schutzgas", "Shielding gas", "m3", 3, SignalKind.Counter),
    ];

    protected override int WriteOwn(in Step step, Span<double> values)
    {
        _gear = Physics.Approach(_gear, step.Hall + (MeanLoad * 28), step.Seconds, 3000);
        _gas += IsRunning ? step.Seconds / 3600 * 0.55 : 0;
        values[0] = Math.Max(0, Sensed(step, 1, IsRunning ? 245 : 0, IsRunning ? 7 : 0, 0));
        values[1] = Math.Max(0, Sensed(step, 2, IsRunning ? 26.5 : 0, IsRunning ? 0.5 : 0, 1));
        values[2] = Math.Max(0, Sensed(step, 3, IsRunning ? 9.2 : 0, IsRunning ? 0.15 : 0, 1));
        values[3] = Sensed(step, 4, _gear, 0.1, 1);
        values[4] = Sensed(step, 5, IsRunning ? 140 + (260 * Load) : 35, 6, 0);
        values[5] = Physics.Resolve(_gas, 3);
        return 6;
    }
}

/// <summary>The compressor that feeds the net of compressed air.</summary>
sealed class Compressor(string asset, int stream, double idleKilowatts, double runKilowatts, double cycleSeconds)
    : Machine(asset, stream, idleKilowatts, runKilowatts, cycleSeconds)
{
    double _oil = 30;
    double _air;

    protected override IEnumerable<SignalSpec> OwnSignals() =>
    [
        Spec("net_pressure", "Netzdruck", "Net pressure", "bar", 2, limits: new(5.8, 6.2, 8.2, 8.6)),
        Spec("air_flow", "Volumenstrom", "Air flow", "m3/h", 0),
        Spec("air", "Druckluft", "Compressed air", "m3", 1, SignalKind.Counter),
        Spec("oil_temperature", "Öltemperatur", "Oil temperature", "Cel", 1, limits: new(null, null, 95, 105)),
        Spec("dew_point", "Drucktaupunkt", "Pressure dew point", "Cel", 1, limits: new(null, null, 7, 10)),
        Spec("filter_pressure_drop", "Filterdifferenzdruck", "Filter pressure drop", "mbar", 0, limits: new(null, null, 350, 450)),
    ];

    protected override double CycleWork(double phase) => phase < 0.7 ? 0.9 * phase : 0.63 + (0.25 * (phase - 0.7)); // 0.9 loaded, 0.25 unloaded

    protected override int WriteOwn(in Step step, Span<double> values)
    {
        var flow = IsRunning ? 420 + (160 * Load) : State == MachineState.Off ? 0 : 90;
        _air += flow * step.Seconds / 3600;
        _oil = Physics.Approach(_oil, step.Hall + (State is MachineState.Off or MachineState.Fault ? 0 : 34 + (MeanLoad * 38)), step.Seconds, 1800);
        values[0] = Math.Max(0, Sensed(step, 1, State is MachineState.Off ? 6.6 : 7.3 - (0.5 * Load), 0.03, 2));
        values[1] = Math.Max(0, Sensed(step, 2, flow, flow > 0 ? 6 : 0, 0));
        values[2] = Physics.Resolve(_air, 1);
        values[3] = Sensed(step, 3, _oil, 0.2, 1);
        values[4] = Sensed(step, 4, 3.2 + (0.8 * step.Noise.Smooth(Stream, step.Second / 7200.0)), 0.05, 1);
        values[5] = Math.Max(0, Sensed(step, 5, flow > 0 ? 90 + (_air / 900 % 220) : 0, flow > 0 ? 2 : 0, 0)); // a new filter every 198,000 m³
        return 6;
    }
}
