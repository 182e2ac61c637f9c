using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Meters;

/// <summary>A delivery point that is bound to a Signal gets its quarter-hours from it.</summary>
public sealed class MeterSignalTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData("Counter", "10000000017", "kW.h", 0.05)] // 0.05 kWh a minute: 750 Wh a quarter-hour
    [InlineData("Power", "10000000025", "kW", 0)] // 3 kW
    public async Task A_counter_and_a_power_give_the_same_quarter_hours_and_a_silence_is_a_gap(string kind, string malo, string unit, double step)
    {
        var start = Quarters.Of(TimeProvider.System.GetUtcNow()) - 12; // three hours ago
        StringBuilder lines = new();
        for (var minute = 0; minute <= 120; minute++)
        {
            if (minute is > 45 and < 76)
                continue; // silent from 46 to 75: quarters 3 and 4 have no end or no start
            var value = step > 0 ? 1_000 + (minute * step) : 3;
            lines.Append(CultureInfo.InvariantCulture, $"home{kind} value={value} {(start * 900L) + (minute * 60)}\n");
        }

        using (var sent = await host.Local.PostAsync("write?precision=s", new StringContent(lines.ToString())))
            Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var signal = host.Services.GetRequiredService<SignalCatalog>().All.Single(s => s.Path.Contains($"home{kind}", StringComparison.Ordinal));
        using (var set = await host.Local.PatchAsJsonAsync($"api/signals/{signal.Id}", new { unit, unitMode = "relabel", kind = kind == "Counter" ? "counter" : "measurement" }))
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        using (var bound = await host.Local.PatchAsJsonAsync($"api/energy/meters/{malo}", new { signalId = signal.Id, signalKind = kind }))
            Assert.True(bound.IsSuccessStatusCode, await bound.Content.ReadAsStringAsync());

        using var taken = await host.Local.PostAsync($"api/energy/meters/{malo}/signal", null);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());

        var day = GermanTime.Date(start);
        var load = await host.Local.GetFromJsonAsync<JsonElement>($"api/energy/meters/{malo}?from={day:yyyy-MM-dd}&to={day.AddDays(2):yyyy-MM-dd}");
        var wh = load.GetProperty("wh").EnumerateArray().Skip(start - GermanTime.Day(day).First).Take(3).Select(w => w.GetInt32());
        Assert.Equal([750, 750, 750], wh);
        using var again = await host.Local.PostAsync($"api/energy/meters/{malo}/signal", null);
        Assert.Contains("\"changed\":0", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
