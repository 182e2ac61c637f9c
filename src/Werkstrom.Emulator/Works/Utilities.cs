using Werkstrom.Kernel.Signals;

namespace Werkstrom.Emulator.Works;

/// <summary>What the works draw from and give to the grid, the roof with 150 kWp of PV, gas for heating, and the air.</summary>
sealed class Utilities
{
    const double KilowattsPeak = 150;

    double _import = 1_204_311;
    double _export = 18_904;
    double _solar = 96_310;
    double _gas = 45_120;

    public static IEnumerable<SignalSpec> Signals() =>
    [
        new("energy/grid", "power", "Bezugsleistung", "Grid power", "kW", 2, Limits: new(null, null, 340, 380)),
        new("energy/grid", "import", "Netzbezug", "Grid import", "kW.h", 2, SignalKind.Counter),
        new("energy/grid", "export", "Einspeisung", "Grid export", "kW.h", 2, SignalKind.Counter),
        new("energy/grid", "voltage", "Spannung L1", "Voltage L1", "V", 1, Limits: new(207, 212, 248, 253)), // 230 V ± 10 %, EN 50160
        new("energy/grid", "frequency", "Netzfrequenz", "Grid frequency", "Hz", 3, Limits: new(49.8, 49.9, 50.1, 50.2)),
        new("energy/pv", "power", "PV-Leistung", "PV power", "kW", 2),
        new("energy/pv", "energy", "PV-Ertrag", "PV energy", "kW.h", 2, SignalKind.Counter),
        new("energy/pv", "irradiance", "Einstrahlung", "Irradiance", "W/m2", 0),
        new("energy/gas", "flow", "Gasfluss", "Gas flow", "m3/h", 2),
        new("energy/gas", "volume", "Gas", "Gas volume", "m3", 2, SignalKind.Counter),
        new("building", "outside_temperature", "Außentemperatur", "Outside temperature", "Cel", 1),
        new("building", "hall_temperature", "Hallentemperatur", "Hall temperature", "Cel", 1, Limits: new(8, 12, 28, 32)),
        new("building", "shift", "Schicht", "Shift", "1", 0, SignalKind.State),
    ];

    public int StepAndWrite(in Step step, Weather weather, double machines, Span<double> values)
    {
        var hours = step.Seconds / 3600;
        var shift = Shifts.At(step.Local);
        var used = machines + (shift == 0 ? 9 : 26); // light, IT, ventilation
        var solar = KilowattsPeak * weather.Irradiance / 1000 * 0.84 * (1 - (0.004 * Math.Max(0, weather.Temperature)));
        var grid = used - solar;
        var heat = Math.Max(0, (shift == 0 ? 14 : 18) - weather.Temperature) * 1.6;
        _import += Math.Max(0, grid) * hours;
        _export += Math.Max(0, -grid) * hours;
        _solar += solar * hours;
        _gas += heat * hours;

        values[0] = Physics.Resolve(grid, 2);
        values[1] = Physics.Resolve(_import, 2);
        values[2] = Physics.Resolve(_export, 2);
        values[3] = Physics.Resolve(231.5 - (grid / 120) + (0.4 * step.Noise.Normal(9001, step.Second)), 1);
        values[4] = Physics.Resolve(50 + (0.018 * step.Noise.Smooth(9002, step.Second / 40.0)) + (0.004 * step.Noise.Normal(9003, step.Second)), 3);
        values[5] = Physics.Resolve(solar, 2);
        values[6] = Physics.Resolve(_solar, 2);
        values[7] = Physics.Resolve(weather.Irradiance, 0);
        values[8] = Physics.Resolve(heat, 2);
        values[9] = Physics.Resolve(_gas, 2);
        values[10] = Physics.Resolve(weather.Temperature + (0.05 * step.Noise.Normal(9004, step.Second)), 1);
        values[11] = Physics.Resolve(step.Hall + (0.05 * step.Noise.Normal(9005, step.Second)), 1);
        values[12] = shift;
        return 13;
    }
}
