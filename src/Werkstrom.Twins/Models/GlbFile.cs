using System.Buffers.Binary;
using System.Text.Json;

namespace Werkstrom.Twins.Models;

/// <summary>Checks a binary glTF 2.0 file (GLB) before it is kept: the frame of the file here, what its JSON says in <see cref="GlbContent"/>.</summary>
static class GlbFile
{
    /// <summary>The first four bytes, and what the chunks are called.</summary>
    public const uint Magic = 0x46546C67, JsonChunk = 0x4E4F534A, BinChunk = 0x004E4942;

    /// <summary>So deep JSON may be nested.</summary>
    public const int DeepestJson = 64;

    const int HeaderBytes = 12, ChunkHeaderBytes = 8;

    /// <summary>A file as GLB: itself, or made of a glTF text; with all that is wrong with it.</summary>
    public static (ReadOnlyMemory<byte> Glb, IReadOnlyList<ModelFault> Faults) Take(ReadOnlyMemory<byte> file)
    {
        var (glb, faults) = GltfText.IsOne(file.Span) ? GltfText.Pack(file) : (file, []);
        return faults.Count > 0 ? (glb, faults) : (glb, Check(glb));
    }

    /// <summary>Says at which line and byte JSON ends to be JSON.</summary>
    public static ModelFault Unreadable(JsonException broken) => new("json", (broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);

    /// <summary>All that is wrong with it, each with its place; empty for a good one.</summary>
    public static IReadOnlyList<ModelFault> Check(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < HeaderBytes + ChunkHeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            return [new("noglb")];
        List<ModelFault> faults = [];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) is var version && version != 2)
            faults.Add(new("header.version", version));
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) is var length && length != bytes.Length)
            faults.Add(new("header.length", length, bytes.Length));
        if (faults.Count == 0 && Chunks(file, faults) is var (json, bin) && faults.Count == 0)
            CheckContent(json, bin, faults);
        return faults;
    }

    static (ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Bin) Chunks(ReadOnlyMemory<byte> file, List<ModelFault> faults)
    {
        ReadOnlyMemory<byte> json = default, bin = default;
        var index = 0;
        for (var at = HeaderBytes; at < file.Length && faults.Count == 0; index++)
        {
            if (file.Length - at < ChunkHeaderBytes)
            {
                faults.Add(new("chunk.header", index));
                break;
            }

            var (length, type) = (BinaryPrimitives.ReadUInt32LittleEndian(file.Span[at..]), BinaryPrimitives.ReadUInt32LittleEndian(file.Span[(at + 4)..]));
            at += ChunkHeaderBytes;
            if (length > file.Length - at)
                faults.Add(new("chunk.length", index, length, file.Length - at));
            else if (index == 0 && type != JsonChunk)
                faults.Add(new("chunk.json"));
            else if (index == 0)
                json = file.Slice(at, (int)length);
            else if (index == 1 && type == BinChunk)
                bin = file.Slice(at, (int)length);
            at += (int)Math.Min(length, file.Length - at);
        }

        return (json, bin);
    }

    static void CheckContent(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> bin, List<ModelFault> faults)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json, new() { MaxDepth = DeepestJson });
            new GlbContent(parsed.RootElement, bin, faults).Check();
        }
        catch (JsonException broken)
        {
            faults.Add(Unreadable(broken));
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException)
        {
            faults.Add(new("json.type"));
        }
    }
}
