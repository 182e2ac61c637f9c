namespace Werkstrom.Learning.Remaining;

/// <summary>What one unit's signals said from its start on, sampled evenly (every cycle, every ten minutes, …).</summary>
/// <param name="Id">Of the unit or episode, as errors name it.</param>
/// <param name="Signals">By signal, then sample; all of the same length, from 2 samples. NaN: the last value holds.</param>
public sealed record Episode(string Id, IReadOnlyList<float[]> Signals)
{
    /// <summary>Number of samples.</summary>
    public int Samples => Signals.Count > 0 ? Signals[0].Length : 0;

    /// <summary>The episode as it was after its first samples.</summary>
    /// <param name="samples">1 to <see cref="Samples"/>.</param>
    public Episode First(int samples) => new(Id, [.. Signals.Select(s => s[..samples])]);

    internal IEnumerable<string> Errors(int signals, int least)
    {
        if (Signals.Count != signals)
            yield return $"episode {Id}: {signals} signals are needed, and it has {Signals.Count}";
        if (Signals.Any(s => s.Length != Samples))
            yield return $"episode {Id}: all signals have as many samples as the first, {Samples}";
        if (Samples < least)
            yield return $"episode {Id}: {least} samples are needed at least, and it has {Samples}";
        if (Signals.Any(s => s.Any(float.IsInfinity)))
            yield return $"episode {Id}: a value is finite, or NaN where it is missing";
    }
}
