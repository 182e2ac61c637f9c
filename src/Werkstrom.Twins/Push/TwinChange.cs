using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Push;

/// <summary>Something that became another: a shell, a submodel, or an element of a submodel.</summary>
/// <param name="What">created, updated or deleted.</param>
/// <param name="Kind">Shell or submodel.</param>
/// <param name="Id">Identifier of the shell or submodel.</param>
/// <param name="IdShort">Its idShort; null without one.</param>
/// <param name="Path">Where the element is in its submodel; null when it is the shell or submodel itself.</param>
/// <param name="Value">The ValueOnly form of what it is now, JSON; null when there is none, or when it is too large to be pushed.</param>
sealed record TwinChange(string What, EntryKind Kind, string Id, string? IdShort, string? Path, byte[]? Value)
{
    public const string Created = "created", Updated = "updated", Deleted = "deleted";

    /// <summary>Path of the asset whose shell it is, the last one when the asset is no more; null for what is stored.</summary>
    public string? AssetPath { get; init; }

    /// <summary>Its number, rising by one.</summary>
    public long Number { get; init; }

    /// <summary>When it was noted.</summary>
    public DateTimeOffset At { get; init; }
}
