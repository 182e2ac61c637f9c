using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Backtest;

/// <summary>A back-test counts the cases that the learned past makes of the same findings.</summary>
public sealed class CaseFoldTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_comes_within_a_day_of_the_last_joins_as_it_does_in_the_list_of_cases()
    {
        var (one, other) = (await host.SignalAsync("cf/m1/temperature"), await host.SignalAsync("cf/m2/temperature"));
        // hour it began, hours it lasted: the second comes 20 h after the first, the third 23 h after the second, the fourth 30 h after the third
        Finding[] found = [Of(one, 0, 2), Of(one, 20, 1), Of(one, 43, 1), Of(one, 73, 2), Of(other, 1, 2), Of(other, 100, 1, score: 1)];

        var cases = Fold(found);

        Assert.Equal([(one.Id, Hour(0), Hour(43)), (other.Id, Hour(1), Hour(1)), (one.Id, Hour(73), Hour(73))], cases);
    }

    [Fact]
    public async Task One_that_lasts_holds_together_what_begins_while_it_does()
    {
        var signal = await host.SignalAsync("cf/m3/temperature");

        Assert.Single(Fold([Of(signal, 0, 40), Of(signal, 41, 1)])); // 41 h after the first, one after its end
        Assert.Equal(2, Fold([Of(signal, 0, 1), Of(signal, 41, 1)]).Count);
    }

    [Fact]
    public async Task The_list_of_cases_says_the_same_of_the_same_findings()
    {
        var signal = await host.SignalAsync("cf/m4/temperature");
        Finding[] Found() => [Of(signal, 0, 2), Of(signal, 20, 1), Of(signal, 43, 1), Of(signal, 73, 2)];

        var cases = Fold(Found());
        await host.Services.GetRequiredService<FindingBook>().AddAsync(Found(), default);
        var made = (await host.Services.GetRequiredService<CaseBook>().ListAsync(new(From: Start.AddDays(-1), To: Start.AddDays(30)), default)).Where(c => c.AssetId == signal.AssetId);

        Assert.Equal(cases.Select(c => (c.At, c.Last)), made.OrderBy(c => c.Since).Select(c => (c.NoticedAt, c.LastAt)));
        Assert.Equal(2, cases.Count);
    }

    static DateTimeOffset Hour(double hour) => Start.AddHours(hour);

    // sure by itself: 0.25 + 0.5 + 0.4, at most 0.9; with score 1 and two among it 0.375
    static Finding Of(Signal signal, double hour, double lasted, double score = 2) => new()
    {
        AssetId = signal.AssetId,
        SignalId = signal.Id,
        Kind = FindingKind.Lasting,
        At = Hour(hour),
        Since = Hour(hour),
        EndedAt = Hour(hour + lasted),
        Score = score,
        Value = 4,
        Usual = 2,
        Among = score > 1 ? 1 : 2,
        IsPast = true,
    };

    List<(int? Signal, DateTimeOffset At, DateTimeOffset Last)> Fold(IEnumerable<Finding> found) =>
        [.. CaseFold.Fold(found, new(), host.Services.GetRequiredService<Places>(), Start.AddDays(30)).Select(c => (c.Lead.SignalId, c.At, c.Last)).OrderBy(c => c.At)];
}
