using Werkstrom.Learning.Life;

namespace Werkstrom.Tests.Learning.Life;

/// <summary>
/// The example of NIST's handbook (8.4.1.2, censored at 500 hours) and figures by hand.
/// </summary>
public sealed class WeibullTests
{
    // https://www.itl.nist.gov/div898/handbook/apr/section4/apr412.htm: 20 units, 10 failed within 500 h
    static readonly LifeTime[] Nist =
    [
        .. new double[] { 54, 187, 216, 240, 244, 335, 361, 373, 375, 386 }.Select(t => new LifeTime(t, true)),
        .. Enumerable.Repeat(new LifeTime(500, false), 10),
    ];

    [Fact]
    public void Shape_and_scale_are_those_of_the_handbook()
    {
        var fit = WeibullFit.Of(Nist);

        Assert.Equal((1.7208, 606.528), (Math.Round(fit.Distribution.Shape, 4), Math.Round(fit.Distribution.Scale, 3)));
        Assert.Equal((10, 10), (fit.Failures, fit.Censored));
    }

    [Fact]
    public void The_likelihood_is_that_of_the_handbook() => Assert.Equal(-75.1346, WeibullFit.Of(Nist).LogLikelihood, 0.0001);

    [Fact]
    public void Bounds_are_those_of_the_information_on_the_logarithms()
    {
        // standard errors 0.2059 of ln scale and 0.2918 of ln shape (second differences of the likelihood), times 1.95996
        var fit = WeibullFit.Of(Nist);

        Assert.Equal((0.9713, 3.0487), (Math.Round(fit.Shape.Lower, 4), Math.Round(fit.Shape.Upper, 4)), new Within(0.001));
        Assert.Equal((405.1, 908.2), (fit.Scale.Lower, fit.Scale.Upper), new Within(0.2));
    }

    [Fact]
    public void Bounds_hold_the_truth_as_often_as_they_say()
    {
        var (inside, runs) = (0, 400);
        Werkstrom.Learning.Numbers chance = new(3);
        for (var run = 0; run < runs; run++)
        {
            // shape 2, scale 100, seen until 120
            var lives = Enumerable.Range(0, 60).Select(_ => 100 * Math.Sqrt(-Math.Log(1 - chance.Share())))
                .Select(t => t < 120 ? new LifeTime(t, true) : new(120, false)).ToArray();
            var fit = WeibullFit.Of(lives, 0.9);
            inside += fit.Shape.Lower <= 2 && fit.Shape.Upper >= 2 ? 1 : 0;
        }

        Assert.InRange((double)inside / runs, 0.85, 0.95);
    }

    [Theory]
    [InlineData(1, 100, 100)] // exponential
    [InlineData(2, 100, 88.6227)] // 100 · Γ(1.5)
    [InlineData(0.5, 100, 200)] // 100 · Γ(3)
    [InlineData(3, 10, 8.9298)] // 10 · Γ(4/3)
    public void Mean_lives_are_those_of_the_gamma_function(double shape, double scale, double mean) =>
        Assert.Equal(mean, new Weibull(shape, scale).Mean, 3);

    [Fact]
    public void Without_wear_the_remaining_life_is_always_the_same()
    {
        Weibull chance = new(1, 100);

        Assert.Equal((69.3147, 69.3147), (Math.Round(chance.Remaining(0), 4), Math.Round(chance.Remaining(250), 4)));
    }

    [Fact]
    public void With_wear_it_shrinks()
    {
        // shape 2, scale 100, age 100: 100 · √(1 + ln 2) − 100
        Assert.Equal(30.1209, new Weibull(2, 100).Remaining(100), 3);
        Assert.Equal(1 - Math.Exp(-3), new Weibull(2, 100).FailureWithin(100, 100), 9);
    }

