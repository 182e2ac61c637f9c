using Werkstrom.Learning;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Tests.Learning.Remaining;

/// <summary>Lives of a machine that wears in two ways of running, made from a seed.</summary>
public sealed class RemainingLifeTests
{
    static readonly string[] Names = ["speed", "temperature", "vibration", "colour"];

    static readonly RemainingLifeOptions Quick = new() { Folds = 3, Boost = new() { Rounds = 60, LearningRate = 0.15, Bins = 63, RowShare = 0.5 } };

    static readonly Lazy<RemainingLifeModel> Learned = new(() => RemainingLifeModel.Train(Names, Lives(40, 1), Quick));

    [Fact]
    public void Lives_not_seen_before_are_foretold()
    {
        var ends = Lives(30, 2).Select(e => (Left: e.Samples / 4, Seen: e.First(e.Samples - (e.Samples / 4)))).ToArray();

        var error = ends.Average(e => Math.Abs(Learned.Value.Predict(e.Seen).Samples - (e.Left)));
        var within = ends.Average(e => Learned.Value.Predict(e.Seen) is var said && e.Left >= said.Lower && e.Left <= said.Upper ? 1.0 : 0);

        Assert.True(error < 12, $"{error}");
        Assert.True(within >= 0.75, $"{within}");
    }

    [Fact]
    public void What_is_said_at_a_sample_is_the_same_without_the_later_ones()
    {
        var life = Lives(1, 3)[0];
        var all = All(Learned.Value, life);
        foreach (var t in new[] { 0, 3, 20, 61, life.Samples - 1 })
            Assert.Equal(all[t], Learned.Value.Predict(life.First(t + 1)));
    }

    [Fact]
    public void What_comes_later_may_be_anything()
    {
        var life = Lives(1, 3)[0];
        var other = life with { Signals = [.. life.Signals.Select(s => s.Select((v, t) => t < 80 ? v : float.NaN).ToArray())] };

        Assert.Equal(All(Learned.Value, life).Take(80), All(Learned.Value, other).Take(80));
    }

    [Fact]
    public void Ways_of_running_and_signals_without_meaning_are_found() =>
        Assert.Equal((2, "vibration", "speed, colour"), (Learned.Value.Card.Regimes, Learned.Value.Card.Used[^1], string.Join(", ", Learned.Value.Card.LeftOut)));

    [Fact]
    public void The_cap_is_what_nine_of_ten_had_left_after_their_first_samples()
    {
        var lives = Lives(40, 1).Select(l => l.Samples).Order().ToArray();

        Assert.Equal(lives[4] - 15, Learned.Value.Card.Cap); // four of forty lived shorter
    }

    [Fact]
    public void The_drivers_and_the_mean_are_the_prediction()
    {
        var worn = Lives(1, 4)[0];
        var (mean, drivers) = Learned.Value.Explain(worn);

        Assert.Equal(Learned.Value.Predict(worn).Samples, Math.Max(0, mean + drivers.Sum(d => d.Samples)), 6);
        Assert.True(drivers[0].Samples < 0);
    }

    [Fact]
    public void A_saved_model_says_the_same()
    {
        using MemoryStream file = new();
        Learned.Value.Save(file);
        file.Position = 0;
        var read = RemainingLifeModel.Load(file);
        var life = Lives(1, 5)[0];

        Assert.Equal(All(Learned.Value, life), All(read, life));
        Assert.Equal(Learned.Value.Card.Error, read.Card.Error);
    }

    [Fact]
    public void One_failure_is_too_few_to_say_anything()
    {
        var fault = Assert.Throws<ArgumentException>(() => RemainingLifeModel.Train(Names, Lives(1, 1)));

        Assert.StartsWith("episodes: 12 lives that ended in a failure are needed", fault.Message);
    }

    [Fact]
    public void Everything_that_is_wrong_with_episodes_is_said_at_once()
    {
        var lives = Lives(12, 1);
        lives[3] = lives[3] with { Signals = [[1, 2], [1, 2]] };
        lives[5] = lives[5] with { Id = lives[4].Id };
        var fault = Assert.Throws<ArgumentException>(() => RemainingLifeModel.Train(Names, lives));

        Assert.StartsWith("episode 5: it is there twice; episode 4: 4 signals are needed, and it has 2.", fault.Message);
    }

    [Fact]
    public void Signals_that_never_change_say_nothing()
    {
        Episode[] flat = [.. Enumerable.Range(0, 12).Select(i => new Episode($"{i}", [new float[50]]))];

        Assert.StartsWith(
            "signals: at least one changes", Assert.Throws<ArgumentException>(() => RemainingLifeModel.Train(["x"], flat, Quick)).Message);
    }

    /// <summary>90 to 190 samples; wear starts 70 before the end and is to be seen in two signals, whose level depends on the speed.</summary>
    static List<Episode> Lives(int count, ulong seed)
    {
        Numbers chance = new(seed);
        List<Episode> lives = [];
        for (var i = 0; i < count; i++)
        {
            var samples = 90 + chance.Below(100);
            float[][] signals = [new float[samples], new float[samples], new float[samples], new float[samples]];
            for (var t = 0; t < samples; t++)
            {
                var (fast, wear) = (chance.Below(2), Math.Max(0, 70 - (samples - t)) / 70.0);
                signals[0][t] = 1000 + (fast * 500);
                signals[1][t] = (float)(40 + (fast * 30) + (8 * wear * wear) + chance.Share());
                signals[2][t] = (float)(2 + fast + (3 * wear) + chance.Share());
                signals[3][t] = 5;
            }

            lives.Add(new($"{i + 1}", signals));
        }

        return lives;
    }

    static IReadOnlyList<RemainingLife> All(RemainingLifeModel model, Episode life) => model.PredictAt(life, Enumerable.Range(0, life.Samples));
}
