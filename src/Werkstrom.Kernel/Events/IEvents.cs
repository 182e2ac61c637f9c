namespace Werkstrom.Kernel.Events;

/// <summary>What happened: kept in the registry, drawn as marks on charts, sent to whoever listens.</summary>
public interface IEvents
{
    /// <summary>Notes an event; it is on disk when this returns.</summary>
    /// <returns>The event with its number.</returns>
    Task<PlantEvent> NoteAsync(PlantEvent happened, CancellationToken stop);

    /// <summary>Notes when an open event ended.</summary>
    /// <returns>The event as it is now; null when there is none of this number, or it would end before it began.</returns>
    Task<PlantEvent?> EndAsync(long id, DateTimeOffset to, CancellationToken stop);

    /// <summary>The events that overlap a half-open span, newest first, at most <paramref name="limit"/>.</summary>
    /// <param name="assetId">Only of this asset and those below it; null for all.</param>
    Task<IReadOnlyList<PlantEvent>> ListAsync(
        int? assetId, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop);

    /// <summary>The events from now on, until <paramref name="stop"/>; a listener that is too slow loses the oldest.</summary>
    IAsyncEnumerable<PlantEvent> ListenAsync(CancellationToken stop);
}

/// <summary>Something that happened in the plant or in Werkstrom itself.</summary>
/// <param name="Id">Number; 0 before it is kept.</param>
/// <param name="Kind">A lower-case word with dots: <c>machine.failure</c>, <c>shift.start</c>, <c>store.disk-full</c>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="AssetId">The asset it happened to, or null.</param>
/// <param name="From">When it began, UTC.</param>
/// <param name="To">When it ended; null while it lasts or when it is a moment, see <paramref name="IsOpen"/>.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Source">Module or program that noted it.</param>
/// <param name="IsOpen">True while it lasts and its end is not known; <see cref="IEvents.EndAsync"/> ends it.</param>
public sealed record PlantEvent(
    long Id, string Kind, EventLevel Level, int? AssetId, DateTimeOffset From, DateTimeOffset? To, string Text, string Source,
    bool IsOpen = false);

/// <summary>How much an event matters.</summary>
public enum EventLevel
{
    /// <summary>Good to know.</summary>
    Info = 0,

    /// <summary>Watch.</summary>
    Watch = 1,

    /// <summary>Act.</summary>
    Act = 2,
}
