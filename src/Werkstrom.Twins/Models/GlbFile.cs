using System.Buffers.Binary;
using System.Text.Json;

namespace Werkstrom.Twins.Models;

/// <summary>Checks a binary glTF 2.0 file (GLB) before it is kept: the frame of the file here, what its JSON says in <see cref="GlbContent"/>.</summary>
static class GlbFile
{
    const uint Magic = 0x46546C67, JsonChunk = 0x4E4F534A, BinChunk = 0x004E4942;
    const int HeaderBytes = 12, ChunkHeaderBytes = 8, DeepestJson = 64;

    /// <summary>All that is wrong with it, each with its place; empty for a good one.</summary>
    public static IReadOnlyList<ModelFault> Check(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < HeaderBytes + ChunkHeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            return [new(IsText(bytes) ? "text" : "noglb")];
        List<ModelFault> faults = [];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) is var version && version != 2)
            faults.Add(new("header.version", version));
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) is var length && length != bytes.Length)
            faults.Add(new("header.length", length, bytes.Length));
        if (faults.Count == 0 && Chunks(file, faults) is var (json, bin) && faults.Count == 0)
            CheckContent(json, bin, faults);
        return faults;
    }

    static bool IsText(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..];

    static (ReadOnlyMemory<byte> Json, long Bin) Chunks(ReadOnlyMemory<byte> file, List<ModelFault> faults)
    {
        ReadOnlyMemory<byte> json = default;
        var bin = 0L;
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
                bin = length;
            at += (int)Math.Min(length, file.Length - at);
        }

        return (json, bin);
    }

    static void CheckContent(ReadOnlyMemory<byte> json, long bin, List<ModelFault> faults)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json, new() { MaxDepth = DeepestJson });
            new GlbContent(parsed.RootElement, bin, faults).Check();
        }
        catch (JsonException broken)
        {
            faults.Add(new("json", broken.Message));
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException)
        {
            faults.Add(new("json.type"));
        }
    }
}
