using Werkstrom.Store.Live;

namespace Werkstrom.Tests.Store;

public sealed class IntervalLearnerTests
{
    const long Second = 1_000_000;
    const long Noon = 1_773_144_000 * Second; // 2026-03-10T12:00:00Z

    readonly IntervalLearner _learner = new();
    long _now = Noon;
    long _look = 1;
    int _count;

    // every look is 5 s after the one before
    void Looks(int looks, int samples)
    {
        (_now, _look, _count) = (_now + (looks * 5 * Second), _look + looks, _count + samples);
        _learner.Take(_now, _look, _now, _count);
    }

    [Fact]
    public void Five_samples_in_five_seconds_are_one_a_second_once_eight_spacings_twenty_seconds_apart_say_so()
    {
        Looks(1, 5);
        for (var look = 1; look <= 28; look++) // the first spacing after 5 s, the eighth 140 s later: at look 29
            Looks(1, 5);
        Assert.Null(_learner.Learned(null));
        Looks(1, 5);
        Assert.Equal(Second, _learner.Learned(null));
    }

    [Fact]
    public void Sixty_samples_in_a_body_once_a_minute_are_one_arrival_a_minute()
    {
        for (var minute = 0; minute <= 8; minute++)
            Looks(12, 60);
        Assert.Equal(60 * Second, _learner.Learned(null));
    }

    [Fact]
    public void A_night_without_data_and_the_emptying_of_a_buffer_move_nothing()
    {
        for (var look = 0; look < 60; look++)
            Looks(1, 5);
        Looks(12 * 720, 1); // 12 h later
        Looks(720, 3_600); // an hour that was buffered
        Assert.Equal(Second, _learner.Learned(null));
    }

    [Fact]
    public void What_sends_when_something_happens_has_no_interval_and_loses_one_that_was_learned()
    {
        // sorted: 20 25 30 35 45 50 60 75 120 150 300 400 900 1200 2400; the median is 75, and 45 to 150 are like it: 6 of 15
        foreach (var seconds in (int[])[20, 45, 300, 25, 900, 35, 60, 1200, 120, 30, 400, 75, 2400, 50, 150, 20])
            Looks(seconds / 5, 1);
        Assert.Null(_learner.Learned(null));
        Assert.Null(_learner.Learned(60 * Second));
    }

    [Fact]
    public void A_burst_of_a_minute_is_not_enough()
    {
        for (var look = 0; look < 12; look++)
            Looks(1, 1);
        Assert.Null(_learner.Learned(null));
    }

    [Fact]
    public void A_new_pace_is_learned_and_a_little_drift_is_not()
    {
        for (var i = 0; i < 16; i++)
            Looks(4, 1); // 20 s
        Assert.Equal(20 * Second, _learner.Learned(null));
        Assert.Equal(24 * Second, _learner.Learned(24 * Second)); // 24 - 20 = 4, a sixth: it stays
        for (var i = 0; i < 12; i++)
            Looks(24, 1); // 120 s
        Assert.Equal(120 * Second, _learner.Learned(20 * Second));
    }

    [Fact]
    public void What_comes_less_than_about_once_an_hour_is_not_learned()
    {
        for (var i = 0; i < 16; i++)
            Looks(4 * 720, 1);
        Assert.Null(_learner.Learned(null));
    }

    [Theory]
    [InlineData(4_930_000, 5_000_000)] // within a twentieth of 5 s
    [InlineData(7_340_000, 7_300_000)]
    [InlineData(433_000_000, 430_000_000)]
    [InlineData(880_000_000, 900_000_000)] // a quarter of an hour
    public void What_is_shown_is_round(long spacing, long shown)
    {
        for (var i = 0; i < 9; i++)
            _learner.Take(Noon + (i * 1_000 * Second), i * 200, Noon + (i * spacing), i);
        Assert.Equal(shown, _learner.Learned(null));
    }

    [Fact]
    public void After_history_the_way_to_live_data_is_no_spacing()
    {
        Looks(1, 1);
        for (var i = 0; i < 7; i++)
            Looks(12, 1);
        _learner.Skip();
        Looks(12, 1); // the eighth would be this one
        Assert.Null(_learner.Learned(null));
        Looks(12, 1);
        Assert.Equal(60 * Second, _learner.Learned(null));
    }
}
