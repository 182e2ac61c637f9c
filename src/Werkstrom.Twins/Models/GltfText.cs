using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Twins.Models;

/// <summary>
/// Makes a binary glTF (GLB) of a glTF text (.gltf) that carries its parts in itself, as <c>data:</c> addresses: see
/// <see href="https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html#binary-gltf-layout">glTF 2.0, 4.4</see>. Parts elsewhere are refused by name.
/// </summary>
sealed class GltfText : IDisposable
{
    const int Alignment = 4;

    readonly List<ModelFault> _faults = [];
    readonly MemoryStream _bin = new();

    /// <summary>Whether a file is a text, not a GLB.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file) => file.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>The text as GLB; or all that is in the way.</summary>
    public static (ReadOnlyMemory<byte> Glb, IReadOnlyList<ModelFault> Faults) Pack(ReadOnlyMemory<byte> text)
    {
        using GltfText packing = new();
        try
        {
            var start = text.Length - text.Span.TrimStart("\uFEFF \t\r\n"u8).Length;
            var root = JsonNode.Parse(text.Span[start..], null, new() { MaxDepth = GlbFile.DeepestJson, AllowDuplicateProperties = false })!.AsObject();
            packing.TakeBuffers(root);
            packing.TakeImages(root);
            return packing._faults.Count > 0 ? (default, packing._faults) : (packing.Write(root), []);
        }
        catch (JsonException broken)
        {
            return (default, [GlbFile.Unreadable(broken)]);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
        {
            return (default, [new("json.type")]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bin.Dispose();

    // what was in several buffers lies in one, each view moved to where its buffer begins
    void TakeBuffers(JsonObject root)
    {
        if (root["buffers"] is not JsonArray buffers)
            return;
        List<(long Start, long Length)> places = [];
        foreach (var (i, buffer) in buffers.Index())
        {
            if (Bytes($"buffers[{i}].uri", "buffer.outside", i, buffer!["uri"]) is not { } bytes)
                continue;
            if (buffer["byteLength"]?.GetValue<long>() is { } told && told > bytes.Length)
                _faults.Add(new("buffer.length", i, told, bytes.Length));
            places.Add((Append(bytes), bytes.Length));
        }

        if (_faults.Count > 0)
            return;
        foreach (var (i, view) in ((root["bufferViews"] as JsonArray) ?? []).Index())
        {
            var (buffer, offset, length) = (view!["buffer"]?.GetValue<int>() ?? 0, view["byteOffset"]?.GetValue<long>() ?? 0, view["byteLength"]?.GetValue<long>() ?? 0);
            if (buffer < 0 || buffer >= places.Count || offset < 0 || length < 1 || offset > places[buffer].Length || length > places[buffer].Length - offset)
                _faults.Add(new("view.beyond", i, buffer >= 0 && buffer < places.Count ? places[buffer].Length : 0));
            else
                (view["buffer"], view["byteOffset"]) = (0, places[buffer].Start + offset);
        }
    }

    void TakeImages(JsonObject root)
    {
        foreach (var (i, image) in ((root["images"] as JsonArray) ?? []).Index().Where(image => image.Item!["uri"] is not null))
        {
            if (Bytes($"images[{i}].uri", "image.outside", i, image!["uri"]) is not { } bytes)
                continue;
            var views = root["bufferViews"] as JsonArray;
            if (views is null)
                root["bufferViews"] = views = [];
            views.Add(new JsonObject { ["buffer"] = 0, ["byteOffset"] = Append(bytes), ["byteLength"] = bytes.Length });
            image["mimeType"] ??= image["uri"]!.GetValue<string>()["data:".Length..].Split(';', ',')[0];
            image["bufferView"] = views.Count - 1;
            image.AsObject().Remove("uri");
        }
    }

    byte[]? Bytes(string place, string outside, int number, JsonNode? uri)
    {
        var address = uri?.GetValue<string>() ?? "";
        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            _faults.Add(new(outside, number, address is { Length: > 40 } ? address[..40] + "…" : address));
            return null;
        }

        var comma = address.IndexOf(',', StringComparison.Ordinal);
        var bytes = new byte[Math.Max(0, address.Length - comma)];
        if (comma > 0 && address[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64Chars(address.AsSpan(comma + 1), bytes, out var length) && length > 0)
            return bytes[..length];
        _faults.Add(new("data", place));
        return null;
    }

    long Append(byte[] bytes)
    {
        while (_bin.Length % Alignment != 0)
            _bin.WriteByte(0);
        var start = _bin.Length;
        _bin.Write(bytes);
        return start;
    }

    byte[] Write(JsonObject root)
    {
        if (_bin.Length > 0)
            root["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = _bin.Length });
        var json = JsonSerializer.SerializeToUtf8Bytes(root);
        var (jsonLength, binLength) = (Padded(json.Length), Padded((int)_bin.Length));
        var glb = new byte[12 + 8 + jsonLength + (binLength > 0 ? 8 + binLength : 0)];
        Head(glb, GlbFile.Magic, 2);
        BinaryPrimitives.WriteInt32LittleEndian(glb.AsSpan(8), glb.Length);
        Head(glb.AsSpan(12), (uint)jsonLength, GlbFile.JsonChunk);
        glb.AsSpan(20, jsonLength).Fill((byte)' ');
        json.CopyTo(glb, 20);
        if (binLength == 0)
            return glb;
        Head(glb.AsSpan(20 + jsonLength), (uint)binLength, GlbFile.BinChunk);
        _bin.ToArray().CopyTo(glb, 28 + jsonLength);
        return glb;
    }

    static void Head(Span<byte> into, uint first, uint second)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(into, first);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], second);
    }

    static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
