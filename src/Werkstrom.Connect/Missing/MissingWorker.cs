using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Connect.Missing;

/// <summary>Brings refused payloads and the counters of the sources to disk, behind the samples and never before them.</summary>
sealed class MissingWorker(
    DeadLetterQueue queue, LetterShelf shelf, SourceBook sources, TimeProvider time, ILogger<MissingWorker> log) : BackgroundService
{
    const int BatchSize = 500;

    static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    /// <summary>Takes no more letters, writes those that wait and the last counters.</summary>
    public override async Task StopAsync(CancellationToken giveUp)
    {
        queue.Complete();
        await base.StopAsync(giveUp);
        await SafelyAsync(DrainAsync, giveUp);
        await SafelyAsync(sources.SaveAsync, giveUp);
    }

    protected override Task ExecuteAsync(CancellationToken stop) => Task.WhenAll(
        KeepLettersAsync(stop), RepeatAsync(SaveEvery, sources.SaveAsync, stop), RepeatAsync(ForgetEvery, shelf.ForgetOldAsync, stop));

    async Task KeepLettersAsync(CancellationToken stop)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stop))
                await SafelyAsync(DrainAsync, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // what is left is written in StopAsync
        }
    }

    async Task DrainAsync(CancellationToken stop)
    {
        List<QueuedLetter> batch = new(BatchSize);
        while (Fill(batch) > 0)
        {
            var isKept = false;
            try
            {
                await shelf.AddAsync([.. batch.Select(queued => queued.Letter)], stop);
                isKept = true;
            }
            finally
            {
                Settle(batch, isKept);
            }
        }
    }

    int Fill(List<QueuedLetter> batch)
    {
        batch.Clear();
        while (batch.Count < BatchSize && queue.Reader.TryRead(out var queued))
            batch.Add(queued);
        return batch.Count;
    }

    void Settle(List<QueuedLetter> batch, bool isKept)
    {
        foreach (var (letter, receipt) in batch)
        {
            if (!isKept)
                sources.Find(letter.Source)?.Forget();
            receipt?.Settle(isKept);
        }

        queue.Release(batch.Sum(queued => queued.Letter.Bytes));
    }

    async Task RepeatAsync(TimeSpan every, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using PeriodicTimer timer = new(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await SafelyAsync(work, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    // The root of the worker: a full disk must not end it.
    async Task SafelyAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.RegistryRefused(e);
        }
    }
}
