using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Descriptors of shells and submodels that are here: made of them when they are asked for, with the address by which the caller reached us.</summary>
sealed class OwnDescriptors(Shelf shelf)
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kind that a kind of descriptors describes.</summary>
    public static EntryKind Described(EntryKind kind) => kind == EntryKind.ShellDescriptor ? EntryKind.Shell : EntryKind.Submodel;

    /// <summary>The descriptor that was registered, else that of what is here.</summary>
    /// <exception cref="ShellException">There is neither.</exception>
    public async Task<byte[]> GetAsync(AasCall call, EntryKind kind, string id)
    {
        if (await shelf.FindAsync(kind, id, call.Stop) is { } registered)
            return registered.Json;
        return await OfAsync(call, await shelf.FindAsync(Described(kind), id, call.Stop) ?? throw ShellException.NotFound(kind, id));
    }

    /// <summary>The descriptor of what is here.</summary>
    public async Task<byte[]> OfAsync(AasCall call, Entry entry)
    {
        Dictionary<string, Submodel> within = [];
        foreach (var id in entry.Kind == EntryKind.Shell ? (entry.Shell.Submodels ?? []).Select(r => r.Keys[^1].Value) : [])
        {
            if (await shelf.FindAsync(EntryKind.Submodel, id, call.Stop) is { } submodel)
                within[id] = submodel.Submodel;
        }

        return Of(call, entry, within);
    }

    static byte[] Of(AasCall call, Entry entry, Dictionary<string, Submodel> within)
    {
        ArrayBufferWriter<byte> json = new(1_024);
        using (Utf8JsonWriter writer = new(json, Plain))
        {
            var root = Root(call.Http.Request);
            writer.WriteStartObject();
            if (entry.Kind == EntryKind.Shell)
                WriteShell(writer, entry.Shell, within, root);
            else
                WriteSubmodel(writer, entry.Submodel, root);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}{AasCall.Root}";

    static void WriteShell(Utf8JsonWriter writer, AssetAdministrationShell shell, Dictionary<string, Submodel> within, string root)
    {
        WriteCommon(writer, shell);
        var asset = shell.AssetInformation;
        writer.WriteString("assetKind", asset.AssetKind.ToString());
        if (asset.AssetType is { } type)
            writer.WriteString("assetType", type);
        if (asset.GlobalAssetId is { } global)
            writer.WriteString("globalAssetId", global);
        WriteList(writer, "specificAssetIds", asset.SpecificAssetIds);
        WriteEndpoint(writer, "AAS-3.0", $"{root}/shells/{AasCall.Encode(shell.Id)}");
        if (shell.Submodels is not { Count: > 0 } submodels)
            return;
        writer.WriteStartArray("submodelDescriptors");
        foreach (var reference in submodels)
        {
            var id = reference.Keys[^1].Value;
            writer.WriteStartObject();
            if (within.TryGetValue(id, out var submodel))
                WriteSubmodel(writer, submodel, root);
            else
                WriteElsewhere(writer, id, reference.ReferredSemanticId, root);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteElsewhere(Utf8JsonWriter writer, string id, Reference? meaning, string root)
    {
        writer.WriteString("id", id);
        if (meaning is not null)
            Write(writer, "semanticId", meaning);
        WriteEndpoint(writer, "SUBMODEL-3.0", $"{root}/submodels/{AasCall.Encode(id)}");
    }

    static void WriteSubmodel(Utf8JsonWriter writer, Submodel submodel, string root)
    {
        WriteCommon(writer, submodel);
        if (submodel.SemanticId is { } meaning)
            Write(writer, "semanticId", meaning);
        WriteEndpoint(writer, "SUBMODEL-3.0", $"{root}/submodels/{AasCall.Encode(submodel.Id)}");
    }

    static void WriteCommon(Utf8JsonWriter writer, IIdentifiable value)
    {
        writer.WriteString("id", value.Id);
        if (value.IdShort is { } idShort)
            writer.WriteString("idShort", idShort);
        WriteList(writer, "displayName", value.DisplayName);
        WriteList(writer, "description", value.Description);
        if (value.Administration is { } administration)
            Write(writer, "administration", administration);
    }

    static void WriteEndpoint(Utf8JsonWriter writer, string form, string address)
    {
        writer.WriteStartArray("endpoints");
        writer.WriteStartObject();
        writer.WriteString("interface", form);
        writer.WriteStartObject("protocolInformation");
        writer.WriteString("href", address);
        writer.WriteString("endpointProtocol", address[..address.IndexOf(':', StringComparison.Ordinal)].ToUpperInvariant());
        writer.WriteStartArray("endpointProtocolVersion");
        writer.WriteStringValue("1.1");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    static void Write(Utf8JsonWriter writer, string name, IClass value)
    {
        writer.WritePropertyName(name);
        AasJson.Write(writer, value);
    }

    static void WriteList<T>(Utf8JsonWriter writer, string name, List<T>? values) where T : class, IClass
    {
        if (values is not { Count: > 0 })
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            AasJson.Write(writer, value);
        writer.WriteEndArray();
    }
}
