using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>What many machines say at once is one case, a flood, with the first of it ahead.</summary>
public sealed class CaseFloodTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Given_ten_thousand_findings_in_one_look_When_they_come_Then_there_is_one_flood_with_the_root_first()
    {
        var made = await _host.Services.GetRequiredService<SignalCatalog>().EnsureAsync(
            [.. Enumerable.Range(0, 10_000).Select(i => new WantedSignal($"werk/linie{i / 2_000}/m{i / 20}/s{i % 20}"))], default);
        var found = made.Select((m, i) => CasePlant.Finding(m.Signal!, hours: 0.1 + (i == 7_777 ? 0.05 : 0), score: 1.5)).ToArray();

        await _host.FoundAsync(found);

        var flood = Assert.Single(await _host.OpenCasesAsync());
        Assert.True(flood.IsFlood);
        Assert.Equal("werk: 500 Anlagen zugleich auffällig", flood.Title);
        var findings = await _host.FindingsAsync(flood);
        Assert.Equal((10_000, made[7_777].Signal!.Id), (findings.Count, findings[0].SignalId));
        Assert.Contains("Den Anfang machte m388, s17.", await _host.PageAsync($"/cases/{flood.Id}", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_machines_that_fall_out_one_after_the_other_When_they_are_many_Then_their_cases_become_parts_of_a_flood()
    {
        for (var i = 1; i <= 7; i++)
            await _host.FoundAsync(CasePlant.Finding(await _host.MachineSignalAsync($"werk/m{i}/druck"), hours: 0.05, score: 6, kind: FindingKind.Lasting));

        var cases = await _host.OpenCasesAsync();
        var flood = Assert.Single(cases, c => c.IsFlood);
        Assert.Equal(4, cases.Count(c => c.PartOf == flood.Id)); // four stood alone; with the fifth it was a flood, the rest joined it
        Assert.Equal(3, (await _host.FindingsAsync(flood)).Count);
        Assert.Equal(5, cases.Count);
    }

    [Fact]
    public async Task Given_a_flood_When_a_rule_of_ones_own_speaks_below_it_Then_it_is_a_case_of_its_own_and_a_watched_signal_is_not()
    {
        for (var i = 1; i <= 5; i++)
            await _host.FoundAsync(CasePlant.Finding(await _host.MachineSignalAsync($"werk/m{i}/druck"), hours: 0.05, score: 6));
        var flood = Assert.Single(await _host.OpenCasesAsync(), c => c.IsFlood);
        var (ruled, watched) = (await _host.MachineSignalAsync("werk/m6/druck"), await _host.MachineSignalAsync("werk/m7/druck"));

        await _host.FoundAsync(CasePlant.Finding(ruled, hours: 0.05, kind: FindingKind.Rule), CasePlant.Finding(watched, hours: 0.05, score: 6));

        var own = Assert.Single(await _host.OpenCasesAsync(), c => c.AssetId == ruled.AssetId);
        Assert.Equal((false, null, 100), (own.IsFlood, own.PartOf, own.Certainty));
        Assert.Contains(await _host.FindingsAsync(flood), f => f.SignalId == watched.Id);
        Assert.DoesNotContain(await _host.OpenCasesAsync(), c => c.AssetId == watched.AssetId);
    }
}
