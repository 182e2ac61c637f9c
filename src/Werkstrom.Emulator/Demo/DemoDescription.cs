using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Emulator.Demo;

/// <summary>What people see of the plant besides numbers: titles, limits, texts of states.</summary>
sealed class DemoDescription(IOptions<EmulatorOptions> options, SignalCatalog catalog)
{
    static readonly string[] StatesDe = ["Aus", "Bereit", "Rüsten", "Läuft", "Störung"];
    static readonly string[] StatesEn = ["Off", "Idle", "Set-up", "Running", "Fault"];
    static readonly string[] ShiftsDe = ["keine", "Frühschicht", "Spätschicht"];
    static readonly string[] ShiftsEn = ["none", "early shift", "late shift"];

    /// <summary>Describes what is new; what people have changed since stays.</summary>
    public async Task WriteAsync(MetalWorks works, Signal[] signals, DemoState state, CancellationToken stop)
    {
        var german = options.Value.Language == "de";
        for (var i = 0; i < signals.Length; i++)
        {
            if (works.Signals[i].Kind == SignalKind.State && catalog.States(signals[i].Id).Count == 0)
                await NameStatesAsync(signals[i].Id, TextsOf(works.Signals[i].Name, german), stop);
        }
    }

    static string[] TextsOf(string name, bool german) =>
        name == "shift" ? (german ? ShiftsDe : ShiftsEn) : german ? StatesDe : StatesEn;

    async Task NameStatesAsync(int signal, string[] texts, CancellationToken stop)
    {
        foreach (var text in texts) // numbered from 0 in this order, as the plant counts them
            await catalog.EnsureStateAsync(signal, text, stop);
    }
}
