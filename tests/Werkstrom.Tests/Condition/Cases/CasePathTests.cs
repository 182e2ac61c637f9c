using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>From a finding to a case, its pages and what people do with it.</summary>
public sealed class CasePathTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task Given_a_finding_that_is_sure_When_it_is_kept_Then_a_case_is_open_on_every_way()
    {
        var signal = await host.MachineSignalAsync("weg/halle/fraese2/schwinggeschwindigkeit");
        await host.FoundAsync(CasePlant.Finding(signal, hours: 2, score: 2.2));

        var one = Assert.Single(await host.OpenCasesAsync(), c => c.AssetId == signal.AssetId);
        Assert.Equal(("fraese2: schwinggeschwindigkeit", CaseState.Open, false), (one.Title, one.State, one.IsAct));
        Assert.Equal(AssetAlarm.Watch, host.Services.GetRequiredService<IAssetState>().Of(signal.AssetId).Alarm);
        var marks = await host.Services.GetRequiredService<IEvents>().ListAsync(signal.AssetId, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(1), 10, default);
        Assert.Contains(marks, m => m.Kind == "case.opened" && m.IsOpen && m.Text == $"Fall {one.Id}: fraese2: schwinggeschwindigkeit");
        Assert.Contains("bei 4,2\u202Fmm/s, üblich sind 1,9 ± 0,3\u202Fmm/s.", await host.PageAsync("/cases", "de"), StringComparison.Ordinal);
        Assert.Contains("usual is 1.9 ± 0.3\u202Fmm/s.", await host.PageAsync($"/cases/{one.Id}", "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_weak_finding_When_it_is_kept_Then_it_is_seen_and_no_case()
    {
        var signal = await host.MachineSignalAsync("weg/halle/ofen/temperatur", "Cel");
        await host.FoundAsync(CasePlant.Finding(signal, hours: 0.1, score: 1.05));

        Assert.DoesNotContain(await host.OpenCasesAsync(), c => c.AssetId == signal.AssetId);
        Assert.Contains("ofen, temperatur", await host.PageAsync("/cases/seen", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_case_When_a_form_acknowledges_it_Then_it_is_and_the_history_says_who()
    {
        var signal = await host.MachineSignalAsync("weg/halle/presse/kraft", "kN");
        await host.FoundAsync(CasePlant.Finding(signal));
        var one = Assert.Single(await host.OpenCasesAsync(), c => c.AssetId == signal.AssetId);

        var (_, page) = await host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "acknowledge", ["saw"] = "open" });

        Assert.Equal(CaseState.Acknowledged, (await host.Services.GetRequiredService<CaseBook>().FindAsync(one.Id, default))!.State);
        Assert.Contains("zur Kenntnis genommen", page, StringComparison.Ordinal);
        Assert.Contains("Kenntnisnahme zurücknehmen", page, StringComparison.Ordinal);
    }
}
