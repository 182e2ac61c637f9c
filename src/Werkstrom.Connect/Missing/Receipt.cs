namespace Werkstrom.Connect.Missing;

/// <summary>Tells when refused payloads that were left together are on disk, for senders that are answered only then.</summary>
sealed class Receipt
{
    readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _open = 1; // one for who waits
    volatile bool _isLost;

    /// <summary>Whether payloads are queued however full the queue is, for a sender that would lose them. Wait for room before.</summary>
    public bool Insists { get; init; }

    /// <summary>One more payload is on its way.</summary>
    public void Expect() => Interlocked.Increment(ref _open);

    /// <summary>A payload is on disk, or could not be kept.</summary>
    public void Settle(bool isKept)
    {
        if (!isKept)
            _isLost = true;
        if (Interlocked.Decrement(ref _open) == 0)
            _done.TrySetResult(!_isLost);
    }

    /// <summary>Completes when nothing is on its way any more; true when all of it is on disk. Called once, after the last payload was left.</summary>
    public Task<bool> WhenKeptAsync()
    {
        Settle(isKept: true);
        return _done.Task;
    }
}
