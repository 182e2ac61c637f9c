using System.Globalization;
using Werkstrom.Learning.Health;

namespace Werkstrom.Tests.Learning.Health;

public sealed class HealthTests
{
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // two sensors that go together and one alone, each about ±1 around 10, 20 and 30
    static double[] Well(int i) => [10 + Math.Sin(i), 20 + Math.Sin(i) + (0.1 * Math.Cos(i * 3.7)), 30 + Math.Sin(i * 2.3)];

    static HealthWatch Learned() => new(HealthModel.Learn([.. Enumerable.Range(0, 200).Select(Well)]));

    [Fact]
    public void A_healthy_machine_stays_above_its_limit()
    {
        var watch = Learned();

        Assert.All(Enumerable.Range(200, 500).Select(i => watch.See(Start.AddMinutes(i), Well(i))!), r => Assert.InRange(r.Index, 55, 100));
    }

    [Fact]
    public void A_sensor_that_leaves_its_range_is_named_and_the_alarm_lasts_until_it_is_back()
    {
        var watch = Learned();
        List<HealthReading> seen =
        [
            .. Enumerable.Range(0, 300).Select(i =>
                watch.See(Start.AddMinutes(i), i is >= 100 and < 200 ? [Well(i)[0], Well(i)[1], Well(i)[2] + 8] : Well(i))!),
        ];

        var began = seen.FindIndex(r => r.Began);
        Assert.InRange(began, 105, 112);
        Assert.Single(seen, r => r.Began);
        Assert.True(seen[began].Contributions[2] > 0.8);
        Assert.Equal(1, seen[began].Contributions.Sum(), 1e-9);
        Assert.InRange(seen[began].Since!.Value, Start.AddMinutes(100), Start.AddMinutes(106));
        Assert.True(seen[199].Alarm && seen[199].Index < 10);
        Assert.False(seen[225].Alarm);
        Assert.Null(seen[225].Since);
    }

    [Fact]
    public void A_short_disturbance_is_no_lasting_alarm()
    {
        var watch = Learned();

        Assert.DoesNotContain(
            Enumerable.Range(0, 300).Select(i => watch.See(Start.AddMinutes(i), i == 150 ? [13, 23, 33] : Well(i))!), r => r.Alarm);
    }

    [Fact]
    public void Each_regime_is_judged_by_its_own_healthy_time()
    {
        static double[] Row(int i) => [.. Well(i).Select(v => v + (i % 2 * 100))];
        HealthWatch watch = new(HealthModel.Learn(
            [.. Enumerable.Range(0, 400).Select(Row)], [.. Enumerable.Range(0, 400).Select(i => i % 2)]));

        Assert.All(
            Enumerable.Range(400, 100).Select(i => watch.See(Start.AddMinutes(i), Row(i), i % 2)!), r => Assert.InRange(r.Index, 55, 100));
        Assert.Null(watch.See(Start.AddDays(1), Row(0), regime: 7));
        Assert.Equal([0, 1], watch.Model.Regimes.Order());
    }

    [Fact]
    public void A_machine_that_stands_still_is_not_well_by_that()
    {
        // regime 1 runs, regime 0 stands still: nothing moves, and nothing is to be seen
        static int Regime(int i) => i / 100 % 2;
        static double[] Row(int i) => Regime(i) == 1 ? Well(i) : [1, 2, 3];
        HealthWatch watch = new(HealthModel.Learn([.. Enumerable.Range(0, 600).Select(Row)], [.. Enumerable.Range(0, 600).Select(Regime)]));

        var seen = Enumerable.Range(700, 500)
            .Select(i => watch.See(Start.AddMinutes(i), i is >= 700 and < 800 or >= 900 and < 1000 ? [Well(i)[0], Well(i)[1], 40] : Row(i), Regime(i))!).ToList();

        Assert.Single(seen, s => s.Began);
        Assert.All(seen[50..299], s => Assert.True(s.Alarm && s.Index < 50));
        Assert.All(seen[50..299], s => Assert.Equal(1, s.Regime));
        Assert.False(seen[430].Alarm); // back where it was off, 30 rows after it ran again
    }

