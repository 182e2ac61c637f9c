using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>Checks what registries and discovery keep: descriptors of shells and submodels, and links of assets. Everything that is wrong is told at once.</summary>
sealed class DescriptorJson
{
    static readonly string[] Required = ["id", "endpoints"];
    static readonly string[] Programs = ["javascript:", "vbscript:", "data:"];

    readonly List<Wrong> _wrongs = [];

    /// <summary>A descriptor as it is kept.</summary>
    /// <exception cref="ShellException">It breaks the schema.</exception>
    public static (string Id, DocumentPlan.Put Put) Read(EntryKind kind, JsonElement json)
    {
        DescriptorJson check = new();
        if (kind == EntryKind.ShellDescriptor)
            check.Shell(json, "");
        else
            check.Submodel(json, "");
        check.Throw();
        return (json.GetProperty("id").GetString()!, new(DeepJson.Write(json), null, Keys(kind, json)));
    }

    /// <summary>Links of an asset.</summary>
    /// <exception cref="ShellException">They break the schema.</exception>
    public static IReadOnlyList<SpecificAssetId> ReadLinks(JsonElement json)
    {
        DescriptorJson check = new();
        check.Parts<SpecificAssetId>(json, "assetLinks");
        check.Throw();
        return [.. json.EnumerateArray().Select(l => AasJson.Read<SpecificAssetId>(l).Value!)];
    }

    void Throw()
    {
        if (_wrongs.Count > 0)
            throw new ShellException(Refusal.BadRequest, _wrongs);
    }

    static HashSet<string> Keys(EntryKind kind, JsonElement json)
    {
        HashSet<string> keys = [];
        foreach (var word in new[] { "assetKind", "assetType" })
        {
            if (json.TryGetProperty(word, out var text))
                keys.Add(SearchKeys.Word(kind, word, text.GetString()!));
        }

        if (json.TryGetProperty("globalAssetId", out var global))
            keys.Add(SearchKeys.Asset(kind, SearchKeys.GlobalAssetId, global.GetString()!));
        if (json.TryGetProperty("specificAssetIds", out var ids))
            keys.UnionWith(SearchKeys.Assets(kind, ids.EnumerateArray().Select(i => AasJson.Read<SpecificAssetId>(i).Value!)));
        return keys;
    }

    void Shell(JsonElement json, string path) => Object(json, path, ["id"], (name, value, at) =>
    {
        switch (name)
        {
            case "assetKind":
                if (value.ValueKind != JsonValueKind.String || !Enum.TryParse<AssetKind>(value.GetString(), out _) || int.TryParse(value.GetString(), out _))
                    Add(at, "must be Instance, Type or NotApplicable");
                return true;
            case "assetType" or "globalAssetId":
                Text(value, at, 2_000);
                return true;
            case "specificAssetIds":
                Parts<SpecificAssetId>(value, at);
                return true;
            case "submodelDescriptors":
                Items(value, at, Submodel);
                return true;
            default:
                return Common(name, value, at);
        }
    });

    void Submodel(JsonElement json, string path) => Object(json, path, Required, (name, value, at) =>
    {
        switch (name)
        {
            case "semanticId":
                Part<Reference>(value, at);
                return true;
            case "supplementalSemanticId" or "supplementalSemanticIds":
                Parts<Reference>(value, at);
                return true;
            default:
                return Common(name, value, at);
        }
    });

    bool Common(string name, JsonElement value, string at)
    {
        switch (name)
        {
            case "id":
                Text(value, at, 2_000);
                return true;
            case "idShort":
                Text(value, at, 128);
                return true;
            case "description":
                Parts<LangStringTextType>(value, at);
                return true;
            case "displayName":
                Parts<LangStringNameType>(value, at);
                return true;
            case "extensions":
                Parts<Extension>(value, at);
                return true;
            case "administration":
                Part<AdministrativeInformation>(value, at);
                return true;
            case "endpoints":
                Items(value, at, Endpoint);
                return true;
            default:
                return false;
        }
    }

    void Endpoint(JsonElement json, string path) => Object(json, path, ["interface", "protocolInformation"], (name, value, at) =>
    {
        if (name == "interface")
            Text(value, at, 128);
        else if (name == "protocolInformation")
            Object(value, at, ["href"], Protocol);
        return name is "interface" or "protocolInformation";
    });

    bool Protocol(string name, JsonElement value, string at)
    {
        switch (name)
        {
            case "href":
                Text(value, at, 2_048);
                if (value.ValueKind == JsonValueKind.String && IsProgram(value.GetString()!))
                    Add(at, "must be an address; this one would be run as a program");
                return true;
            case "endpointProtocol" or "subprotocol" or "subprotocolBody" or "subprotocolBodyEncoding":
                Text(value, at, 128);
                return true;
            case "endpointProtocolVersion":
                Items(value, at, (v, p) => Text(v, p, 128));
                return true;
            case "securityAttributes":
                Items(value, at, (v, p) => Object(v, p, ["type", "key", "value"], (n, t, q) =>
                {
                    Text(t, q, 2_048);
                    return n is "type" or "key" or "value";
                }));
                return true;
            default:
                return false;
        }
    }

    // any scheme may be an endpoint (opc.tcp:, mqtt:), but others show these as links; a browser passes over blanks and control characters in front and within
    static bool IsProgram(string address)
    {
        var plain = string.Concat(address.Where(c => c > ' '));
        return Programs.Any(scheme => plain.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
    }

    void Object(JsonElement json, string path, string[] required, Func<string, JsonElement, string, bool> read)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add(path, "must be an object");
            return;
        }

        HashSet<string> seen = [];
        foreach (var given in json.EnumerateObject())
        {
            var at = path.Length == 0 ? given.Name : $"{path}.{given.Name}";
            if (!seen.Add(given.Name))
                Add(at, "stands twice");
            else if (!read(given.Name, given.Value, at))
                Add(at, "is no attribute here");
        }

        foreach (var missing in required.Where(r => !seen.Contains(r)))
            Add(path.Length == 0 ? missing : $"{path}.{missing}", "is required and missing");
    }

    void Items(JsonElement json, string path, Action<JsonElement, string> read)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
        {
            Add(path, "must be a list with at least one item");
            return;
        }

        var at = 0;
        foreach (var item in json.EnumerateArray())
            read(item, $"{path}[{at++}]");
    }

    void Parts<T>(JsonElement json, string path) where T : class, IClass => Items(json, path, Part<T>);

    void Part<T>(JsonElement json, string path) where T : class, IClass =>
        _wrongs.AddRange(AasJson.Read<T>(json).Faults.Select(f => new Wrong(f.Rule, $"{path}: {f}")));

    void Text(JsonElement json, string path, int longest)
    {
        if (json.ValueKind != JsonValueKind.String || json.GetString() is not { Length: > 0 } text || text.Length > longest)
            Add(path, $"must be a text of 1 to {longest} characters");
    }

    void Add(string path, string text) => _wrongs.Add(new("schema", path.Length == 0 ? $"The body {text}." : $"{path} {text}."));
}
