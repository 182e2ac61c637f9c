using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>What belongs together becomes one case, and what happened is kept once, whatever happens between.</summary>
public sealed class CaseDeskTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Given_two_weak_signals_of_one_machine_When_they_come_after_each_other_Then_together_they_are_a_case()
    {
        var (first, second) = (await _host.MachineSignalAsync("werk/m1/a"), await _host.MachineSignalAsync("werk/m1/b"));

        await _host.FoundAsync(CasePlant.Finding(first, score: 1.8));
        Assert.Empty(await _host.OpenCasesAsync());
        await _host.FoundAsync(CasePlant.Finding(second, score: 1.8));

        var one = Assert.Single(await _host.OpenCasesAsync());
        Assert.Equal(2, (await _host.FindingsAsync(one)).Count);
        Assert.InRange(one.Certainty, 73.6, 74.5); // a little more as it lasts: 0.25 + 0.4 × log2(1.8) = 0.589; 1 − 0.411^(1 + 1/2)
    }

    [Fact]
    public async Task Given_an_open_case_When_what_joins_began_before_it_Then_it_began_then()
    {
        var (first, second) = (await _host.MachineSignalAsync("werk/m1/a"), await _host.MachineSignalAsync("werk/m1/b"));
        await _host.FoundAsync(CasePlant.Finding(first));
        var earlier = CasePlant.Finding(second, hours: 30);

        await _host.FoundAsync(earlier);
        await _host.Services.GetRequiredService<CaseDesk>().TickAsync(default);

        Assert.Equal(earlier.Since.ToUnixTimeMilliseconds(), Assert.Single(await _host.OpenCasesAsync()).Since.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Given_an_open_case_When_more_comes_of_its_machine_Then_it_goes_on_and_another_machine_has_its_own()
    {
        var (own, other) = (await _host.MachineSignalAsync("werk/m1/a"), await _host.MachineSignalAsync("werk/m2/a"));
        await _host.FoundAsync(CasePlant.Finding(own));
        await _host.FoundAsync(CasePlant.Finding(await _host.MachineSignalAsync("werk/m1/b"), hours: 0.1, score: 1.1), CasePlant.Finding(other));

        var cases = await _host.OpenCasesAsync();
        Assert.Equal([own.AssetId, other.AssetId], cases.Select(c => c.AssetId));
        Assert.Equal((2, 1), ((await _host.FindingsAsync(cases[0])).Count, (await _host.FindingsAsync(cases[1])).Count));
    }

    [Fact]
    public async Task Given_a_case_to_watch_When_its_health_goes_on_falling_Then_it_is_one_to_act_on_and_stays_so()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        var now = DateTimeOffset.UtcNow;
        var added = await _host.FoundAsync(new Finding { AssetId = signal.AssetId, Kind = FindingKind.Health, At = now, Since = now.AddHours(-2), Score = 1.2, Value = 60, First = 60, Worst = 60, Usual = 67 });
        Assert.False(Assert.Single(await _host.OpenCasesAsync()).IsAct);

        var (book, desk) = (_host.Services.GetRequiredService<FindingBook>(), _host.Services.GetRequiredService<CaseDesk>());
        await book.ChangeAsync([added[0].Id], f => (f.Value, f.Worst) = (10, 10), default);
        await desk.TickAsync(default);
        Assert.True(Assert.Single(await _host.OpenCasesAsync()).IsAct);
        await book.ChangeAsync([added[0].Id], f => f.Value = 55, default);
        await desk.TickAsync(default);

        var one = Assert.Single(await _host.OpenCasesAsync());
        Assert.True(one.IsAct);
        Assert.Contains("Gesundheitswert jetzt 55 von 100, im schlechtesten Moment 10", await _host.PageAsync($"/cases/{one.Id}", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_case_of_one_signal_When_the_whole_machine_speaks_Then_its_title_says_what_its_sentence_says()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        var now = DateTimeOffset.UtcNow;
        await _host.FoundAsync(CasePlant.Finding(signal));
        Assert.Equal("m1: a", Assert.Single(await _host.OpenCasesAsync()).Title);

        await _host.FoundAsync(new Finding { AssetId = signal.AssetId, Kind = FindingKind.Health, At = now, Since = now.AddMinutes(-5), Score = 3, Value = 20, First = 20, Worst = 20, Usual = 67 });
        await _host.Services.GetRequiredService<CaseDesk>().TickAsync(default);

        Assert.Equal("m1: Gesundheitswert", Assert.Single(await _host.OpenCasesAsync()).Title);
    }

    [Fact]
    public async Task Given_a_machine_and_its_part_When_both_speak_Then_it_is_one_case_of_the_machine()
    {
        var machine = await _host.MachineSignalAsync("werk/m1/leistung");
        var part = (await _host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new("werk/m1/spindel/temperatur")], default))[0].Signal!;
        await _host.FoundAsync(CasePlant.Finding(machine, score: 1.8), CasePlant.Finding(part, score: 1.8));

        var one = Assert.Single(await _host.OpenCasesAsync());
        Assert.Equal(machine.AssetId, one.AssetId);
    }

    [Fact]
    public async Task Given_a_case_whose_findings_do_not_know_it_When_the_server_starts_again_Then_there_is_still_one_case_with_all_of_them()
    {
        var (first, second) = (await _host.MachineSignalAsync("werk/m1/a"), await _host.MachineSignalAsync("werk/m1/b"));
        await _host.FoundAsync(CasePlant.Finding(first), CasePlant.Finding(second));
        var before = Assert.Single(await _host.OpenCasesAsync());
        await using (var db = await _host.Services.GetRequiredService<IDbContextFactory<ConditionDb>>().CreateDbContextAsync())
        {
            // as a kill -9 leaves it between the record and the links: the record is on disk, the links are not, nor is the mark
            await db.Set<Finding>().ExecuteUpdateAsync(f => f.SetProperty(x => x.CaseId, (long?)null));
            await db.Set<CaseMark>().ExecuteDeleteAsync();
        }

        await _host.RestartAsync();
        await _host.Services.GetRequiredService<CaseDesk>().TickAsync(default);

        var after = Assert.Single(await _host.OpenCasesAsync());
        Assert.Equal((before.Id, 2), (after.Id, (await _host.FindingsAsync(after)).Count));
        Assert.Equal(AssetAlarm.Watch, _host.Services.GetRequiredService<IAssetState>().Of(first.AssetId).Alarm);
    }

    [Fact]
    public async Task Given_findings_that_were_kept_and_never_told_When_the_server_starts_again_Then_they_become_a_case()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        await using (var db = await _host.Services.GetRequiredService<IDbContextFactory<ConditionDb>>().CreateDbContextAsync())
        {
            var finding = CasePlant.Finding(signal);
            finding.Id = 1;
            db.Add(finding);
            await db.SaveChangesAsync();
        }

        await _host.RestartAsync();
        await _host.Services.GetRequiredService<CaseDesk>().TickAsync(default);

        Assert.Equal(signal.AssetId, Assert.Single(await _host.OpenCasesAsync()).AssetId);
    }

    [Fact]
    public async Task Given_findings_of_the_past_When_they_are_learned_Then_only_what_is_new_becomes_a_case()
    {
        var (old, late) = (await _host.MachineSignalAsync("werk/m1/a"), await _host.MachineSignalAsync("werk/m2/a"));
        var now = DateTimeOffset.UtcNow;
        await _host.FoundAsync(Past(old, now.AddDays(-20)), Past(late, now.AddDays(-2)));
        await _host.Services.GetRequiredService<CaseDesk>().TickAsync(default);

        Assert.Equal(late.AssetId, Assert.Single(await _host.OpenCasesAsync()).AssetId);
    }

    [Fact]
    public async Task Given_a_case_of_the_past_When_the_health_that_is_learned_later_saw_it_sooner_Then_it_was_noticed_by_that()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        var desk = _host.Services.GetRequiredService<CaseDesk>();
        var at = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(-20).ToUnixTimeSeconds());
        var watched = Past(signal, at);
        watched.EndedAt = at.AddHours(5);
        await _host.FoundAsync(watched);
        await desk.TickAsync(default);
        var before = Assert.Single(await _host.Services.GetRequiredService<CaseBook>().ListAsync(new(), default));

        await _host.FoundAsync(new Finding
        {
            AssetId = signal.AssetId,
            Kind = FindingKind.Health,
            At = at.AddHours(-14),
            Since = at.AddHours(-15),
            EndedAt = at.AddHours(-1),
            Score = 1.4,
            IsPast = true,
        });
        await desk.TickAsync(default);

        var one = Assert.Single(await _host.Services.GetRequiredService<CaseBook>().ListAsync(new(), default));
        Assert.Equal((before.Id, at, CaseState.Closed), (one.Id, before.NoticedAt, before.State));
        Assert.Equal((at.AddHours(-14), at.AddHours(-15)), (one.NoticedAt, one.Since));
    }

    [Fact]
    public async Task Given_an_asset_that_was_removed_When_a_finding_of_it_comes_Then_nothing_breaks()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        await _host.FoundAsync(CasePlant.Finding(signal with { Id = 77_777, AssetId = 88_888 }), CasePlant.Finding(signal));

        Assert.Equal(signal.AssetId, Assert.Single(await _host.OpenCasesAsync()).AssetId);
        Assert.Contains("entfernte Anlage 88888", await _host.PageAsync("/cases/seen", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_case_When_its_asset_is_merged_into_another_Then_the_case_leads_there_and_goes_on()
    {
        var (gone, stays) = (await _host.MachineSignalAsync("werk/m1/a"), await _host.MachineSignalAsync("werk/m9/b"));
        await _host.FoundAsync(CasePlant.Finding(gone));
        await _host.Services.GetRequiredService<AssetCatalog>().MergeAsync(gone.AssetId, stays.AssetId, default);
        await _host.FoundAsync(CasePlant.Finding(stays, score: 1.2));

        var one = Assert.Single(await _host.OpenCasesAsync());
        Assert.Equal(2, (await _host.FindingsAsync(one)).Count);
        Assert.Contains($"/plant/assets/{stays.AssetId}", await _host.PageAsync($"/cases/{one.Id}", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_case_of_which_all_is_over_When_time_has_passed_Then_it_closes_by_itself_and_says_so()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        await _host.FoundAsync(new Finding
        {
            AssetId = signal.AssetId,
            SignalId = signal.Id,
            Kind = FindingKind.Lasting,
            At = DateTimeOffset.UtcNow.AddHours(-11),
            Since = DateTimeOffset.UtcNow.AddHours(-12),
            EndedAt = DateTimeOffset.UtcNow.AddHours(-7),
            Score = 3,
            Value = 4.2,
            Usual = 1.9,
            Spread = 0.3,
            Furthest = 1.2,
        });
        var one = Assert.Single(await _host.OpenCasesAsync());

        await _host.Services.GetRequiredService<CaseDesk>().TickAsync(default);

        Assert.Empty(await _host.OpenCasesAsync());
        Assert.Contains("Werkstrom hat diesen Fall von selbst abgeschlossen", await _host.PageAsync($"/cases/{one.Id}", "de"), StringComparison.Ordinal);
        Assert.Equal(AssetAlarm.None, _host.Services.GetRequiredService<IAssetState>().Of(signal.AssetId).Alarm);
    }

    [Fact]
    public async Task Given_a_case_When_nothing_material_changes_Then_nothing_is_written()
    {
        var signal = await _host.MachineSignalAsync("werk/m1/a");
        await _host.FoundAsync(CasePlant.Finding(signal));
        var one = Assert.Single(await _host.OpenCasesAsync());
        var desk = _host.Services.GetRequiredService<CaseDesk>();
        for (var i = 0; i < 5; i++)
            await desk.TickAsync(default);

        Assert.Equal(1, Assert.Single(await _host.OpenCasesAsync()).Revision);
        await _host.PersonAsync("Berta");
        await _host.Services.GetRequiredService<CaseActs>().AssignAsync(new("Anna"), one.Id, "Berta", default);
        Assert.Equal(2, Assert.Single(await _host.OpenCasesAsync()).Revision);
    }

    static Finding Past(Signal signal, DateTimeOffset at) => new()
    {
        AssetId = signal.AssetId,
        SignalId = signal.Id,
        Kind = FindingKind.Lasting,
        At = at,
        Since = at.AddHours(-3),
        Score = 3,
        Value = 4.2,
        Usual = 1.9,
        Spread = 0.3,
        Furthest = 1.2,
        IsPast = true,
    };
}
