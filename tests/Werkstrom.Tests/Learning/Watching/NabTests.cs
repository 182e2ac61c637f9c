using Werkstrom.Bench.Condition;
using Werkstrom.Learning.Watching;

namespace Werkstrom.Tests.Learning.Watching;

/// <summary>The watch on the public series; figures are the demands, not what was measured.</summary>
public sealed class NabTests
{
    [DataFact("nab")]
    public void The_series_given_are_scored_as_demanded()
    {
        var folder = SharedData.Path("nab");
        var series = NabSeries.All(folder);
        List<NabRow> rows = [.. series.SelectMany((one, number) => NabRow.Of(number, one, Detected(one)))];
        double Score(string profile) => NabScore.Best(rows, NabProfile.All(folder).Single(p => p.Name == profile)).Score;

        Assert.InRange(Score("standard"), 70, 100);
        Assert.InRange(Score("reward_low_FP_rate"), 62, 100);
    }

    static double[] Detected(NabSeries series)
    {
        SignalWatch watch = new();
        return [.. series.Values.Select((value, row) => watch.See(series.Times[row], value)?.Score ?? 0)];
    }
}
