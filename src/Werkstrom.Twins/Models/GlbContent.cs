using System.Buffers.Binary;
using System.Text.Json;

namespace Werkstrom.Twins.Models;

/// <summary>What the JSON of a GLB says, checked so that a browser can draw it: all in one file, all within its bytes, no circles, not too much.</summary>
sealed class GlbContent(JsonElement root, ReadOnlyMemory<byte> bin, List<ModelFault> faults)
{
    const int Float = 5126;

    const long MostTriangles = 2_000_000;
    const int MostNodes = 20_000;

    static readonly string[] Moves = ["matrix", "translation", "rotation", "scale"];

    // three.js reads these without further programs
    static readonly string[] Known =
        ["KHR_lights_punctual", "KHR_texture_transform", "KHR_mesh_quantization", "EXT_texture_webp", "EXT_mesh_gpu_instancing", "KHR_animation_pointer"];

    /// <summary>Adds all that is wrong to the faults.</summary>
    public void Check()
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("object"));
            return;
        }

        if (!root.TryGetProperty("asset", out var asset) || !asset.TryGetProperty("version", out var version) || version.GetString()?.StartsWith("2.", StringComparison.Ordinal) != true)
            faults.Add(new("version"));
        CheckExtensions();
        CheckBuffers();
        CheckImages();
        CheckAccessors();
        CheckMeshes();
        CheckNodes();
    }

    JsonElement[] List(string name) => root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    void CheckExtensions()
    {
        foreach (var name in List("extensionsRequired").Select(e => e.GetString() ?? "").Where(e => !Known.Contains(e) && !e.StartsWith("KHR_materials_", StringComparison.Ordinal)))
            faults.Add(new("extension", name));
    }

    void CheckBuffers()
    {
        foreach (var (i, buffer) in List("buffers").Index())
        {
            if (buffer.TryGetProperty("uri", out var uri))
                faults.Add(new("buffer.outside", i, Short(uri)));
            else if (i > 0 || Number(buffer, "byteLength") > bin.Length)
                faults.Add(new("buffer.length", i, Number(buffer, "byteLength"), i > 0 ? 0 : bin.Length));
        }

        foreach (var (i, view) in List("bufferViews").Index())
        {
            if (!IsInside(view))
                faults.Add(new("view.beyond", i, bin.Length));
        }
    }

    bool IsInside(JsonElement view) => Number(view, "buffer") == 0 && Number(view, "byteLength") is var length && Number(view, "byteOffset") is var offset
        && length >= 1 && offset >= 0 && offset <= bin.Length && length <= bin.Length - offset;

    void CheckImages()
    {
        var views = List("bufferViews").Length;
        foreach (var (i, image) in List("images").Index())
        {
            if (image.TryGetProperty("uri", out var uri))
                faults.Add(new("image.outside", i, Short(uri)));
            else if (Number(image, "bufferView", -1) is var view && (view < 0 || view >= views))
                faults.Add(new("none", $"images[{i}].bufferView", view));
        }
    }

    void CheckAccessors()
    {
        var views = List("bufferViews");
        foreach (var (i, accessor) in List("accessors").Index())
        {
            if (!accessor.TryGetProperty("bufferView", out var number))
                continue;
            var (count, size) = (Number(accessor, "count"), Size(accessor));
            if (number.GetInt64() is var view && (view < 0 || view >= views.Length))
                faults.Add(new("none", $"accessors[{i}].bufferView", view));
            else if (count < 1 || size == 0 || Number(accessor, "byteOffset") is < 0 or > int.MaxValue || Needed(accessor, views[view], count, size) > Number(views[view], "byteLength"))
                faults.Add(new("accessor.beyond", i, count, Number(views[view], "byteLength")));
        }
    }

    static long Needed(JsonElement accessor, JsonElement view, long count, int size)
    {
        return count > int.MaxValue ? long.MaxValue : Number(accessor, "byteOffset") + ((count - 1) * Stride(view, size)) + size;
    }

    static long Stride(JsonElement view, int size) => Number(view, "byteStride") is > 0 and <= 252 and var given ? given : size;

    void CheckMeshes()
    {
        var accessors = List("accessors");
        var views = List("bufferViews");
        var (meshes, triangles) = (List("meshes"), 0L);
        Dictionary<long, long> broken = [];
        if (meshes.Length == 0)
            faults.Add(new("mesh.none"));
        else if (List("scenes").Length == 0)
            faults.Add(new("scene.none"));
        foreach (var (i, mesh) in meshes.Index())
        {
            foreach (var (j, primitive) in (mesh.TryGetProperty("primitives", out var list) ? list.EnumerateArray().ToArray() : []).Index())
            {
                var position = primitive.TryGetProperty("attributes", out var attributes) ? Number(attributes, "POSITION", -1) : -1;
                var indices = Number(primitive, "indices", -1);
                if (position < 0 || position >= accessors.Length || indices >= accessors.Length)
                    faults.Add(new("mesh.points", i, j));
                else if (!IsBound(accessors[position], "min") || !IsBound(accessors[position], "max"))
                    faults.Add(new("mesh.bounds", i, j));
                else if (Remember(broken, position, () => NoPoint(accessors[position], views)) is var point and >= 0)
                    faults.Add(new("mesh.infinite", i, j, point));
                else if (indices >= 0 && Beyond(accessors[indices], views, Number(accessors[position], "count")) is var beyond and >= 0)
                    faults.Add(new("mesh.index", i, j, beyond, Number(accessors[position], "count")));
                else
                    triangles += Number(accessors[indices >= 0 ? indices : position], "count") / 3;
            }
        }

        if (triangles > MostTriangles)
            faults.Add(new("mesh.many", triangles, MostTriangles));
    }

    // many meshes may share their points
    static long Remember(Dictionary<long, long> known, long key, Func<long> find) => known.TryGetValue(key, out var found) ? found : known[key] = find();

    /// <summary>The first point with a coordinate that is no finite number; -1 when all are, or when they lie where they are refused anyway.</summary>
    long NoPoint(JsonElement accessor, JsonElement[] views)
    {
        if (Number(accessor, "componentType") != Float || !TryRead(accessor, views, out var points, out var stride))
            return -1;
        var size = Size(accessor);
        for (var point = 0; point < Number(accessor, "count"); point++)
        {
            for (var part = 0; part < size; part += sizeof(float))
            {
                if (!float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(points[((point * stride) + part)..])))
                    return point;
            }
        }

        return -1;
    }

    /// <summary>The first index that names a point which is not there; -1 when all are, or when they lie where they are refused anyway.</summary>
    long Beyond(JsonElement accessor, JsonElement[] views, long points)
    {
        if (!TryRead(accessor, views, out var bytes, out var stride))
            return -1;
        var component = Number(accessor, "componentType");
        for (var at = 0; at < Number(accessor, "count"); at++)
        {
            var one = bytes[(at * stride)..];
            long index = component switch { 5121 => one[0], 5123 => BinaryPrimitives.ReadUInt16LittleEndian(one), 5125 => BinaryPrimitives.ReadUInt32LittleEndian(one), _ => 0 };
            if (index >= points)
                return index;
        }

        return -1;
    }

    bool TryRead(JsonElement accessor, JsonElement[] views, out ReadOnlySpan<byte> bytes, out int stride)
    {
        var (count, size, number) = (Number(accessor, "count"), Size(accessor), Number(accessor, "bufferView", -1));
        bytes = default;
        stride = 0;
        if (number < 0 || number >= views.Length || !IsInside(views[number]) || count < 1 || size == 0 || Number(accessor, "byteOffset") is < 0 or > int.MaxValue
            || Needed(accessor, views[number], count, size) > Number(views[number], "byteLength"))
        {
            return false;
        }

        stride = (int)Stride(views[number], size);
        bytes = bin.Span[(int)(Number(views[number], "byteOffset") + Number(accessor, "byteOffset"))..];
        return true;
    }

    // glTF 2.0, 3.6.2.4: POSITION says its least and its most; by them the scene frames what it draws and finds what is clicked
    static bool IsBound(JsonElement accessor, string name) => accessor.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Array
        && bound.GetArrayLength() == 3 && bound.EnumerateArray().All(IsFinite);

    static bool IsFinite(JsonElement number) => number.ValueKind == JsonValueKind.Number && double.IsFinite(number.GetDouble());

    // a node has one parent at most, and none is below itself: else a browser would walk for ever
    void CheckNodes()
    {
        var nodes = List("nodes");
        var meshes = List("meshes").Length;
        if (nodes.Length > MostNodes)
            faults.Add(new("node.many", nodes.Length, MostNodes));
        var above = new long[nodes.Length];
        Array.Fill(above, -1);
        foreach (var (i, node) in nodes.Index())
        {
            foreach (var name in Moves.Where(name => node.TryGetProperty(name, out var move) && !move.EnumerateArray().All(IsFinite)))
                faults.Add(new("node.number", i, name));
            if (Number(node, "mesh", 0) is var mesh && node.TryGetProperty("mesh", out _) && (mesh < 0 || mesh >= meshes))
                faults.Add(new("none", $"nodes[{i}].mesh", mesh));
            foreach (var child in node.TryGetProperty("children", out var list) ? list.EnumerateArray().Select(c => c.GetInt64()) : [])
            {
                if (child < 0 || child >= nodes.Length)
                    faults.Add(new("node.missing", $"nodes[{i}].children", child));
                else if (above[child] >= 0 || IsAbove(above, child, i))
                    faults.Add(new("node.circle", i, child));
                else
                    above[child] = i;
            }
        }

        foreach (var (i, scene) in List("scenes").Index())
        {
            foreach (var node in (scene.TryGetProperty("nodes", out var list) ? list.EnumerateArray().Select(n => n.GetInt64()) : []).Where(n => n < 0 || n >= nodes.Length))
                faults.Add(new("node.missing", $"scenes[{i}].nodes", node));
        }
    }

    static bool IsAbove(long[] above, long node, long below)
    {
        for (var at = below; at >= 0; at = above[at])
        {
            if (at == node)
                return true;
        }

        return false;
    }

    static int Size(JsonElement accessor)
    {
        var component = Number(accessor, "componentType") switch { 5120 or 5121 => 1, 5122 or 5123 => 2, 5125 or 5126 => 4, _ => 0 };
        return component * Components(accessor.TryGetProperty("type", out var type) ? type.GetString() : null);
    }

    static int Components(string? type) => type switch
    {
        "SCALAR" => 1,
        "VEC2" => 2,
        "VEC3" => 3,
        "VEC4" or "MAT2" => 4,
        "MAT3" => 9,
        "MAT4" => 16,
        _ => 0,
    };

    static long Number(JsonElement of, string name, long otherwise = 0) => of.TryGetProperty(name, out var number) ? number.GetInt64() : otherwise;

    static string Short(JsonElement uri) => uri.GetString() is { Length: > 40 } text ? text[..40] + "…" : uri.GetString() ?? "";
}
