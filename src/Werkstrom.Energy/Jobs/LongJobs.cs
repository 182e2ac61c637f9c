using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Jobs;

/// <summary>
/// Long work that a page started: it goes on when the reader leaves, by who asked for it, says how far it is and can be ended. One at a time for a subject;
/// the last one's answer stays to be read.
/// </summary>
sealed class LongJobs(Actor actor, IHostApplicationLifetime life, TimeProvider clock, ILogger<LongJobs> log)
{
    readonly Dictionary<string, LongJob> _jobs = new(StringComparer.OrdinalIgnoreCase);
    readonly Lock _one = new();

    /// <summary>The last job of a subject; null when there was none since the start.</summary>
    public LongJob? Of(string subject)
    {
        lock (_one)
            return _jobs.GetValueOrDefault(subject);
    }

    /// <summary>Starts work of known length unless the subject has some that still runs.</summary>
    /// <param name="subject">Code of a region, <c>laboratory</c>.</param>
    /// <param name="kind">Which work; for people and the log.</param>
    /// <param name="total">Of its steps; 0 when they are not known.</param>
    /// <param name="work">Gets what to call with the number of steps done; gives the answer.</param>
    public LongJob Start(string subject, string kind, int total, Func<Action<int>, CancellationToken, Task<object>> work) =>
        Start(subject, kind, (say, end) =>
        {
            say(0, total);
            return work(done => say(done, total), end);
        });

    /// <summary>Starts work that learns on the way how long it is.</summary>
    /// <param name="subject">Code of a region, <c>laboratory</c>.</param>
    /// <param name="kind">Which work; for people and the log.</param>
    /// <param name="work">Gets what to call with the number of steps done and of all; gives the answer.</param>
    public LongJob Start(string subject, string kind, Func<Action<int, int>, CancellationToken, Task<object>> work)
    {
        lock (_one)
        {
            if (_jobs.TryGetValue(subject, out var known) && known.IsRunning)
                return known;
            LongJob job = new(kind, clock, CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping));
            using (actor.Keep())
                job.Begin(token => RunAsync(subject, job, work, token));
            return _jobs[subject] = job;
        }
    }

    async Task<object> RunAsync(string subject, LongJob job, Func<Action<int, int>, CancellationToken, Task<object>> work, CancellationToken end)
    {
        try
        {
            return await work(job.Say, end);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LongJobLog.Failed(log, job.Kind, subject, e);
            return e;
        }
    }
}

/// <summary>Work that a page started.</summary>
sealed class LongJob(string kind, TimeProvider clock, CancellationTokenSource end)
{
    // before that nobody can say how long it takes
    static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    readonly long _begun = clock.GetTimestamp();
    Task<object>? _work;

    /// <summary>import, freeze, forecast, verify, customers, mix or ask.</summary>
    public string Kind => kind;

    /// <summary>Steps; 0 when they are not known.</summary>
    public int Total { get; private set; }

    /// <summary>Steps that are done.</summary>
    public int Done { get; private set; }

    /// <summary>How many seconds it goes on at the speed it had so far; null: not known.</summary>
    public int? Left
    {
        get
        {
            var (done, total, spent) = (Done, Total, clock.GetElapsedTime(_begun));
            return IsRunning && done > 0 && done <= total && spent >= Least ? (int)Math.Ceiling(spent.TotalSeconds * (total - done) / done) : null;
        }
    }

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => _work?.IsCompleted == false;

    /// <summary>Whether somebody ended it before it was through.</summary>
    public bool IsEnded => _work?.IsCanceled == true;

    /// <summary>What came of it; an exception when it failed; null while it runs and when it was ended.</summary>
    public object? Answer => _work is { IsCompletedSuccessfully: true } done ? done.Result : null;

    /// <summary>Ends it soon.</summary>
    public void End() => end.Cancel();

    /// <summary>Waits until it is over, or some time has passed.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken stop) => Task.WhenAny(_work!, Task.Delay(most, clock, stop));

    internal void Begin(Func<CancellationToken, Task<object>> work) => _work = Task.Run(() => work(end.Token), end.Token);

    internal void Say(int done, int total) => (Done, Total) = (done, total);
}

/// <summary>How far work is.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Of so many; null when that is not known.</param>
/// <param name="Finished">Whether it is over.</param>
/// <param name="Left">Seconds that it goes on; null when that is not known.</param>
sealed record ProgressView(int Done, int? Total, bool Finished, int? Left = null)
{
    public static ProgressView Of(LongJob? job) => job is null ? new(0, null, true) : new(job.Done, job.Total == 0 ? null : job.Total, !job.IsRunning, job.Left);
}

static partial class LongJobLog
{
    [LoggerMessage(7103, LogLevel.Error, "{Kind} of {Subject} failed.")]
    public static partial void Failed(ILogger log, string kind, string subject, Exception cause);
}
