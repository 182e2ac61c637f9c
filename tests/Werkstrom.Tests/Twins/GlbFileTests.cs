using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Werkstrom.Twins.Models;

namespace Werkstrom.Tests.Twins;

/// <summary>A 3D model is checked before it is kept: every way in which it may be none is said.</summary>
public sealed class GlbFileTests
{
    [Fact]
    public void A_triangle_is_a_model() => Assert.Empty(GlbFile.Check(Glb.Triangle()));

    [Theory]
    [InlineData("", "It is neither a GLB file")]
    [InlineData("solid cube", "It is neither a GLB file")]
    public void What_does_not_begin_as_one_is_none(string text, string said) =>
        Assert.Contains(GlbFile.Check(Encoding.UTF8.GetBytes(text)), fault => fault.ToString().StartsWith(said, StringComparison.Ordinal));

    [Theory]
    [InlineData(4, 1, "header: it is glTF version 1")]
    [InlineData(8, 999_999, "header: it says 999999 bytes")]
    [InlineData(12, 900_000, "chunk 0: it says 900000 bytes")]
    [InlineData(16, 0x004E4942, "chunk 0: the first chunk must be JSON.")]
    public void A_broken_frame_is_said_with_its_place(int at, int number, string said)
    {
        var file = Glb.Triangle();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);

