namespace Werkstrom.Tariff.Market;

/// <summary>For how long the values of a text hold that only says when each begins.</summary>
static class MarketSteps
{
    /// <summary>
    /// Quarter-hours of each value: the time to the next one where that is 15, 30 or 60 minutes and a neighbour has it too; else, at gaps and at the end,
    /// that of its neighbours. A change of resolution is seen, a hole is not taken for one.
    /// </summary>
    /// <param name="starts">Seconds since 1970, ascending; others give nonsense, not an exception.</param>
    /// <param name="usual">What a single value holds for.</param>
    public static int[] Of(IReadOnlyList<long> starts, int usual)
    {
        var steps = new int[starts.Count];
        int Gap(int i) => i >= 0 && i + 1 < starts.Count && (starts[i + 1] - starts[i]) is 900 or 1800 or 3600 ? (int)(starts[i + 1] - starts[i]) / 900 : 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var (before, own, after) = (i > 0 ? steps[i - 1] : Gap(i + 1), Gap(i), Gap(i + 1));
            steps[i] = own > 0 && (own == before || own == after || before == 0 || own < before) ? own : before > 0 ? before : after > 0 ? after : usual;
        }

        return steps;
    }
}
