using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;
using static Werkstrom.Tests.Emulator.PlantText;

namespace Werkstrom.Tests.Emulator;

public sealed class FilePlantTests
{
    const string Seconds = """{"name":"n","unit":"1","form":"counter","perHour":3600}"""; // counts seconds
    const string Twenty = """{"name":"t","unit":"Cel","form":"constant","value":20}""";
    const string State = """{"name":"state","form":"state"}""";

    [Fact]
    public void A_sensor_shows_no_more_than_its_range_whatever_noise_and_faults_add()
    {
        var noisy = Values(Plan("""{"name":"p","unit":"bar","form":"constant","value":0,"noise":1,"min":0,"max":0.5}"""), 200);
        Assert.All(noisy, v => Assert.InRange(v, 0, 0.5));
        Assert.Contains(0.5, noisy);
        Assert.Equal([8, 20, 8], Values(Plan("""{"name":"p","unit":"bar","form":"constant","value":8,"max":20}""", plant: """ "faults": ["2s spike m/p 40"], """), 3));
        Assert.Contains("$.machines[0].signals[0].max: range: 'max' must be above 'min'.", string.Join('\n', Faults("""{"machines":[{"path":"m","cycle":"10s","signals":[{"name":"p","unit":"bar","form":"constant","value":8,"min":3,"max":3}]}]}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_file_and_seed_give_the_same_values() => Assert.Equal(Mill(7), Mill(7));

    [Fact]
    public void Another_seed_gives_other_values() => Assert.NotEqual(Mill(7), Mill(8));

    static Reading[] Mill(int seed) =>
        [.. Steps(Right($$"""{"seed":{{seed}},"expected":"_e","machines":[{"path":"a/mill","type":"mill"},{"path":"b","type":"conveyor"}]}"""), 3000).SelectMany(s => s)];

    [Fact]
    public void A_cycle_runs_along_straight_lines() => Assert.Equal(
        [2, 4, 6, 8, 10, 8, 6, 4, 2, 0, 2], Values(Plan("""{"name":"p","unit":"kW","form":"cycle","points":[[0,0],[0.5,10],[1,0]]}"""), 11));

    [Fact]
    public void A_sine_swings_around_its_mean() => Assert.Equal(
        [15, 10, 5, 10], Values(Plan("""{"name":"p","unit":"kW","form":"sine","mean":10,"amplitude":5,"period":"4s"}"""), 4));

    /// <summary>After one time constant 63.2 % of the way from 20 to 120: 20 + 100 · (1 − e⁻¹) = 83.21.</summary>
    [Fact]
    public void A_body_goes_its_way_by_the_first_order() => Assert.Equal(
        83.21, Values(Plan("""{"name":"t","unit":"Cel","form":"body","idle":20,"run":120,"timeConstant":"100s"}"""), 100)[^1]);

    /// <summary>36 kW for a second are 0.01 kWh; a cycle of 10 s ends at the tenth second.</summary>
    [Fact]
    public void Counters_count_cycles_and_integrals()
    {
        var plan = Plan("""{"name":"p","unit":"kW","form":"constant","value":36},{"name":"e","unit":"kW.h","form":"counter","of":"p"},{"name":"c","unit":"1","form":"counter","perCycle":2}""");

        Assert.Equal([0.01, 0.02, 0.03], Values(plan, 3, 1));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2], Values(plan, 11, 2));
    }

    [Fact]
    public void Nobody_works_outside_the_shifts() => Assert.Equal(
        [3, 3, 0, 0], Values(Plan(State, plant: """ "every": "1h", "zone": "Europe/Berlin", "shifts": [{"days":["mon"],"from":"06:00","to":"10:00"}], """), 4)); // the first hour ends at 07:00Z, 08:00 in Berlin

    [Fact]
    public void A_stuck_sensor_keeps_its_value() => Assert.Equal([1, 2, 3, 3, 3, 3, 7, 8], Values(Faulty(Seconds, "3s stuck m/n for 4s"), 8));

    [Fact]
    public void A_drift_grows_from_where_it_begins() => Assert.Equal([20, 20, 21, 22, 20], Values(Faulty(Twenty, "2s drift m/t 3600 for 3s"), 5));

    [Fact]
    public void A_spike_is_one_value() => Assert.Equal([20, 60.5, 20], Values(Faulty(Twenty, "2s spike m/t 40.5"), 3));

    [Fact]
    public void Values_of_a_lost_link_come_later_with_their_time()
    {
        var steps = Steps(Faulty(Seconds, "2s link m for 2s"), 5).ToArray();

        Assert.Equal([1, 0, 0, 3, 1], steps.Select(s => s.Count));
        Assert.Equal([(2, Start.AddSeconds(2)), (3, Start.AddSeconds(3)), (4, Start.AddSeconds(4))], steps[3].Select(r => (r.Value, r.At)));
    }

    [Fact]
    public void A_link_that_drops_forgets()
    {
        FilePlant plant = new(Faulty(Seconds, "2s link all drop for 2s"), Start);
        List<double> sent = [];
        for (var i = 0; i < 5; i++)
        {
            plant.Advance();
            sent.AddRange(plant.Leaving.Select(r => r.Value));
        }

        Assert.Equal([1, 4, 5], sent);
        Assert.Equal(2, plant.Forgotten);
    }

    [Fact]
    public void A_wrong_clock_shows_in_the_times() => Assert.Equal(
        [Start.AddSeconds(1), Start.AddSeconds(2 - 90), Start.AddSeconds(3)], Steps(Faulty(Seconds, "2s clock m -90s for 1s"), 3).Select(s => s[0].At));

    /// <summary>It runs on for 2 s and shows it, stands for 3 s, then runs again; what is expected knows nothing of it.</summary>
    [Fact]
    public void A_broken_tool_shows_and_stops_the_machine()
    {
        var plan = Plan(
            $"{Twenty},{State}", """ "toolBreak": {"repair":"3s","runsOn":"2s","shows":[{"signal":"t","adds":9}]}, """, """ "expected": "_expected", "faults": ["2s tool m"], """);

        Assert.Equal([20, 29, 29, 20, 20, 20, 20], Values(plan, 7));
        Assert.Equal([3, 3, 3, 4, 4, 4, 3], Values(plan, 7, 1));
        Assert.Equal([20, 20, 20, 20, 20, 20, 20], Values(plan, 7, isExpected: true));
    }

    /// <summary>Life 8 s, visible in the last 4: a quarter of the damage a second, then 2 s of repair, and anew.</summary>
    [Fact]
    public void Wear_grows_shows_and_ends_in_a_failure()
    {
        var plan = Plan(
            $"{Twenty},{State}", """ "failures": [{"kind":"wear","name":"bearing","life":"8s","visible":"4s","growth":"linear","repair":"2s","shows":[{"signal":"t","adds":8}]}], """);

        Assert.Equal([20, 20, 20, 20, 20, 22, 24, 26, 20, 20, 20, 20, 20], Values(plan, 13));
        Assert.Equal([3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 3, 3, 3], Values(plan, 13, 1));
    }

    /// <summary>Mean time between failures 60 min and to repair 20 min: three quarters of the time it runs.</summary>
    [Fact]
    public void Random_breakdowns_take_their_share_of_the_time()
    {
        var plan = Plan(State, """ "failures": [{"kind":"random","name":"jam","mtbf":"1h","mttr":"20m"}], """, """ "every": "1m", """);

        Assert.InRange(Values(plan, 200_000).Count(s => s == 3) / 200_000.0, 0.73, 0.77);
    }

    [Fact]
    public void Faults_at_the_keyboard_begin_and_are_cleared()
    {
        FilePlant plant = new(Plan(Twenty), Start);
        global::Werkstrom.Emulator.Sending.FaultMenu menu = new(plant, TextWriter.Null);

        Assert.Equal("Begun: drift m/t 3600", menu.Answer("drift m/t 3600"));
        Assert.Equal([20, 21], Next(plant, 2));
        Assert.Equal("'m/tt' is no signal. Did you mean 'm/t'?", menu.Answer("stuck m/tt"));
        Assert.Equal("'stick' is not known. Did you mean 'stuck'? 'help' shows all.", menu.Answer("stick m/t"));
        Assert.Equal("Cleared: 1", menu.Answer("clear m/t"));
        Assert.Equal([20], Next(plant, 1));
        menu.Answer("spike m/t 5");
        Assert.Equal([25, 20], Next(plant, 2));
    }

    [Theory]
    [InlineData("stuck m/t", "'stuck m/t' does not begin with a length of time such as 500ms, 90s, 10m, 1h30m or 2d after the start, as in '10m stuck m/t'.")]
    [InlineData("1m stuck", "'stuck' needs a signal, as in 'stuck m/t'.")]
    [InlineData("1m drift m/t", "drift needs a number behind m/t: by how much an hour.")]
    [InlineData("1m clock m", "clock needs by how much behind m, as in -90s or +1h.")]
    [InlineData("1m link n", "'n' is no machine. Did you mean 'm'?")]
    [InlineData("1m stuck m/t for ever", "Behind 'for' stands a length of time such as 500ms, 90s, 10m, 1h30m or 2d, not 'ever'.")]
    [InlineData("1m stuck m/t 5", "'5' is too much at the end of '1m stuck m/t 5'.")]
    public void A_fault_that_is_not_understood_is_told(string text, string why)
    {
        Assert.Null(new FaultText(Plan(Twenty).Machines).Read(text, isTimed: true, out var said));
        Assert.Equal(why, said);
    }

    static PlantPlan Faulty(string signal, string fault) => Plan(signal, plant: $""" "faults": ["{fault}"], """);

    static double[] Next(FilePlant plant, int steps)
    {
        List<double> values = [];
        for (var i = 0; i < steps; i++)
        {
            plant.Advance();
            values.Add(Math.Round(plant.Leaving[0].Value, 9));
        }

        return [.. values];
    }
}
