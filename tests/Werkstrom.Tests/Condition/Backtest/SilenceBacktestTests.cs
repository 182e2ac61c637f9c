using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Backtest;

/// <summary>A signal that fell silent in the past is told when live watching would have told it.</summary>
public sealed class SilenceBacktestTests(Host host) : IClassFixture<Host>
{
    const int Day = 24 * 60;
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_told_once_at_the_minute_at_which_it_was_too_long_and_not_where_the_whole_plant_was_silent()
    {
        var (one, other) = (await host.SignalAsync("si/a/flow"), await host.SignalAsync("si/b/flow"));
        Random chance = new(3);
        double[] Noise(int minutes) => [.. Enumerable.Range(0, minutes).Select(_ => 20 + chance.NextDouble())];
        // values each minute for six days; one is silent for five hours, later both for a night
        await host.WriteAsync(one, Start, Noise(6 * Day));
        await host.WriteAsync(one, Start.AddDays(6).AddHours(5), Noise(Day));
        await host.WriteAsync(one, Start.AddDays(8), Noise(Day));
        await host.WriteAsync(other, Start, Noise((7 * Day) + 300));
        await host.WriteAsync(other, Start.AddDays(8), Noise(Day));
        var last = Start.AddDays(6).AddMinutes(-1);

        var told = await RunAsync(one, Start.AddDays(4), Start.AddDays(9));
        var early = await RunAsync(one, Start.AddDays(4), last.AddMinutes(11));
        var justThen = await RunAsync(one, Start.AddDays(4), last.AddMinutes(12));

        // ten usual intervals, times the score 1.03 from which it speaks: 10.3 minutes, looked at each full minute
        Assert.Equal([last.AddMinutes(11)], Silences(told).Select(s => s.At));
        Assert.Equal(11 * 60, Silences(told).Single().Value);
        Assert.Empty(Silences(early));
        Assert.Equal([last.AddMinutes(11)], Silences(justThen).Select(s => s.At));
        Assert.Equal([1], Assert.Single(told.Notes, n => n.Key == "note.off").Named);
    }

    static IEnumerable<Said> Silences(BacktestAnswer answer) => answer.Verdict.Episodes.Select(e => e.What).Where(s => s.Kind == FindingKind.Silence);

    Task<BacktestAnswer> RunAsync(Signal signal, DateTimeOffset from, DateTimeOffset to) => host.Services.GetRequiredService<BacktestEngine>()
        .RunAsync(new(new BacktestSubject.OfWatch(signal.Id, null, null), new(from, to), BacktestAsk.DefaultHorizon), new(), default);
}
