using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>How long a stretch of time is compared, and in which steps.</summary>
/// <param name="Step">Means of these are compared.</param>
/// <param name="Width">How many of them.</param>
/// <param name="Reach">How far back is looked.</param>
sealed record LookLength(TimeSpan Step, int Width, TimeSpan Reach)
{
    // raw samples are read for steps below an hour, hourly figures for others
    const double MostSamples = 2_000_000;
    static readonly TimeSpan Far = TimeSpan.FromDays(3_650), Near = TimeSpan.FromDays(60), Longest = TimeSpan.FromDays(5);
    static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5), Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);

    /// <summary>The stretch.</summary>
    public TimeSpan Length => Step * Width;

    /// <summary>
    /// The lengths that suit: about as long as the episode (from half of it to four times, for five days at most), in steps that hold
    /// several samples.
    /// </summary>
    /// <param name="signals">What is compared.</param>
    /// <param name="episode">How long it has shown.</param>
    public static IReadOnlyList<LookLength> Of(IReadOnlyList<Signal> signals, TimeSpan episode)
    {
        var interval = signals.Max(s => s.ExpectedInterval) ?? TimeSpan.FromSeconds(10);
        var seen = episode < Longest ? episode : Longest;
        var all = interval > Hour
            ? (LookLength[])[new(Day, 14, Far), new(Day, 30, Far)]
            : [new(Minutes, 48, Reached(signals)), new(Hour, 24, Far), new(Hour, 48, Far), new(Hour, 120, Far)];
        LookLength[] fit = [.. all.Where(l => l.Step >= interval && l.Length >= seen / 2 && (l.Length <= seen * 4 || l.Length <= Day))];
        return fit.Length > 0 ? fit : [all.FirstOrDefault(l => l.Step >= interval && l.Length >= seen / 2) ?? all[^1]];
    }

    /// <summary>How far it is from the length of an episode, as the logarithm of their ratio; 0: the same.</summary>
    public static double Unlike(TimeSpan length, TimeSpan episode) => Math.Abs(Math.Log(length / (episode > Minutes ? episode : Minutes)));

    // two million samples a signal are read in about a second
    static TimeSpan Reached(IReadOnlyList<Signal> signals)
    {
        var shortest = signals.Min(s => s.ExpectedInterval) ?? TimeSpan.FromSeconds(10);
        var reach = shortest * MostSamples;
        return reach < Near ? reach : Near;
    }
}
