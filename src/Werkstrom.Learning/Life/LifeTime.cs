namespace Werkstrom.Learning.Life;

/// <summary>How long one part ran, in any unit of time or use that is the same for all.</summary>
/// <param name="Time">From its start to its failure, or as far as it has been seen; above 0 and finite.</param>
/// <param name="Failed">True: it failed then. False: it still ran, or was taken out for another reason (censored on the right).</param>
public readonly record struct LifeTime(double Time, bool Failed)
{
    /// <summary>Checks a list of lives, as every estimate needs it.</summary>
    /// <param name="lives">One a part.</param>
    /// <param name="failures">The least number of failures.</param>
    /// <param name="name">The input, as errors name it.</param>
    /// <exception cref="ArgumentException">A time is not above 0 and finite, or there are too few failures.</exception>
    internal static void Check(IReadOnlyList<LifeTime> lives, int failures, string name)
    {
        ArgumentNullException.ThrowIfNull(lives, name);
        List<string> faults = [];
        for (var i = 0; i < lives.Count; i++)
        {
            if (!double.IsFinite(lives[i].Time) || lives[i].Time <= 0)
                faults.Add($"{name}[{i}]: a time is above 0 and finite, not {Invariant(lives[i].Time)}");
        }

        if (lives.Count(l => l.Failed) is var failed && failed < failures)
            faults.Add($"{name}: {failures} {(failures == 1 ? "failure is" : "failures are")} needed at least, and there are {failed}");
        Faults.Throw(faults, name);
    }

    static string Invariant(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
