using System.Security.Cryptography;
using System.Text;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>The keys by which entries are found. A key is a hash, so that a value of any length can be one.</summary>
static class SearchKeys
{
    /// <summary>The name by which the API speaks of the global asset id.</summary>
    public const string GlobalAssetId = "globalAssetId";

    /// <summary>The key of all submodels that are templates.</summary>
    public static string Template { get; } = Word(EntryKind.Submodel, "kind", nameof(ModellingKind.Template));

    public static string Id(EntryKind kind, string id) => Of(kind, "id", id);

    public static string IdShort(EntryKind kind, string idShort) => Of(kind, "idShort", idShort);

    /// <summary>An identifier of the asset by its name; the global one by <see cref="GlobalAssetId"/>.</summary>
    public static string Asset(EntryKind kind, string name, string value) => Of(kind, "asset", $"{name}\0{value}");

    /// <summary>A reference by the values of its keys.</summary>
    public static string Reference(EntryKind kind, string attribute, IEnumerable<string> values) => Of(kind, attribute, string.Join('\0', values));

    /// <summary>A word of the entry, like the type of its asset.</summary>
    public static string Word(EntryKind kind, string attribute, string value) => Of(kind, attribute, value);

    /// <summary>All keys of a shell, submodel or concept description, each once.</summary>
    public static IReadOnlyCollection<string> Of(EntryKind kind, IIdentifiable value)
    {
        HashSet<string> keys = [];
        if (value.IdShort is { } idShort)
            keys.Add(IdShort(kind, idShort));
        if (value is Submodel { Kind: ModellingKind.Template })
            keys.Add(Template);
        switch (value)
        {
            case AssetAdministrationShell shell:
                keys.UnionWith(Assets(kind, shell.AssetInformation));
                break;
            case Submodel { SemanticId: { } semantic }:
                keys.Add(Key(kind, "semanticId", semantic));
                break;
            case ConceptDescription concept:
                keys.UnionWith((concept.IsCaseOf ?? []).Select(r => Key(kind, "isCaseOf", r)));
                keys.UnionWith((concept.EmbeddedDataSpecifications ?? []).Select(s => Key(kind, "dataSpecification", s.DataSpecification)));
                break;
        }

        return keys;
    }

    /// <summary>The keys of identifiers of an asset.</summary>
    public static IEnumerable<string> Assets(EntryKind kind, IEnumerable<SpecificAssetId> ids) => ids.Select(i => Asset(kind, i.Name, i.Value));

    static IEnumerable<string> Assets(EntryKind kind, AssetInformation asset)
    {
        var keys = Assets(kind, asset.SpecificAssetIds ?? []).Append(Word(kind, "assetKind", asset.AssetKind.ToString()));
        if (asset.GlobalAssetId is { } global)
            keys = keys.Append(Asset(kind, GlobalAssetId, global));
        return asset.AssetType is { } type ? keys.Append(Word(kind, "assetType", type)) : keys;
    }

    static string Key(EntryKind kind, string attribute, Reference reference) => Reference(kind, attribute, reference.Keys.Select(k => k.Value));

    static string Of(EntryKind kind, string attribute, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{attribute}\0{value}")).AsSpan(0, 20));
}
