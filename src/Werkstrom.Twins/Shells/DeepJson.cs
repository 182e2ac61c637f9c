using System.Text.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Twins.Shells;

/// <summary>JSON of what is stored. It is nested as deep as it was read, deeper than the framework takes by itself (64 levels).</summary>
static class DeepJson
{
    const int Most = 1_000;

    static readonly JsonSerializerOptions Plain = new() { MaxDepth = Most };

    /// <summary>For reading.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = Most };

    /// <summary>Reads as a tree that can be changed.</summary>
    public static JsonNode? Node(byte[] json) => JsonNode.Parse(json, null, Reading);

    /// <summary>Writes.</summary>
    public static byte[] Write<T>(T json) => JsonSerializer.SerializeToUtf8Bytes(json, Plain);

    /// <summary>A tree that can be changed.</summary>
    public static JsonNode? Copy(JsonElement json) => JsonSerializer.SerializeToNode(json, Plain);
}
