using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Sending;

/// <summary>What the writers of a plant file share.</summary>
static class ReadingRuns
{
    /// <summary>The readings by machine and time: what goes into one message or line.</summary>
    public static IEnumerable<(MachinePlan Machine, int From, int To)> Of(FilePlant plant)
    {
        var all = plant.Leaving;
        for (var from = 0; from < all.Count;)
        {
            var to = from + 1;
            while (to < all.Count && all[to].Machine == all[from].Machine && all[to].At == all[from].At)
                to++;
            yield return (plant.Plan.Machines[all[from].Machine], from, to);
            from = to;
        }
    }

    /// <summary>The name under which a reading is sent.</summary>
    public static string Name(FilePlant plant, in Reading reading, SignalPlan signal) => reading.IsExpected ? signal.Name + plant.Plan.Expected : signal.Name;

    /// <summary>The value as JSON and line protocol write it: a number, or a text in quotation marks.</summary>
    public static string Value(in Reading reading, SignalPlan signal) => signal.Form is StateForm { IsText: true }
        ? $"\"{((MachineState)(int)reading.Value).ToString().ToLowerInvariant()}\""
        : reading.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text as it stands within quotation marks of JSON.</summary>
    public static string Escape(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
}
