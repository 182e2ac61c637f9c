using Microsoft.Extensions.Hosting;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Learns from files, one after the other; the last few results are kept in memory.</summary>
sealed class CauseJobs(IHostApplicationLifetime lifetime) : IDisposable
{
    const int Kept = 5;

    readonly Lock _lock = new();
    readonly SemaphoreSlim _one = new(1, 1);
    readonly List<CauseJob> _jobs = [];

    /// <summary>Begins to learn.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="file">What was read of it.</param>
    public CauseJob Start(string name, CauseFile file)
    {
        CauseJob job = new(Guid.NewGuid().ToString("N"), name, file);
        lock (_lock)
        {
            _jobs.Add(job);
            _jobs.RemoveRange(0, Math.Max(0, _jobs.Count - Kept));
        }

        job.Work = Task.Run(() => LearnAsync(job, lifetime.ApplicationStopping));
        return job;
    }

    /// <summary>A job; null when it is not kept any more.</summary>
    public CauseJob? Find(string id)
    {
        lock (_lock)
            return _jobs.Find(j => j.Id == id);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task LearnAsync(CauseJob job, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            for (var label = 0; label < job.File.Labels.Count; label++)
                job.Add(CauseLearner.Learn(job.File.Table(label), stop));
        }
        finally
        {
            _one.Release();
        }
    }
}

/// <summary>A file that is learned from.</summary>
/// <param name="id">In addresses.</param>
/// <param name="name">Of the file.</param>
/// <param name="file">What was read of it.</param>
sealed class CauseJob(string id, string name, CauseFile file)
{
    volatile IReadOnlyList<LearnedCauses> _learned = [];

    public string Id => id;

    public string Name => name;

    public CauseFile File => file;

    /// <summary>By label, in the order of the file; fewer while it goes on.</summary>
    public IReadOnlyList<LearnedCauses> Learned => _learned;

    /// <summary>Whether all labels were learned.</summary>
    public bool IsDone => _learned.Count == file.Labels.Count;

    /// <summary>The work; failed when it failed.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Adds what was learned of the next label.</summary>
    public void Add(LearnedCauses learned) => _learned = [.. _learned, learned];
}
