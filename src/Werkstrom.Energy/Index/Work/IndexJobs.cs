using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Energy.Index.Work;

/// <summary>Long work that a page started: it goes on when the reader leaves, and says how far it is. One at a time for a region; the last one's answer stays to be read.</summary>
sealed class IndexJobs(IHostApplicationLifetime life, ILogger<IndexJobs> log)
{
    readonly ConcurrentDictionary<string, IndexJob> _jobs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The last job of a region; null when there was none since the start.</summary>
    public IndexJob? Of(string region) => _jobs.GetValueOrDefault(region);

    /// <summary>Starts work unless the region has some that still runs.</summary>
    /// <param name="total">Of its steps; 0 when they are not known.</param>
    /// <param name="work">Gets what to call with the number of steps done; gives the answer.</param>
    public IndexJob Start(string region, string kind, int total, Func<Action<int>, CancellationToken, Task<object>> work) =>
        _jobs.AddOrUpdate(region, _ => Run(region, kind, total, work), (_, known) => known.IsRunning ? known : Run(region, kind, total, work));

    IndexJob Run(string region, string kind, int total, Func<Action<int>, CancellationToken, Task<object>> work)
    {
        IndexJob job = new(region, kind, total);
        job.Begin(async () =>
        {
            try
            {
                return await work(done => job.Done = done, life.ApplicationStopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                IndexWorkLog.Failed(log, kind, region, e);
                return e;
            }
        });
        return job;
    }
}

/// <summary>Work on a region.</summary>
sealed class IndexJob(string region, string kind, int total)
{
    Lazy<Task<object>>? _task;

    /// <summary>Code.</summary>
    public string Region => region;

    /// <summary>import, freeze or forecast.</summary>
    public string Kind => kind;

    /// <summary>Steps; 0 when they are not known.</summary>
    public int Total => total;

    /// <summary>Steps that are done.</summary>
    public int Done { get; set; }

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => _task?.Value.IsCompleted == false;

    /// <summary>What came of it; an exception when it failed; null while it runs.</summary>
    public object? Answer => _task?.Value is { IsCompletedSuccessfully: true } done ? done.Result : null;

    internal void Begin(Func<Task<object>> work)
    {
        _task = new(() => Task.Run(work));
        _ = _task.Value;
    }
}

static partial class IndexWorkLog
{
    [LoggerMessage(7103, LogLevel.Error, "{Kind} for the index of region {Region} failed.")]
    public static partial void Failed(ILogger log, string kind, string region, Exception cause);
}