        Assert.Contains(GlbFile.Check(file), fault => fault.ToString().StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_cut_off_is_said_to_be() =>
        Assert.Contains(GlbFile.Check(Glb.Triangle().AsMemory(0, 100)), fault => fault.ToString().Contains("it is cut off", StringComparison.Ordinal));

    [Theory]
    [InlineData("{", "JSON: it cannot be read")]
    [InlineData("[]", "JSON: it must be an object.")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"meshes\":7}", "JSON: a part has another type")]
    [InlineData("{\"asset\":{\"version\":\"1.0\"}}", "asset.version: it must be 2.x.")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"}}", "meshes: it has none")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":4,\"uri\":\"https://example.org/a.bin\"}]}", "buffers[0].uri: it lies outside the file (https://example.org/a.bin)")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"images\":[{\"uri\":\"wood.png\"}]}", "images[0].uri: the picture lies outside the file (wood.png)")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"extensionsRequired\":[\"KHR_draco_mesh_compression\"]}", "extensionsRequired: it needs KHR_draco_mesh_compression")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"bufferViews\":[{\"buffer\":0,\"byteLength\":5000}]}", "bufferViews[0]: it lies beyond the 36 bytes of the file.")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"bufferViews\":[{\"buffer\":0,\"byteLength\":36}],\"accessors\":[{\"bufferView\":0,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"}]}", "accessors[0]: it reads 4 elements beyond its 36 bytes.")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"nodes\":[{\"children\":[1]},{\"children\":[0]}]}", "nodes[1].children: node 0 would stand below itself or twice.")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":3}}]}]}", "meshes[0].primitives[0]: its points (POSITION) or indices are not there.")]
    public void What_a_browser_could_not_draw_is_said_with_its_place(string json, string said) =>
        Assert.Contains(GlbFile.Check(Glb.Of(json, new byte[36])), fault => fault.ToString().StartsWith(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData(",\"min\":[0,0,0]")]
    [InlineData(",\"min\":[0,0,0],\"max\":[1e999,1,1]")]
    public void Points_without_bounds_would_be_clicked_in_the_place_of_all_others(string bounds)
    {
        var json = """
            {"asset":{"version":"2.0"},"scenes":[{}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"buffers":[{"byteLength":36}],"bufferViews":[{"buffer":0,"byteLength":36}],
             "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3"BOUNDS}]}
            """.Replace("BOUNDS", bounds, StringComparison.Ordinal);
        Assert.Equal("meshes[0].primitives[0]: its points (POSITION) have no least and most (min, max) of three numbers.", Assert.Single(GlbFile.Check(Glb.Of(json, new byte[36]))).ToString());
    }

    [Theory]
    [InlineData(float.NaN, 3)]
    [InlineData(float.PositiveInfinity, 8)]
    public void Points_that_are_nowhere_are_refused_whatever_their_bounds_say(float number, int at)
    {
        var file = Glb.Triangle();
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 36 + (4 * at)), number);
        Assert.Equal($"meshes[0].primitives[0]: point {at / 3} (POSITION) is no finite number (NaN or infinity).", Assert.Single(GlbFile.Check(file)).ToString());
    }

    [Theory]
    [InlineData(5121, 3, "")]
    [InlineData(5121, 4, "meshes[0].primitives[0]: index 3 names a point (POSITION) beyond its 3.")]
    [InlineData(5123, 4, "meshes[0].primitives[0]: index 770 names a point (POSITION) beyond its 3.")]
    public void An_index_beyond_the_points_is_refused(int component, int last, string said)
    {
        // three points; the indices are the bytes 0, 1, 2, 3, or the two-byte numbers 0x0302 = 770 twice
        var bin = new byte[40];
        (bin[36], bin[37], bin[38], bin[39]) = (component == 5121 ? (byte)0 : (byte)2, component == 5121 ? (byte)1 : (byte)3, 2, 3);
        var json = """
            {"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],
             "buffers":[{"byteLength":40}],"bufferViews":[{"buffer":0,"byteLength":36},{"buffer":0,"byteOffset":36,"byteLength":4}],
             "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[2,1,0]},{"bufferView":1,"componentType":COMPONENT,"count":COUNT,"type":"SCALAR"}]}
            """.Replace("COMPONENT", $"{component}", StringComparison.Ordinal).Replace("COUNT", component == 5123 ? $"{last / 2}" : $"{last}", StringComparison.Ordinal);

        Assert.Equal(said, string.Join(' ', GlbFile.Check(Glb.Of(json, bin)).Select(f => f.ToString())));
    }

    [Fact]
    public void A_model_without_a_scene_is_refused() =>
        Assert.Equal("scenes: it has none, so nothing would be drawn.", Assert.Single(GlbFile.Check(Glb.Of("""{"asset":{"version":"2.0"},"meshes":[{"primitives":[]}]}""", []))).ToString());

    [Fact]
    public void A_place_beyond_all_numbers_is_refused()
    {
        var faults = GlbFile.Check(Glb.Of("""{"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"translation":[0,1e999,0]}],"meshes":[{"primitives":[]}]}""", []));
        Assert.Equal("nodes[0].translation: the numbers must be finite.", Assert.Single(faults).ToString());
    }

    // the triangle again: its bytes as base64, in two buffers, with a picture of one byte
    const string Text = """
        {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],
         "images":[{"uri":"data:image/png;base64,iQ=="}],
         "buffers":[{"byteLength":3,"uri":"data:application/octet-stream;base64,AQID"},{"byteLength":36,"uri":"data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAgD8AAAAA"}],
         "bufferViews":[{"buffer":1,"byteLength":36}],"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[2,1,0]}]}
        """;

    [Fact]
    public void A_text_with_everything_in_it_becomes_a_GLB()
    {
        var (glb, faults) = GlbFile.Take(Encoding.UTF8.GetBytes(Text));

        Assert.Empty(faults);
        var length = BinaryPrimitives.ReadInt32LittleEndian(glb.Span[12..]);
        var root = JsonNode.Parse(glb.Span.Slice(20, length))!;
        Assert.Equal("""[{"buffer":0,"byteLength":36,"byteOffset":4},{"buffer":0,"byteOffset":40,"byteLength":1}]""", root["bufferViews"]!.ToJsonString());
        Assert.Equal("""[{"mimeType":"image/png","bufferView":1}]""", root["images"]!.ToJsonString());
        Assert.Equal("""[{"byteLength":41}]""", root["buffers"]!.ToJsonString());
        Assert.Equal(Glb.Triangle()[^36..], glb.Span.Slice(20 + length + 8 + 4, 36).ToArray());
    }

    [Theory]
    [InlineData("data:application/octet-stream;base64,AQID", "parts/a.bin", "buffers[0].uri: it lies outside the file (parts/a.bin)")]
    [InlineData("data:application/octet-stream;base64,AQID", "data:,abc", "buffers[0].uri: the data in the file are no readable base64.")]
    [InlineData("data:image/png;base64,iQ==", "wood.png", "images[0].uri: the picture lies outside the file (wood.png)")]
    [InlineData("\"byteLength\":3,", "\"byteLength\":4,", "buffers[0]: it says 4 bytes; the file has 3 for it.")]
    [InlineData("\"buffer\":1", "\"buffer\":0", "bufferViews[0]: it lies beyond the 3 bytes of the file.")]
    [InlineData("\"scene\":0", "\"asset\":0", "JSON: it cannot be read at line 1, byte")]
    [InlineData("\"scene\":0,", "", "")]
    public void A_text_whose_parts_are_elsewhere_or_broken_is_refused_by_name(string part, string other, string said)
    {
        var (_, faults) = GlbFile.Take(Encoding.UTF8.GetBytes(Text.Replace(part, other, StringComparison.Ordinal)));
        Assert.Equal(said.Length == 0 ? 0 : 1, faults.Count);
        Assert.All(faults, fault => Assert.StartsWith(said, fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void No_change_of_a_letter_of_a_text_is_too_much_for_it()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var text = Encoding.UTF8.GetBytes(Text);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                text[random.Next(1, text.Length)] = (byte)random.Next(32, 127);
            Assert.NotNull(GlbFile.Take(text.AsMemory(0, random.Next(text.Length / 2, text.Length + 1))).Faults);
        }
    }

    [Fact]
    public void All_faults_come_at_once() => Assert.Equal(3, GlbFile.Check(Glb.Of(
        """{"asset":{"version":"2.0"},"buffers":[{"byteLength":4,"uri":"a.bin"}],"images":[{"uri":"b.png"}]}""", [])).Count);

    [Fact]
    public void No_change_of_a_byte_is_too_much_for_it()
    {
        var random = new Random(7);
        for (var round = 0; round < 3_000; round++)
        {
            var file = Glb.Triangle();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            Assert.NotNull(GlbFile.Check(file.AsMemory(0, random.Next(file.Length + 1))));
        }
    }
}

/// <summary>Small models, written by hand.</summary>
static class Glb
{
    /// <summary>One triangle.</summary>
    public static byte[] Triangle()
    {
        var points = new byte[36];
        float[] numbers = [0, 0, 0, 2, 0, 0, 0, 1, 0];
        Buffer.BlockCopy(numbers, 0, points, 0, 36);
        return Of(
            """
            {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],
             "buffers":[{"byteLength":36}],"bufferViews":[{"buffer":0,"byteLength":36}],"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[2,1,0]}]}
            """, points);
    }

    /// <summary>A file of a JSON text and bytes.</summary>
    public static byte[] Of(string json, byte[] bin)
    {
        var text = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 3) / 4 * 4));
        var file = new byte[12 + 8 + text.Length + (bin.Length > 0 ? 8 + bin.Length : 0)];
        var span = file.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, 0x46546C67);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], 2);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 0x4E4F534A);
        text.CopyTo(span[20..]);
        if (bin.Length > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span[(20 + text.Length)..], bin.Length);
            BinaryPrimitives.WriteInt32LittleEndian(span[(24 + text.Length)..], 0x004E4942);
            bin.CopyTo(span[(28 + text.Length)..]);
        }

        return file;
    }
}
