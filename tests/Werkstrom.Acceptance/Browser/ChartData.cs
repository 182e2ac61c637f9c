using System.Globalization;
using System.Text;

namespace Werkstrom.Acceptance.Browser;

/// <summary>A press that sends every minute for two hours, once silent for twenty minutes.</summary>
static class ChartData
{
    /// <summary>2026-03-03T00:00:00Z.</summary>
    public const long Start = 1_772_496_000;

    /// <summary>The span of all of it, as an address has it.</summary>
    public const string Span = "from=2026-03-03T00:00:00Z&to=2026-03-03T02:00:00Z";

    /// <summary>Sends it under a name; gives the numbers of temperature in °C, pressure in bar, and mode, a word.</summary>
    public static async Task<(int Temperature, int Pressure, int Mode)> SendAsync(Stage stage, string name)
    {
        StringBuilder lines = new();
        for (var minute = 0; minute < 120; minute++)
        {
            if (minute is > 40 and < 60)
                continue;
            lines.Append(CultureInfo.InvariantCulture, $"{name} temperature={20.5 + minute},pressure={3.25 + (minute % 2)},mode=\"{(minute < 60 ? "off" : "run")}\" {Start + (60 * minute)}\n");
        }
        await stage.WriteAsync(lines.ToString());
        var (temperature, pressure) = (await stage.SignalAsync($"{name} temperature"), await stage.SignalAsync($"{name} pressure"));
        await stage.ChangeAsync(temperature, new { unit = "Cel", unitMode = "relabel", expectedInterval = "PT1M", limits = new { highWarning = 100, highAlarm = 130.5 } });
        await stage.ChangeAsync(pressure, new { unit = "bar", unitMode = "relabel", expectedInterval = "PT1M" });
        return (temperature, pressure, await stage.SignalAsync($"{name} mode"));
    }
}
