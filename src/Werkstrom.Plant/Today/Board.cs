using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Today;

/// <summary>
/// What Today shows one by one, and what it only counts. A burst of new tags makes thousands of assets: they must not hide the machines.
/// </summary>
/// <param name="Cards">Shown one by one: the pressing first, then by path. What has ended, and a mere place, has a card only where there is nothing else.</param>
/// <param name="Rest">The others, counted by the asset that they stand below.</param>
/// <param name="Known">How many machines there are, <see cref="AssetState.IsKnown"/>; all assets where nothing is known of any. What has ended is none, nor is a mere place.</param>
/// <param name="Online">How many of these send.</param>
sealed record Board(IReadOnlyList<AssetState> Cards, IReadOnlyList<Board.Group> Rest, int Known, int Online)
{
    /// <summary>More cards are no glance.</summary>
    public const int MostCards = 24;

    /// <summary>Beside known machines the newest few others have a place: whoever has just connected something looks for it here.</summary>
    public const int MostNew = 6;

    const int MostGroups = 8;

    /// <summary>Nothing yet.</summary>
    public static Board None { get; } = new([], [], 0, 0);

    /// <summary>Whether there is nothing to show: a supplier of customers has signals and no machines.</summary>
    public bool IsEmpty => Cards.Count == 0 && Rest.Count == 0;

    /// <summary>Sorts machines, which come the most pressing first, onto the board.</summary>
    public static Board Of(IReadOnlyList<AssetState> machines, AssetCatalog assets)
    {
        AssetState[] present = [.. machines.Where(machine => machine.Worst != Standing.Ended && !machine.IsPlace)];
        AssetState[] known = [.. present.Where(machine => machine.IsKnown)];
        AssetState[] others = [.. (present.Length > 0 ? present : machines).Where(machine => present.Length == 0 || !machine.IsKnown)];
        var places = Math.Min(MostCards - Math.Min(known.Length, MostCards), known.Length == 0 ? MostCards : MostNew);
        AssetState[] newest = [.. others.OrderByDescending(other => other.Asset.CreatedAt).ThenBy(other => other.Asset.Path, StringComparer.Ordinal).Take(places)];
        AssetState[] cards = [.. known.Take(MostCards), .. newest.OrderBy(other => other.Asset.Path, StringComparer.Ordinal)];
        var shown = cards.Select(card => card.Asset.Id).ToHashSet();
        var counted = known.Length > 0 ? known : present;
        return new(cards, Groups(machines.Where(machine => !shown.Contains(machine.Asset.Id)), assets), counted.Length, counted.Count(machine => machine.IsOnline == true));
    }

    static Group[] Groups(IEnumerable<AssetState> rest, AssetCatalog assets) =>
    [
        .. rest.GroupBy(machine => machine.Asset.ParentId)
            .Select(group => new Group(group.Key is { } id && assets.TryGet(id, out var above) ? above : null, group.Count(), group.Max(machine => machine.Worst)))
            .OrderByDescending(group => group.Worst).ThenByDescending(group => group.Count).Take(MostGroups),
    ];

    /// <summary>Assets that are only counted.</summary>
    /// <param name="Above">What they stand below; null for the root.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Worst">The most pressing of their signals.</param>
    internal sealed record Group(Asset? Above, int Count, Standing Worst);
}
