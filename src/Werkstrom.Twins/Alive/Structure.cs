using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Twins.Alive;

/// <summary>
/// IDTA 02011-1-1 of an asset: what stands directly below it (OneDown), each part being described by its own shell; of one that nothing stands
/// below, what it is part of (OneUp). An asset that stands alone has none.
/// </summary>
sealed class Structure(AssetCatalog assets, AliveIds ids)
{
    public const string Name = "HierarchicalStructures";

    public const string Meaning = "https://admin-shell.io/idta/HierarchicalStructures/1/1/Submodel";

    const string Base = "https://admin-shell.io/idta/HierarchicalStructures/";

    public bool Has(Asset asset) => asset.ParentId is not null || assets.Children(asset.Id).Count > 0;

    public List<ISubmodelElement> Elements(Asset asset)
    {
        var below = assets.Children(asset.Id);
        var isDown = below.Count > 0;
        List<Asset> others = isDown ? [.. below] : [Parent(asset)];
        var entry = Node("EntryNode", "EntryNode/1/0", asset);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<ISubmodelElement> parts = [];
        List<ISubmodelElement> links = [];
        foreach (var other in others)
        {
            var name = IdShorts.Of(other.Name);
            if (!taken.Add(name))
                taken.Add(name = $"{name}_{other.Id}");
            parts.Add(Node(name, "Node/1/0", other));
            links.Add(Link(asset, name, isDown));
        }

        entry.Statements = [.. parts, .. links];
        return [entry, Parts.Value("ArcheType", Base + "ArcheType/1/0", DataTypeDefXsd.String, isDown ? "OneDown" : "OneUp")];
    }

    Asset Parent(Asset asset) => assets.TryGet(asset.ParentId!.Value, out var parent) ? parent : throw new InvalidOperationException($"'{asset.Path}' has no asset above it.");

    Entity Node(string idShort, string meaning, Asset asset) => new()
    {
        IdShort = idShort,
        DisplayName = Parts.Name(asset.Label, ids.Language),
        SemanticId = Parts.External(Base + meaning),
        EntityType = EntityType.SelfManagedEntity,
        GlobalAssetId = ids.Asset(asset.Id),
    };

    RelationshipElement Link(Asset asset, string part, bool isDown) => new()
    {
        IdShort = (isDown ? "HasPart_" : "IsPartOf_") + part,
        SemanticId = Parts.External(Base + (isDown ? "HasPart/1/0" : "IsPartOf/1/0")),
        First = To(asset, []),
        Second = To(asset, [part]),
    };

    Reference To(Asset asset, IEnumerable<string> below) => new()
    {
        Type = ReferenceTypes.ModelReference,
        Keys =
        [
            new() { Type = KeyTypes.Submodel, Value = ids.Submodel(asset.Id, Name) },
            .. below.Prepend("EntryNode").Select(idShort => new Key { Type = KeyTypes.Entity, Value = idShort }),
        ],
    };
}
