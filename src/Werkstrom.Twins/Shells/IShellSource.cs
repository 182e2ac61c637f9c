using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>
/// Where shells, submodels and concept descriptions come from: the stored ones (<see cref="StoredShells"/>), or ones that are made of what the
/// program knows. <see cref="Shelf"/> shows all sources as one: lists go through the sources in their order.
/// </summary>
interface IShellSource
{
    /// <summary>Place among the sources, each its own, 0 to 1,000; stored ones come last, at 1,000. An identifier that two sources have is the first one's.</summary>
    int Order { get; }

    /// <summary>The entry of an identifier, or null.</summary>
    ValueTask<Entry?> FindAsync(EntryKind kind, string id, CancellationToken stop);

    /// <summary>Entries by rising <see cref="Entry.Number"/>.</summary>
    /// <param name="kind">Of this kind.</param>
    /// <param name="keys">That have all of these keys (<see cref="SearchKeys"/>).</param>
    /// <param name="after">Only numbers above it; 0 for the first page.</param>
    /// <param name="most">At most so many; fewer only when there are no more.</param>
    /// <param name="stop">Ends it.</param>
    ValueTask<IReadOnlyList<Entry>> ListAsync(EntryKind kind, IReadOnlyList<string> keys, long after, int most, CancellationToken stop);

    /// <summary>Writes values of one submodel that this source has; durable, and seen by every reader, when it returns.</summary>
    /// <param name="id">Identifier of the submodel.</param>
    /// <param name="plan">Says which elements of the state that it is given become what; throws what the caller is told, and then nothing is written.</param>
    /// <param name="stop">Ends waiting, not the writing.</param>
    Task WriteAsync(string id, Func<Entry, IReadOnlyList<ElementWrite>> plan, CancellationToken stop);
}

/// <summary>An element that gets another value.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Element">The element with its new value; all but the value is as it was.</param>
sealed record ElementWrite(ElementPath Path, ISubmodelElement Element);
