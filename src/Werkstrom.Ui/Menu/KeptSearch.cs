namespace Werkstrom.Ui.Menu;

/// <summary>What the one search finds of a list that is read from the registry: kept for ten seconds, as people type letter by letter.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="time">The clock.</param>
public abstract class KeptSearch<T>(TimeProvider time) : ISearchSource
{
    /// <summary>So many are enough.</summary>
    protected const int Most = 300;

    static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    Found? _found;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchTarget>> ListAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _found) is not { } found || now - found.At > Kept)
            Volatile.Write(ref _found, found = new(now, await ReadAsync(stop)));
        return [.. found.All.Select(Target)];
    }

    /// <summary>Reads the list, at most <see cref="Most"/>.</summary>
    /// <param name="stop">Ends it.</param>
    protected abstract Task<IReadOnlyList<T>> ReadAsync(CancellationToken stop);

    /// <summary>How one of it is shown and found.</summary>
    /// <param name="one">Of the list.</param>
    protected abstract SearchTarget Target(T one);

    sealed record Found(DateTimeOffset At, IReadOnlyList<T> All);
}