    [Fact]
    public void The_best_age_is_where_the_rate_turns()
    {
        Replacement press = new(new(2, 1000), planned: 100, failure: 1000);
        var best = press.BestAge()!.Value;

        // Barlow and Hunter: hazard(T) · mean within T − (1 − survival(T)) = planned / (failure − planned)
        var left = (2 * best / 1e6 * press.Life.MeanWithin(best)) - (1 - press.Life.Survival(best));
        Assert.Equal(100.0 / 900, left, 4);
        Assert.InRange(best, 300, 370);
        Assert.True(press.CostRate(best) < press.CostRate(double.PositiveInfinity) / 1.5);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(0.8, 1000)]
    [InlineData(3, 90)]
    public void Where_nothing_is_gained_there_is_no_best_age(double shape, double failure) =>
        Assert.Null(new Replacement(new(shape, 1000), 100, failure).BestAge());

    [Fact]
    public void Waiting_pays_while_young_and_costs_when_old()
    {
        Replacement press = new(new(3, 1000), 100, 1000);

        Assert.True(press.CostOfWaiting(50, 100) < 0);
        Assert.True(press.CostOfWaiting(1200, 100) > 0);
    }

    [Theory]
    [InlineData(0, 100, "shape: above 0 and finite, not 0.")]
    [InlineData(double.NaN, -1, "shape: above 0 and finite, not NaN; scale: above 0 and finite, not -1.")]
    [InlineData(2, double.PositiveInfinity, "scale: above 0 and finite, not Infinity.")]
    public void Impossible_parameters_are_named(double shape, double scale, string said) =>
        Assert.StartsWith(said, Assert.Throws<ArgumentException>(() => new Weibull(shape, scale)).Message, StringComparison.Ordinal);

    [Fact]
    public void Impossible_costs_are_named() => Assert.StartsWith(
        "planned: above 0 and finite, not 0; failure: above 0 and finite, not NaN.",
        Assert.Throws<ArgumentException>(() => new Replacement(new(2, 100), 0, double.NaN)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_time_below_0_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Weibull(2, 100).FailureWithin(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Weibull(2, 100).InUse(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Replacement(new(2, 100), 1, 2).CostRate(0));
    }

    [Fact]
    public void A_part_far_beyond_its_life_fails_soon_and_not_with_a_chance_that_is_no_number()
    {
        // (1000/100)^2 = 100, (1001/100)^2 = 100.2001: 1 − e^(−0.2001); the survival itself, e^(−100), and of shape 9 e^(−10^9), are 0 or nearly so
        Assert.Equal(0.18135, new Weibull(2, 100).FailureWithin(1000, 1), 4);
        Assert.Equal(1, new Weibull(9, 100).FailureWithin(1000, 1));
        Assert.Equal(1, new Weibull(300, 10).FailureWithin(225, 1)); // 22.5^300 is more than a double holds
        Assert.Equal(0, new Weibull(300, 10).FailureWithin(225, 0));
        Assert.True(double.IsFinite(new Replacement(new(300, 10), 100, 1000).CostOfWaiting(225, 1)));
    }

    [Fact]
    public void Without_wear_a_part_stays_in_use_as_an_exponential_says() =>
        Assert.Equal(100 * (1 - Math.Exp(-0.5)), new Weibull(1, 100).InUse(250, 50), 4); // ∫ e^(−t/100) from 0 to 50

    [Fact]
    public void One_failure_is_too_few() =>
        Assert.StartsWith(
            "lives: 2 failures are needed at least, and there are 1.",
            Assert.Throws<ArgumentException>(() => WeibullFit.Of([new(5, true), new(9, false)])).Message);

    sealed class Within(double tolerance) : IEqualityComparer<(double A, double B)>
    {
        public bool Equals((double A, double B) x, (double A, double B) y) => Math.Abs(x.A - y.A) <= tolerance && Math.Abs(x.B - y.B) <= tolerance;

        public int GetHashCode((double A, double B) pair) => 0;
    }
}
