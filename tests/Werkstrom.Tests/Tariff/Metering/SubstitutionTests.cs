using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Metering;

/// <summary>Substitute values; the expected ones by hand.</summary>
public sealed class SubstitutionTests
{
    // Monday 3 to Monday 10 November 2025; quarter-hour c of day d (0 Monday) has 100·d + c Wh
    static readonly QuarterRange Week = GermanTime.Between(new(2025, 11, 3), new(2025, 11, 11));

    [Fact]
    public void A_gap_of_two_hours_is_a_straight_line()
    {
        var measured = Measured();
        measured.AsSpan(96 + 40, 8).Clear(); // Tuesday 10:00 to 12:00: between 139 and 148
        var values = Fill(measured);
        Assert.Equal([140, 141, 142, 143, 144, 145, 146, 147], values[136..144].Select(v => v.Wh));
        Assert.All(values[136..144], v => Assert.Equal((ValueOrigin.Interpolated, Doubt.Missing), (v.Origin, v.Doubt)));
        Assert.All(values[..136].Concat(values[144..]), v => Assert.Equal((ValueOrigin.True, Doubt.None), (v.Origin, v.Doubt)));
    }

    [Fact]
    public void A_line_is_rounded_to_the_nearest()
    {
        var measured = Measured();
        (measured[100], measured[101], measured[102], measured[103]) = (10, null, null, 0); // 10 − 10/3 = 6.67, 10 − 20/3 = 3.33
        Assert.Equal([10, 7, 3, 0], Fill(measured)[100..104].Select(v => v.Wh));
    }

    [Fact]
    public void A_longer_gap_takes_the_newest_earlier_day_of_its_kind()
    {
        var measured = Measured();
        measured.AsSpan((2 * 96) + 40, 9).Clear(); // Wednesday 10:00 to 12:15: Tuesday's 140 to 148
        measured[96 + 47] = null; // but Tuesday is not whole there: Monday's 40 to 48
        var values = Fill(measured);
        Assert.Equal(Enumerable.Range(40, 9), values[232..241].Select(v => v.Wh));
        Assert.All(values[232..241], v => Assert.Equal(ValueOrigin.ComparisonDay, v.Origin));
        Assert.Equal(ValueOrigin.Interpolated, values[143].Origin);
    }

    [Fact]
    public void A_Monday_looks_to_Friday_and_a_Saturday_to_nothing()
    {
        var measured = Measured();
        measured.AsSpan(5 * 96, 96).Clear(); // Saturday, the first of its kind
        measured.AsSpan(7 * 96, 10).Clear(); // Monday 10 November from 00:00: Friday's 400 to 409
        var values = Fill(measured);
        Assert.Equal(Enumerable.Range(400, 10), values[672..682].Select(v => v.Wh));
        Assert.All(values[480..576], v => Assert.Equal((0, ValueOrigin.Missing), (v.Wh, v.Origin)));
        var profiled = Fill(measured, new() { Profile = LoadProfile.Of("H25"), AnnualWh = 3_500_000 });
        var year = LoadProfile.Of("H25").Year(2025, 3_500_000, TypeOf);
        var saturday = Week.First + 480 - GermanTime.Year(2025).First;
        Assert.Equal(year[saturday..(saturday + 96)], profiled[480..576].Select(v => v.Wh));
        Assert.All(profiled[480..576], v => Assert.Equal(ValueOrigin.Profile, v.Origin));
    }

    [Fact]
    public void A_gap_at_the_edge_is_not_interpolated()
    {
        var measured = Measured();
        (measured[0], measured[^1]) = (null, null);
        var values = Fill(measured);
        Assert.Equal((ValueOrigin.Missing, ValueOrigin.ComparisonDay), (values[0].Origin, values[^1].Origin));
        Assert.Equal(495, values[^1].Wh); // Friday 23:45: 400 + 95
    }

    [Fact]
    public void What_is_implausible_is_replaced_and_says_why()
    {
        var measured = Measured();
        (measured[50], measured[60], measured[4 * 96]) = (-1, 10_868, 7_000); // 63 A: 43,470 W are 10,867.5 Wh; Friday 00:00 is usually 0, 100, 200, 300
        var values = Fill(measured, new() { MostPower = SubstituteRules.FusePower(63) });
        Assert.Equal((50, ValueOrigin.Interpolated, Doubt.Negative), (values[50].Wh, values[50].Origin, values[50].Doubt));
        Assert.Equal((60, ValueOrigin.Interpolated, Doubt.OverPower), (values[60].Wh, values[60].Origin, values[60].Doubt));
        Assert.Equal(Doubt.Spike, values[384].Doubt);
        Assert.Equal(398, values[384].Wh); // between Thursday's 395 and Friday's 401
    }

    [Fact]
    public void A_spike_needs_three_days_to_compare_with()
    {
        var measured = Measured();
        measured[2 * 96] = 7_000; // Wednesday has two workdays before it
        Assert.Equal(MeterValue.Measured(7_000), Fill(measured)[192]);
        measured[60] = 10_867;
        Assert.Equal(ValueOrigin.True, Fill(measured, new() { MostPower = SubstituteRules.FusePower(63) })[60].Origin);
    }

    [Fact]
    public void The_days_of_the_clock_keep_their_times()
    {
        // Sundays 19 and 26 October 2025 (100 quarter-hours) and 2 November: a gap of 26 October from 02:00 to 05:00 (16 quarter-hours) takes that of 19 October
        var range = GermanTime.Between(new(2025, 10, 19), new(2025, 11, 3));
        int?[] measured = [.. Enumerable.Range(range.First, range.Count).Select(q => (int?)GermanTime.OfClock(q))];
        var sunday = GermanTime.Day(new(2025, 10, 26)).First - range.First;
        measured.AsSpan(sunday + 8, 16).Clear();
        var last = GermanTime.Day(new(2025, 11, 2)).First - range.First;
        measured.AsSpan(last + 30, 20).Clear();
        var values = Substitution.Fill(range, measured, new(), TypeOf);
        Assert.Equal([8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19], values[(sunday + 8)..(sunday + 24)].Select(v => v.Wh));
        Assert.Equal(Enumerable.Range(30, 20), values[(last + 30)..(last + 50)].Select(v => v.Wh)); // from 26 October, where the clock is four behind the count
    }

    [Fact]
    public void Nothing_is_seen_of_later_days()
    {
        var measured = Measured();
        measured.AsSpan(100, 20).Clear();
        var whole = Fill(measured);
        var range = new QuarterRange(Week.First, 300);
        Assert.Equal(whole[..300], Substitution.Fill(range, measured.AsSpan(0, 300), new(), TypeOf));
    }

    static int?[] Measured() => [.. Enumerable.Range(0, Week.Count).Select(i => (int?)((i / 96 * 100) + (i % 96)))];

    static MeterValue[] Fill(int?[] measured, SubstituteRules? rules = null) => Substitution.Fill(Week, measured, rules ?? new(), TypeOf);

    static DayType TypeOf(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Sunday => DayType.Sunday, DayOfWeek.Saturday => DayType.Saturday, _ => DayType.Workday };
}
