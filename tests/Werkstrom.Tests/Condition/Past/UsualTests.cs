using Werkstrom.Condition.Past;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Condition.Past;

public sealed class UsualTests
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Weekends_are_as_usual_as_working_days()
    {
        // four weeks: 10 on five days, 0 on two, and 13 on the last Wednesday at noon
        double[] values = [.. Enumerable.Range(0, 28 * 24).Select(h => h / 24 % 7 < 5 ? 10.0 : 0.0)];
        values[(23 * 24) + 12] = 13;

        var off = Usual.Deviations(values, Hour);

        Assert.Equal(3, off[(23 * 24) + 12]);
        Assert.All(off.Skip(8 * 24).Where((_, i) => i + (8 * 24) != (23 * 24) + 12), d => Assert.True(d == 0));
        Assert.True(double.IsNaN(off[0]));
    }

    [Fact]
    public void Nothing_later_is_used()
    {
        double[] values = [.. Enumerable.Range(0, 20 * 24).Select(h => Math.Sin(h))];
        var before = Usual.Deviations(values, Hour);
        for (var i = 300; i < values.Length; i++)
            values[i] = 1e6;

        Assert.Equal(before[..300], Usual.Deviations(values, Hour)[..300]);
    }

    [Fact]
    public void The_greatest_twentieth_does_not_count_as_usual_scatter() =>
        Assert.Equal(2, Usual.Scatter([.. Enumerable.Repeat(2.0, 95), .. Enumerable.Repeat(100.0, 5), double.NaN]));

    [Theory]
    [InlineData(0.5, 60, new[] { 4, 24 })]
    [InlineData(48, 60, new[] { 24, 48, 120 })]
    [InlineData(1_000, 60, new[] { 120 })]
    [InlineData(48, 86_400, new[] { 336 })] // one value a day: two weeks
    public void Lengths_suit_the_episode_and_the_signal(double hours, int interval, int[] lengths)
    {
        Signal signal = new() { Id = 1, AssetId = 1, Name = "t", Path = "m/t", ExpectedInterval = TimeSpan.FromSeconds(interval) };

        Assert.Equal(lengths, LookLength.Of([signal], TimeSpan.FromHours(hours)).Select(l => (int)l.Length.TotalHours));
    }

    [Fact]
    public void Three_alike_of_four_are_a_probable_cause_one_is_a_possible_one()
    {
        Assert.Equal((Sureness.Likely, 3, 4), Guess(3, 1));
        Assert.Equal((Sureness.Possible, 1, 1), Guess(1, 0));
        Assert.Equal((Sureness.Possible, 3, 6), Guess(3, 3));
    }

    [Fact]
    public void Without_alike_ones_the_records_of_the_machine_speak_but_only_when_they_agree()
    {
        SimilarAnswer none = new(Question, null, 7, 0, 0, [], NoAnswer.NothingAlike);
        KnownFailure[] agree = [Failed(1, "Lager"), Failed(2, "lager "), Failed(3, "Lager"), Failed(4, "Ventil")];

        Assert.Equal(new(Sureness.Usual, "Lager", "VIB", 3, 4), CauseGuess.Of(none, agree));
        Assert.Equal(CauseGuess.Nothing, CauseGuess.Of(none, agree[1..]));
    }

    static CaseQuestion Question => new(1, 1, PastPlant.Day(1), PastPlant.Day(2), []);

    static (Sureness, int, int) Guess(int failed, int others)
    {
        SimilarSituation Of(Ending ending, KnownFailure? failure) => new(1, PastPlant.Day(0), PastPlant.Day(1), 90, ending, failure, null, []);
        var guess = CauseGuess.Of(
            new(Question, Hour, 7, 1, 1, [.. Enumerable.Range(1, failed).Select(i => Of(Ending.Failure, Failed(i, "Lager"))), .. Enumerable.Repeat(Of(Ending.Nothing, null), others), Of(Ending.Open, null)], null), []);
        return (guess.Sureness, guess.Votes, guess.All);
    }

    static KnownFailure Failed(int id, string kind) => new(id, 1, PastPlant.Day(id), null, kind, "VIB", null);
}
