namespace Werkstrom.Store.Ingest;

/// <summary>The one way in for samples.</summary>
public interface ISampleSink
{
    /// <summary>
    /// Completes when every sample of the batch is durable: after <c>kill -9</c> they are still there. Of two samples with the
    /// same signal and instant the one written last holds. The batch may be reused afterwards.
    /// </summary>
    /// <exception cref="StoreBusyException">The queue is full: nothing of the batch was taken; try again later.</exception>
    /// <exception cref="StoreFullException">The disk is full or cannot be written: nothing of the batch was taken.</exception>
    ValueTask WriteAsync(SampleBatch batch, CancellationToken stop);

    /// <summary>
    /// As <see cref="WriteAsync"/>, but the batch may wait until <see cref="WriteHeld"/>, which whoever calls this must call soon: so
    /// that many small batches cost one write.
    /// </summary>
    /// <exception cref="StoreBusyException">As there.</exception>
    /// <exception cref="StoreFullException">As there.</exception>
    ValueTask HoldAsync(SampleBatch batch, CancellationToken stop) => WriteAsync(batch, stop);

    /// <summary>Writes what <see cref="HoldAsync"/> took.</summary>
    void WriteHeld()
    {
        // a sink that does not hold anything has nothing to write
    }
}

/// <summary>More is waiting than the queue may hold, or the Store repairs itself; for a short while nothing is taken or read.</summary>
public sealed class StoreBusyException(TimeSpan retryAfter, string? why = null)
    : Exception(why ?? "More samples are waiting to be written than the queue may hold. Send them again later.")
{
    /// <summary>When trying again makes sense.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The disk refuses: full, read-only, or broken. Writing begins again by itself when it can.</summary>
public sealed class StoreFullException(string message, Exception? cause = null) : Exception(message, cause);