    [Fact]
    public void What_is_known_from_few_days_only_is_said_with_more_care()
    {
        static HealthReading Off(double days)
        {
            HealthWatch watch = new(HealthModel.Learn([.. Enumerable.Range(0, 200).Select(Well)], null, new() { Days = days }));
            return Enumerable.Range(200, 50).Select(i => watch.See(Start.AddMinutes(i), [Well(i)[0], Well(i)[1], Well(i)[2] + 5])!).Last();
        }

        Assert.True(Off(days: 60).Index < Off(days: 7).Index);
        Assert.True(Off(days: 7).Index < Off(days: 3).Index);
    }

    [Fact]
    public void Easing_moves_the_alarm_and_not_the_index()
    {
        var (strict, easy) = (Learned(), Learned());
        easy.Easing = 0.5;
        var seen = Enumerable.Range(0, 100).Select(i => new[] { Well(i)[0], Well(i)[1], Well(i)[2] + (i < 50 ? 0 : 0.6) })
            .Select((row, i) => (Strict: strict.See(Start.AddMinutes(i), row)!, Easy: easy.See(Start.AddMinutes(i), row)!)).ToList();

        Assert.All(seen, s => Assert.Equal(s.Strict.Index, s.Easy.Index));
        Assert.DoesNotContain(seen, s => s.Strict.Alarm);
        Assert.Contains(seen, s => s.Easy.Alarm);
        Assert.Equal(1.5, HealthWatch.ShareOf(HealthWatch.IndexOf(1.5)), 1e-9);
        Assert.Equal(50, HealthWatch.IndexOf(1));
    }

    [Fact]
    public void A_missing_value_does_not_count()
    {
        var watch = Learned();

        Assert.All(
            Enumerable.Range(200, 100).Select(i => watch.See(Start.AddMinutes(i), [Well(i)[0], Well(i)[1], double.NaN])!),
            r => Assert.InRange(r.Index, 55, 100));
    }

    [Fact]
    public void A_restart_forgets_nothing()
    {
        var watch = Learned();
        for (var i = 0; i < 57; i++)
            watch.See(Start.AddMinutes(i), [Well(i)[0], Well(i)[1], Well(i)[2] + (i > 50 ? 9 : 0)]);
        var again = HealthWatch.Load(watch.Save());

        for (var i = 57; i < 90; i++)
        {
            var (one, other) = (watch.See(Start.AddMinutes(i), [10, 20, 39])!, again.See(Start.AddMinutes(i), [10, 20, 39])!);
            Assert.Equal((one.Index, one.Since, one.Alarm, one.Began), (other.Index, other.Since, other.Alarm, other.Began));
            Assert.Equal(one.Contributions, other.Contributions);
        }

        Assert.Throws<InvalidDataException>(() => HealthWatch.Load(again.Save()[..^1]));
    }

    [Fact]
    public void Everything_that_is_wrong_with_what_it_learns_from_is_said_at_once()
    {
        var refused = Assert.Throws<ArgumentException>(() => HealthModel.Learn([[1, 2], [1], [1, double.PositiveInfinity]], [0, 0]));

        Assert.Contains("50 rows", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rows[1]: 2 values", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rows[2]: a value is a finite number", refused.Message, StringComparison.Ordinal);
        Assert.Contains("regimes: one for each of 3 rows", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_inverse_of_a_matrix() =>
        Assert.Equal([0.6, -0.2, -0.2, 0.4], Inverse.Of(new double[,] { { 2, 1 }, { 1, 3 } }).Cast<double>().Select(v => Math.Round(v, 12)));

    [DataFact("bearing")]
    public void The_bearing_that_fails_is_named_three_days_before_its_end_and_not_in_the_first_half()
    {
        var rows = File.ReadLines(SharedData.Path("bearing/ims_test2_10min.csv")).Skip(1).Select(l => l.Split(',')).Select(c => (
            At: DateTimeOffset.ParseExact(c[1], "yyyy.MM.dd.HH.mm.ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Row: c[2..].Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())).ToList();
        HealthWatch watch = new(HealthModel.Learn([.. rows.Take(288).Select(r => r.Row)]));
        var seen = rows.Select(r => (r.At, Reading: watch.See(r.At, r.Row)!)).ToList();
        var (began, reading) = Assert.Single(seen, s => s.Reading.Began);

        Assert.InRange(began, new DateTimeOffset(2004, 2, 15, 20, 32, 39, TimeSpan.Zero), new DateTimeOffset(2004, 2, 16, 6, 22, 39, TimeSpan.Zero));
        Assert.True(seen[^1].Reading.Alarm);
        Assert.Equal(0, reading.Contributions.Index().MaxBy(c => c.Item).Index);
    }
}
