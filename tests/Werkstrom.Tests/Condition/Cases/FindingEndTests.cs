using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>When something was over, from the samples since.</summary>
public sealed class FindingEndTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Now = Minute(DateTimeOffset.UtcNow), At = Now.AddHours(-3);

    [Fact]
    public async Task What_comes_back_to_the_usual_was_over_then() =>
        Assert.InRange(await EndAsync("a", FindingKind.Lasting, m => m < 30 ? 4.2 : 1.9) ?? default, At.AddMinutes(25), At.AddMinutes(35)); // seen in steps of five minutes

    [Fact]
    public async Task What_stays_off_lasts() => Assert.Null(await EndAsync("b", FindingKind.Shift, _ => 4.2));

    [Fact]
    public async Task One_usual_value_among_unusual_ones_is_no_end() =>
        Assert.Null(await EndAsync("c", FindingKind.Lasting, m => m % 10 == 0 ? 1.9 : 4.2));

    [Fact]
    public async Task What_has_been_so_for_a_week_is_the_new_usual()
    {
        var signal = await host.MachineSignalAsync("ende/woche/x");
        await host.WriteAsync(signal, Now.AddDays(-8), [.. Enumerable.Repeat(4.2, 8 * 1_440)]);

        Assert.Equal(Now.AddDays(-1), await EndAsync(signal, FindingKind.Shift, Now.AddDays(-8)));
    }

    [Theory]
    [InlineData(nameof(FindingKind.Shift), 2)]
    [InlineData(nameof(FindingKind.Spread), 0.25)]
    public async Task What_lasted_until_the_last_value_was_over_then_and_not_later(string kind, double hours)
    {
        var signal = await host.MachineSignalAsync($"ende/daten/{kind}");
        await host.WriteAsync(signal, Now.AddDays(-20), [.. Enumerable.Repeat(4.2, (int)(60 * hours))]);

        Assert.Equal(Now.AddDays(-20).AddHours(hours).AddMinutes(-1), await EndAsync(signal, Enum.Parse<FindingKind>(kind), Now.AddDays(-20)));
    }

    [Fact]
    public async Task Silence_is_over_with_the_next_value() =>
        Assert.InRange(await EndAsync("d", FindingKind.Silence, m => m < 45 ? double.NaN : 1.9) ?? default, At.AddMinutes(44), At.AddMinutes(46));

    [Fact]
    public async Task A_standstill_is_over_when_the_value_moves() =>
        Assert.InRange(await EndAsync("e", FindingKind.Stuck, m => m < 60 ? 2 : m) ?? default, At.AddMinutes(59), At.AddMinutes(61));

    [Fact]
    public async Task A_state_is_over_when_another_comes()
    {
        var signal = await host.MachineSignalAsync("ende/m/zustand", "", SignalKind.State);
        await host.WriteAsync(signal, At, [.. Enumerable.Range(0, 170).Select(m => m < 20 ? 4.2 : 1.0)]);

        Assert.InRange(await EndAsync(signal, FindingKind.RareState, At) ?? default, At.AddMinutes(19), At.AddMinutes(21));
    }

    [Fact]
    public async Task Scatter_and_course_are_told_once_and_over_after_half_an_hour() =>
        Assert.Equal(At.AddMinutes(30), await EndAsync("f", FindingKind.Spread, _ => 4.2));

    [Fact]
    public async Task Of_a_signal_that_is_gone_nothing_lasts() =>
        Assert.Equal(At, await host.Services.GetRequiredService<FindingEnds>().OfAsync(One(new() { Id = 99_998, AssetId = 1, Name = "x", Path = "x/x" }, FindingKind.Shift, At), Now, default));

    [Fact]
    public async Task What_its_maker_ends_is_not_ended_here() => Assert.Null(await EndAsync("g", FindingKind.Health, _ => 1.9));

    async Task<DateTimeOffset?> EndAsync(string name, FindingKind kind, Func<int, double> value)
    {
        var signal = await host.MachineSignalAsync($"ende/m/{name}");
        var first = Enumerable.Range(0, 170).First(m => double.IsFinite(value(m)));
        await host.WriteAsync(signal, At.AddMinutes(first), [.. Enumerable.Range(first, 170 - first).Select(value)]);
        return await EndAsync(signal, kind, At);
    }

    Task<DateTimeOffset?> EndAsync(Signal signal, FindingKind kind, DateTimeOffset at) =>
        host.Services.GetRequiredService<FindingEnds>().OfAsync(One(signal, kind, at), Now, default);

    static Finding One(Signal signal, FindingKind kind, DateTimeOffset at) => new()
    {
        AssetId = signal.AssetId,
        SignalId = signal.Id,
        Kind = kind,
        At = at,
        Since = at.AddMinutes(-5),
        Score = 2,
        Value = 4.2,
        Usual = 1.9,
        Spread = 0.3,
        Furthest = 1.2,
    };

    static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
