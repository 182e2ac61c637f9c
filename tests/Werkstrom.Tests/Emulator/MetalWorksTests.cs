using System.Text;
using Werkstrom.Emulator.Sending;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Emulator;

public sealed class MetalWorksTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero); // a Monday
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void It_has_two_lines_ten_machines_and_about_120_signals()
    {
        var works = new MetalWorks(1, Start);

        Assert.Equal(10, works.All.Count);
        Assert.Equal(["line1", "line2"], works.All.Select(m => m.Asset.Split('/')[0]).Distinct());
        Assert.InRange(works.Signals.Count, 110, 140);
        Assert.Equal(works.Signals.Count, works.Signals.Select(s => s.Asset + "/" + s.Name).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_plant() => Assert.Equal(ValuesAfter(7, 3000), ValuesAfter(7, 3000));

    [Fact]
    public void Another_seed_gives_another_plant() => Assert.NotEqual(ValuesAfter(7, 3000), ValuesAfter(8, 3000));

    [Fact]
    public void Every_value_is_a_number()
    {
        var works = new MetalWorks(1, Start);
        for (var i = 0; i < 20_000; i++)
        {
            works.Advance(Minute);
            Assert.All(works.Values, value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Counters_never_fall()
    {
        var works = new MetalWorks(1, Start);
        var counters = Enumerable.Range(0, works.Signals.Count).Where(i => works.Signals[i].Kind == SignalKind.Counter).ToArray();
        var before = new double[works.Signals.Count];
        for (var i = 0; i < 5000; i++)
        {
            works.Advance(Minute);
            foreach (var c in counters)
            {
                Assert.True(works.Values[c] >= before[c], works.Signals[c].Name);
                before[c] = works.Values[c];
            }
        }
    }

    /// <summary>12.4 days after the start is a Saturday: mill 2 fails on Monday, 16 March, 10:40 CET, 14.403 days after the start.</summary>
    [Fact]
    public void Bearing_damage_shows_in_the_vibration_days_before_the_failure()
    {
        var healthy = RunningMean("line1/mill2", "vibration", from: 3, to: 6);
        var ill = RunningMean("line1/mill2", "vibration", from: 13.9, to: 14.4);
        var failed = Mean("line1/mill2", "state", from: 14.41, to: 14.6);

        Assert.InRange(healthy, 1.0, 2.6);
        Assert.InRange(ill / healthy, 2.0, 6.0);
        Assert.Equal(4, failed);
    }

    [Fact]
    public void A_leak_shows_in_pressure_and_pump()
    {
        Assert.InRange(RunningMean("line2/press1", "system_pressure", 14, 15) - RunningMean("line2/press1", "system_pressure", 21.0, 21.4), 12, 30);
        Assert.InRange(RunningMean("line2/press1", "pump_duty", 21.0, 21.4) - RunningMean("line2/press1", "pump_duty", 14, 15), 12, 35);
    }

    [Fact]
    public void A_burnt_element_shows_in_its_current_alone() =>
        Assert.InRange(RunningMean("line2/oven1", "current_l2", 28.0, 28.35) / RunningMean("line2/oven1", "current_l1", 28.0, 28.35), 0.3, 0.75);

    [Fact]
    public void Failures_come_in_the_early_shift_of_a_working_day()
    {
        var mill = new MetalWorks(1, Start).All.Single(m => m.Asset == "line1/mill2");

        Assert.Equal(
            [new(2026, 3, 16, 9, 40, 0, TimeSpan.Zero), new(2026, 4, 2, 8, 40, 0, TimeSpan.Zero)],
            mill.Ageing!.Within(Start, Start.AddDays(40)).Select(f => f.At));
    }

    [Fact]
    public void Nobody_works_on_Sunday() => Assert.Equal(0, Mean("line1/mill1", "state", from: 6.2, to: 6.9));

    [Fact]
    public void The_sun_shines_by_day_only()
    {
        Assert.Equal(0, Mean("energy/pv", "power", from: 1.95, to: 2.05));
        Assert.True(Mean("energy/pv", "power", from: 1.45, to: 1.5) > 5);
    }

    [Fact]
    public void Steps_of_a_second_and_of_a_minute_give_the_same_course()
    {
        var coarse = new MetalWorks(1, Start);
        var fine = new MetalWorks(1, Start);
        for (var i = 0; i < 600; i++)
        {
            coarse.Advance(Minute);
            for (var s = 0; s < 60; s++)
                fine.Advance(TimeSpan.FromSeconds(1));
        }

        var oil = Index(coarse, "line2/press2", "oil_temperature");
        Assert.InRange(fine.Values[oil] - coarse.Values[oil], -1.5, 1.5);
    }

    [Theory]
    [InlineData("line1/mill1")]
    [InlineData("line1/lathe1")]
    [InlineData("line2/press2")]
    [InlineData("line2/robot1")]
    public void What_is_recorded_once_a_minute_and_what_is_sent_every_second_tell_of_the_same_machine(string asset)
    {
        var coarse = new MetalWorks(1, Start);
        var fine = new MetalWorks(1, Start);
        var (power, state) = (Index(coarse, asset, "power"), Index(coarse, asset, "state"));
        List<double> minutes = [], means = [];
        for (var i = 0; i < 4 * 1440; i++)
        {
            coarse.Advance(Minute);
            var (sum, runs) = (0.0, 0);
            for (var s = 0; s < 60; s++)
            {
                fine.Advance(TimeSpan.FromSeconds(1));
                sum += fine.Values[power];
                runs += fine.Values[state] == 3 ? 1 : 0;
            }

            if (coarse.Values[state] == 3)
                minutes.Add(coarse.Values[power]);
            if (runs == 60)
                means.Add(sum / 60);
        }

        // what health compares: means of live minutes lie where the recorded minutes lie, in the middle of them and in their breadth
        Assert.True(minutes.Count > 1_000 && means.Count > 1_000);
        Assert.InRange(means.Average() / minutes.Average(), 0.98, 1.02);
        Assert.True(means.Count(m => m < minutes.Min() || m > minutes.Max()) < 0.01 * means.Count);
    }

    [Fact]
    public void Lines_name_asset_field_and_instant()
    {
        StringBuilder text = new();
        new LineWriter("works", [new("energy/pv", "power", "", "", "kW", 2), new("energy/pv", "irradiance", "", "", "W/m2", 0), new("building", "shift", "", "", "1", 0)])
            .Write(text, [12.5, 310, 1], DateTimeOffset.FromUnixTimeMilliseconds(1_772_409_600_000));

        Assert.Equal(
            "works,area=energy,unit=pv power=12.5,irradiance=310 1772409600000\nworks,area=building shift=1 1772409600000\n",
            text.ToString());
    }

    static double[] ValuesAfter(int seed, int minutes)
    {
        var works = new MetalWorks(seed, Start);
        for (var i = 0; i < minutes; i++)
            works.Advance(Minute);
        return works.Values;
    }

    static double Mean(string asset, string name, double from, double to) => Mean(asset, name, from, to, _ => true);

    static double RunningMean(string asset, string name, double from, double to) => Mean(asset, name, from, to, state => state == 3);

    static double Mean(string asset, string name, double from, double to, Func<double, bool> when)
    {
        var works = new MetalWorks(1, Start);
        var (value, state) = (Index(works, asset, name), asset.StartsWith("line", StringComparison.Ordinal) ? Index(works, asset, "state") : 0);
        List<double> values = [];
        while (works.Now < Start.AddDays(to))
        {
            works.Advance(Minute);
            if (works.Now >= Start.AddDays(from) && when(works.Values[state]))
                values.Add(works.Values[value]);
        }

        return values.Average();
    }

    static int Index(MetalWorks works, string asset, string name) =>
        Enumerable.Range(0, works.Signals.Count).Single(i => works.Signals[i].Asset == asset && works.Signals[i].Name == name);
}
