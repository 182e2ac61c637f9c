using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Watching;

/// <summary>Who looks at new samples. Called every few seconds by one thread, also when nothing came, so that silence and lasting can be judged.</summary>
interface ISampleTaker
{
    /// <summary>Takes what came since the last call, and says what was found.</summary>
    /// <param name="news">A signal once, its samples in order of time; duplicates are gone. After a restart all that came since what was saved.</param>
    /// <param name="now">The time of the look.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What was found; kept and told to cases by the caller.</returns>
    ValueTask<IReadOnlyList<Findings.Finding>> TakeAsync(IReadOnlyList<SignalNews> news, DateTimeOffset now, CancellationToken stop);

    /// <summary>Saves what was learned, to survive a restart: every few minutes, and at the end.</summary>
    /// <returns>False when it could not be saved; see <see cref="States.SavedStates"/>.</returns>
    ValueTask<bool> SaveAsync(CancellationToken stop);
}

/// <summary>New samples of one signal.</summary>
/// <param name="Signal">The signal as it is now.</param>
/// <param name="Instants">Microseconds since 1970, UTC, ascending.</param>
/// <param name="Values">In the shown unit of the signal.</param>
sealed record SignalNews(Signal Signal, long[] Instants, double[] Values);
