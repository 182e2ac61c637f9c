using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Shells;

/// <summary>
/// The one writer of documents. It takes all changes that wait into one transaction, so that many callers share one wait for the disk; a change is
/// on disk with its row of the audit, and seen by every reader, when its caller goes on.
/// </summary>
sealed class DocumentWriter : IAsyncDisposable
{
    const int MostInBatch = 500;
    const int MostTurns = 20;

    readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(10_000) { SingleReader = true });
    readonly IDbContextFactory<TwinsDb> _dbs;
    readonly StoredDocuments _stored;
    readonly EntryCache _cache;
    readonly IAudit _audit;
    readonly IReadOnlyList<IDocumentWatcher> _watchers;
    readonly Lazy<Task> _running;
    long _last = -1;

    public DocumentWriter(IDbContextFactory<TwinsDb> dbs, StoredDocuments stored, EntryCache cache, IAudit audit, IEnumerable<IDocumentWatcher> watchers)
    {
        (_dbs, _stored, _cache, _audit, _watchers) = (dbs, stored, cache, audit, [.. watchers]);
        _running = new(() => Task.Run(RunAsync));
    }

    /// <summary>Makes one change; see <see cref="ChangeAsync(IReadOnlyList{DocumentChange}, CancellationToken)"/>.</summary>
    public async Task<Entry?> ChangeAsync(EntryKind kind, string id, Func<Entry?, DocumentPlan> plan, CancellationToken stop) =>
        (await ChangeAsync([new(kind, id, plan)], stop))[0];

    /// <summary>Makes changes that belong together: all of them, or none.</summary>
    /// <returns>What each document is now; null when it is no more.</returns>
    public async Task<Entry?[]> ChangeAsync(IReadOnlyList<DocumentChange> changes, CancellationToken stop)
    {
        _ = _running.Value;
        Job job = new(changes, _audit.Stamp());
        await _jobs.Writer.WriteAsync(job, stop);
        return await job.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        if (_running.IsValueCreated)
            await _running.Value;
    }

    async Task RunAsync()
    {
        var together = 1;
        while (await _jobs.Reader.WaitToReadAsync())
        {
            // those who were answered together are about to ask again: what is ready to run goes first, so that they share a transaction once more
            for (var turn = 0; turn < MostTurns && _jobs.Reader.Count < together; turn++)
                await Task.Yield();
            List<Job> jobs = [];
            while (jobs.Count < MostInBatch && _jobs.Reader.TryRead(out var job))
                jobs.Add(job);
            together = jobs.Count;
            await WriteAsync(jobs);
        }
    }

    async Task WriteAsync(List<Job> jobs)
    {
        List<(Job Job, Entry?[] Results)> planned = [];
        try
        {
            if (_last < 0)
                _last = await _stored.LastNumberAsync(CancellationToken.None);
            DocumentBatch batch = new(_stored, _audit, () => ++_last);
            foreach (var job in jobs)
            {
                if (await PlanAsync(batch, job) is { } results)
                    planned.Add((job, results));
            }

            await batch.SaveAsync(_dbs);
            batch.Publish(_cache, _watchers);
        }
#pragma warning disable CA1031 // each caller gets it
        catch (Exception e)
#pragma warning restore CA1031
        {
            jobs.ForEach(j => j.Done.TrySetException(e));
        }

        planned.ForEach(p => p.Job.Done.TrySetResult(p.Results));
    }

    static async Task<Entry?[]?> PlanAsync(DocumentBatch batch, Job job)
    {
        try
        {
            return await batch.AddAsync(job.Changes, job.By);
        }
#pragma warning disable CA1031 // the caller gets it; the others in the batch are written
        catch (Exception e)
#pragma warning restore CA1031
        {
            job.Done.TrySetException(e);
            return null;
        }
    }

    sealed record Job(IReadOnlyList<DocumentChange> Changes, AuditStamp By)
    {
        public TaskCompletionSource<Entry?[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
