using System.Text.Json;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Emulator.Demo;

/// <summary>Where the emulated plant began, kept in <c>emulator.json</c> of the data folder, so that it goes on after a restart.</summary>
/// <param name="Seed">Seed of the plant.</param>
/// <param name="Start">Where its time begins, UTC, a full minute.</param>
sealed record DemoState(int Seed, DateTimeOffset Start)
{
    /// <summary>Reads the state of a data folder, or makes it.</summary>
    public static DemoState Of(DataFolder folder, EmulatorOptions options, TimeProvider time)
    {
        var file = folder.File("emulator.json");
        if (File.Exists(file))
            return JsonSerializer.Deserialize<DemoState>(File.ReadAllText(file))!;

        var now = time.GetUtcNow();
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        var state = new DemoState(options.Seed, minute.AddDays(-options.HistoryDays));
        File.WriteAllText(file, JsonSerializer.Serialize(state));
        return state;
    }
}
