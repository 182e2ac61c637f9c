using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>How long a stretch of time is compared, and in which steps.</summary>
/// <param name="Step">Means of these are compared.</param>
/// <param name="Width">How many of them.</param>
/// <param name="Reach">How far back is looked.</param>
/// <param name="Joined">How many steps of the Store make one of these; more than one only where running time is compared.</param>
/// <param name="LeastDays">So many days of what is usual are needed at least.</param>
sealed record LookLength(TimeSpan Step, int Width, TimeSpan Reach, int Joined = 1, double LeastDays = LookLength.HalfWeek)
{
    // raw samples are read for steps below an hour, hourly figures for others
    const double MostSamples = 2_000_000;
    const double HalfWeek = 3.5;
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

    /// <summary>
    /// The lengths for running time alone: half hours put together of five minutes each, of samples; hours in which nothing else was, of
    /// hourly figures. A day of it is enough to know what is usual, for there are no nights in it.
    /// </summary>
    /// <param name="signals">What is compared.</param>
    public static IReadOnlyList<LookLength> Running(IReadOnlyList<Signal> signals)
    {
        const int half = 6;
        var interval = signals.Max(s => s.ExpectedInterval) ?? TimeSpan.FromSeconds(10);
        LookLength[] all =
        [
            new(half * Minutes, 8, Reached(signals), half, 1), new(half * Minutes, 24, Reached(signals), half, 1), new(half * Minutes, 48, Reached(signals), half, 1),
            new(Hour, 12, Far, 1, 1), new(Hour, 24, Far, 1, 1), new(Hour, 60, Far, 1, 1),
        ];
        return [.. all.Where(l => l.Step / l.Joined >= interval)];
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
