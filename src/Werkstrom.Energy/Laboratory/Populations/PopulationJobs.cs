using Werkstrom.Energy.Jobs;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Laboratory.Populations;

/// <summary>Makes populations in the background: a town's meters take minutes, and who leaves loses nothing. One at a time.</summary>
sealed class PopulationJobs(PopulationMaker maker, MixMaker mix, LongJobs jobs)
{
    /// <summary>What the work is known by.</summary>
    public const string Subject = "laboratory";

    /// <summary>The first year that may be asked for.</summary>
    public const int FirstYear = 2020;

    /// <summary>How long whoever asks waits for it; default 1.5 s: a few customers are read before anybody looks for a bar.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The last one; null: none since the start.</summary>
    public LongJob? Last => jobs.Of(Subject);

    /// <summary>Begins one, unless another one is being made, and waits a moment: small ones are through then.</summary>
    /// <param name="kind">Whose quarter-hours.</param>
    /// <param name="year">A year that is over.</param>
    /// <param name="stop">Ends the waiting, not the work.</param>
    /// <returns>The work that goes on or is over; of another one when that was there before.</returns>
    public async Task<LongJob> StartAsync(PopulationKind kind, int year, CancellationToken stop)
    {
        var job = kind == PopulationKind.Mix
            ? jobs.Start(Subject, "mix", async (say, end) => await mix.MakeAsync(year, say, end))
            : jobs.Start(Subject, "customers", async (say, end) => await maker.MakeAsync(year, say, end));
        await job.WaitAsync(Patience, stop);
        return job;
    }

    /// <summary>Why work that is over has no population, a key of the texts; null: it has one, or goes on.</summary>
    public static string? FaultOf(LongJob job) => job switch
    {
        { IsRunning: true } or { Answer: Population } => null,
        { IsEnded: true } => "job.ended",
        { Answer: Exception e } when FullDisk.Is(e) => "job.full",
        _ => "job.failed",
    };
}
