using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Twins.Scene;

/// <summary>Where persons put assets; every change stands in the audit.</summary>
sealed class ScenePlaces(IDbContextFactory<TwinsDb> dbs, AssetCatalog assets, SceneTree tree, IStringLocalizer<SceneText> text)
{
    /// <summary>So far at most from the middle, metres.</summary>
    public const double Farthest = 2_000;

    /// <summary>The places by number of the asset.</summary>
    public async Task<Dictionary<int, PlaceRow>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await AllAsync(db, stop);
    }

    /// <summary>Puts an asset where nothing else stands.</summary>
    /// <param name="wish">Where.</param>
    /// <param name="seen">Where the one who moves it saw it; null when that is not to be looked at.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The place; or that the asset is not seen, what stands there, or that somebody else moved it meanwhile.</returns>
    public async Task<Change<PlaceRow>> PutAsync(PlaceRow wish, PlaceSeen? seen, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await BeginAsync(db, stop);
        var places = await AllAsync(db, stop);
        if (seen?.Is(places.GetValueOrDefault(wish.AssetId)) == false)
            return Elsewhere();
        if (!assets.TryGet(wish.AssetId, out var asset))
            return new ChangeProblem(ChangeFault.NotFound, text["place.asset", wish.AssetId]);
        places[wish.AssetId] = wish;
        // the group it stands in is enough: places are counted from there
        var nodes = tree.Read(asset.ParentId, places);
        if (nodes.FirstOrDefault(n => n.Id == wish.AssetId) is not { } node)
            return new ChangeProblem(ChangeFault.Invalid, text["place.unseen", asset.Path]);
        if (Obstacle(node, wish, nodes) is { } other)
            return new ChangeProblem(ChangeFault.Conflict, text["place.taken", other.Label]);

        if (await db.Set<PlaceRow>().FindAsync([wish.AssetId], stop) is { } row)
            db.Entry(row).CurrentValues.SetValues(wish);
        else
            db.Add(wish);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return wish;
    }

    /// <summary>Puts an asset back to where the layout has it.</summary>
    /// <param name="assetId">Number of the asset.</param>
    /// <param name="seen">Where the one who puts it back saw it; null when that is not to be looked at.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Where it stood; or that nobody had moved it, or that somebody else moved it meanwhile.</returns>
    public async Task<Change<PlaceRow>> ResetAsync(int assetId, PlaceSeen? seen, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await BeginAsync(db, stop);
        var row = await db.Set<PlaceRow>().FindAsync([assetId], stop);
        if (seen?.Is(row) == false)
            return Elsewhere();
        if (row is null)
            return new ChangeProblem(ChangeFault.NotFound, text["place.unmoved", assetId]);
        db.Remove(row);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return row;
    }

    static Task<Dictionary<int, PlaceRow>> AllAsync(TwinsDb db, CancellationToken stop) => db.Set<PlaceRow>().AsNoTracking().ToDictionaryAsync(p => p.AssetId, stop);

    /// <summary>Begins a transaction in which what was looked at stays so: two who move things at once come one after the other.</summary>
    static async Task<IDbContextTransaction> BeginAsync(TwinsDb db, CancellationToken stop)
    {
        var transaction = await db.Database.BeginTransactionAsync(stop);
        _ = await db.TakeAsync("twins_place", 1, stop);
        return transaction;
    }

    ChangeProblem Elsewhere() => new(ChangeFault.Conflict, text["place.elsewhere"]);

    // as the siblings stand while this one is where it was: what it displaces would jump
    Asset? Obstacle(LayoutNode node, PlaceRow wish, IReadOnlyList<LayoutNode> nodes)
    {
        var placed = SceneLayout.Arrange([.. nodes.Select(n => n.Id == wish.AssetId ? n with { Place = null } : n)]);
        var alone = SceneLayout.Arrange([.. Alone(node, nodes)])[0];
        var origin = placed.FirstOrDefault(p => p.Node.Id == node.ParentId);
        var own = alone.Rect().Moved(wish.X - alone.OriginX + (origin?.OriginX ?? 0), wish.Z - alone.OriginZ + (origin?.OriginZ ?? 0));
        return placed.FirstOrDefault(p => p.Node.ParentId == node.ParentId && p.Node.Id != node.Id && p.Rect().Overlaps(own)) is { } other
            && assets.TryGet(other.Node.Id, out var found) ? found : null;
    }

    static IEnumerable<LayoutNode> Alone(LayoutNode node, IReadOnlyList<LayoutNode> nodes)
    {
        HashSet<int> inside = [node.Id];
        yield return node with { ParentId = null };
        foreach (var other in nodes.Where(n => n.ParentId is { } up && inside.Contains(up)))
        {
            inside.Add(other.Id);
            yield return other;
        }
    }
}

/// <summary>Where somebody saw an asset: metres from the origin of its group, degrees clockwise; all three null for where the layout has it.</summary>
/// <param name="X">Metres to the right.</param>
/// <param name="Z">Metres to the front.</param>
/// <param name="Turn">Degrees.</param>
sealed record PlaceSeen(double? X, double? Z, double? Turn)
{
    // places are kept to the centimetre
    const double Near = 0.011;

    /// <summary>Whether it stands there now.</summary>
    public bool Is(PlaceRow? now) => now is null ? X is null && Z is null
        : X is { } x && Z is { } z && Math.Abs(now.X - x) < Near && Math.Abs(now.Z - z) < Near && Math.Abs(now.Turn - (Turn ?? 0)) < 0.5;
}
