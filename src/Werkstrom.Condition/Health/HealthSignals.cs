using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Health;

/// <summary>The signals of an asset by which its health is judged.</summary>
/// <param name="Sensors">Numbers of those that measure.</param>
/// <param name="State">Number of the one that says what it does; null without one.</param>
/// <param name="Drivers">Places in <paramref name="Sensors"/> of those that tell how it is run: a speed, a load, a set point.</param>
sealed record HealthSignals(int[] Sensors, int? State, int[] Drivers)
{
    // parts of names and titles, English and German; a response such as a temperature must not be among them: a worn part would make a regime of its own
    static readonly string[] DriverWords =
    [
        "speed", "rpm", "drehzahl", "geschwindigkeit", "load", "last", "auslastung", "power", "leistung", "set_point", "setpoint", "set point", "sollwert",
        "throughput", "durchsatz", "feed", "vorschub", "flow", "durchfluss", "volumenstrom", "rate", "setting", "altitude", "mach", "throttle",
    ];

    static readonly string[] NotDrivers = ["vibration", "schwing", "temperat", "heating_power", "heizleistung", "wear", "verschlei"];
    static readonly string[] DriverUnits = ["/min", "{rpm}", "1/min", "m/min", "kW", "W", "MW"];
    static readonly string[] StateWords = ["state", "zustand", "status", "mode", "betriebsart", "modus"];

    /// <summary>Those of an asset as it is now.</summary>
    public static HealthSignals Of(int assetId, PlantData plant)
    {
        var sensors = plant.SensorsOf(assetId);
        var states = plant.StatesOf(assetId);
        var state = states.FirstOrDefault(s => Has(s, StateWords)) ?? (states.Count == 1 ? states[0] : null);
        return new([.. sensors.Select(s => s.Id)], state?.Id, [.. sensors.Index().Where(s => IsDriver(s.Item)).Select(s => s.Index)]);
    }

    /// <summary>Whether these are the same signals.</summary>
    public bool Same(HealthSignals other) => State == other.State && Sensors.SequenceEqual(other.Sensors) && Drivers.SequenceEqual(other.Drivers);

    static bool IsDriver(Signal signal) => !Has(signal, NotDrivers) && (DriverUnits.Contains(signal.Unit) || Has(signal, DriverWords));

    static bool Has(Signal signal, string[] words) => Array.Exists(words, w =>
        signal.Name.Contains(w, StringComparison.OrdinalIgnoreCase) || signal.Label.Contains(w, StringComparison.OrdinalIgnoreCase));
}
