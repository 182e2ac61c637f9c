using Werkstrom.Energy.Jobs;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Series;

namespace Werkstrom.Energy.Laboratory;

/// <summary>What was asked and found.</summary>
sealed record LabAnswered(LabResult? Result, IReadOnlyList<string> Faults);

/// <summary>Asks of many customers in the background, so that the page says how far it is: the first pass over a town's quarter-hours takes a while. An answer waits for the page that asked.</summary>
sealed class LabAsks(LabDesk desk, SeriesBook series, LongJobs jobs)
{
    const string Subject = "laboratory-ask";

    // who asks for the next idea has it by then
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly Lock _one = new();
    string _key = "";

    /// <summary>The last question; null: none since the start.</summary>
    public LongJob? Last => jobs.Of(Subject);

    /// <summary>Asks, unless that was asked last, and waits a moment.</summary>
    /// <param name="wish">What, with moved loads.</param>
    /// <param name="population">Of whom.</param>
    /// <param name="stop">Ends the waiting, not the work.</param>
    /// <returns>The answer; null while it is computed, or while another question is.</returns>
    public async Task<LabAnswered?> AskAsync(LabWish wish, Population population, CancellationToken stop)
    {
        // who was taken out of the population is in no answer of before
        var key = LabJson.Hash(FormattableString.Invariant($"{await series.NowAsync(stop)} {population.Inputs} {population.Removed} {population.Members.Count} ") + LabJson.Write(wish));
        var (job, isThis) = Begin(key, wish);
        await job.WaitAsync(Patience, stop);
        if (!isThis && !job.IsRunning)
        {
            (job, isThis) = Begin(key, wish);
            await job.WaitAsync(Patience, stop);
        }

        if (!isThis || job.IsRunning)
            return null;
        lock (_one)
            _key = ""; // given out once: who withdrew since is out with the next question
        return job.Answer switch
        {
            LabAnswered answered => answered,
            Exception e => new(null, [e.Message]),
            _ => new(null, []),
        };
    }

    (LongJob Job, bool IsThis) Begin(string key, LabWish wish)
    {
        lock (_one)
        {
            if (Last is { } last && (last.IsRunning || _key == key))
                return (last, _key == key);
            _key = key;
            return (jobs.Start(Subject, "ask", async (say, end) =>
            {
                var (result, faults) = await desk.AskAsync(wish, true, say, end);
                return new LabAnswered(result, faults);
            }), true);
        }
    }
}
