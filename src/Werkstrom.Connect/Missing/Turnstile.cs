namespace Werkstrom.Connect.Missing;

/// <summary>Lets only so many requests of one source in at a time, so that a source that floods waits for itself.</summary>
sealed class Turnstile
{
    readonly Lock _gate = new();
    readonly Queue<TaskCompletionSource> _waiting = [];
    int _inside;

    /// <summary>Waits for a place.</summary>
    /// <returns>False when too many wait already.</returns>
    public async ValueTask<bool> TryEnterAsync(int places, int mayWait, CancellationToken stop)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_inside < places)
            {
                _inside++;
                return true;
            }

            if (_waiting.Count >= mayWait)
                return false;
            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        await using var left = stop.UnsafeRegister(_ => turn.TrySetCanceled(stop), null);
        await turn.Task;
        return true;
    }

    /// <summary>Gives the place to the next.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _inside--;
        }
    }
}
