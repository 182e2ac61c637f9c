namespace Werkstrom.Ui.Parts;

/// <summary>What a module adds to a page of another one, which shows it by <see cref="PageParts"/>. Register it as a singleton.</summary>
/// <param name="Place">Where it is shown.</param>
/// <param name="Component">A component; with the parameter <c>AssetId</c> where the place is of an asset.</param>
public sealed record PagePart(PagePlace Place, Type Component);

/// <summary>Where a module may add something.</summary>
public enum PagePlace
{
    /// <summary>The first page, below the machines.</summary>
    Today,

    /// <summary>The buttons of the page of an asset.</summary>
    AssetActions,
}
