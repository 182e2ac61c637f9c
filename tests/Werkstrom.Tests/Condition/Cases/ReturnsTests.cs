using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>The way back is nothing new. Values are those of the machine temperature of NAB, 7 to 10 February 2014.</summary>
public sealed class ReturnsTests
{
    static readonly DateTimeOffset Begin = new(2014, 2, 8, 10, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(26.3, 78.4, 34.3, true)] // 9 Feb: back to 75.1 ± 11.5 from a usual of 34.3
    [InlineData(41.8, 100, 52.9, true)] // 10 Feb: 24.9 from where it was, three spreads are 34.5
    [InlineData(26.3, 120, 34.3, false)] // far above where it ever was
    [InlineData(26.3, 20, 34.3, false)] // further down
    [InlineData(26.3, 78.4, 60, false)] // its usual is still that of before: a new rise
    [InlineData(200, 78.4, 34.3, false)] // more than a week later
    public void What_comes_back_to_the_usual_of_before_is_no_finding_of_its_own(double hours, double value, double usual, bool isBack)
    {
        var (away, then) = (Level(0, 34.2, 75.1, 11.5), Level(hours, value, usual, 11.5));

        Assert.Equal(isBack ? [away] : [away, then], Returns.Without([then, away]));
    }

    [Fact]
    public void Other_signals_and_what_has_no_level_stay()
    {
        var (away, other) = (Level(0, 34.2, 75.1, 11.5), Level(26, 78.4, 34.3, 11.5, signal: 2));
        var silent = new Finding { AssetId = 1, SignalId = 1, Kind = FindingKind.Silence, At = Begin.AddHours(1), Since = Begin, Score = 1, Value = 78.4, Usual = 34.3, Spread = 1 };

        Assert.Equal([away, silent, other], Returns.Without([away, silent, other]));
    }

    static Finding Level(double hours, double value, double usual, double spread, int signal = 1) => new()
    {
        AssetId = 1,
        SignalId = signal,
        Kind = FindingKind.Lasting,
        At = Begin.AddHours(hours),
        Since = Begin.AddHours(hours),
        Score = 1.05,
        Value = value,
        Usual = usual,
        Spread = spread,
    };
}
