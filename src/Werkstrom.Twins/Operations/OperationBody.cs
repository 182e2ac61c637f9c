using System.Text.Json;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Operations;

/// <summary>Variables as handlers send and get them: a list of objects with a <c>value</c>.</summary>
static class OperationBody
{
    /// <summary>Writes a list.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ISubmodelElement> elements)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
            AasJson.Write(writer, new OperationVariable { Value = element });
        writer.WriteEndArray();
    }

    /// <summary>A list as bytes.</summary>
    public static byte[] Of(IEnumerable<ISubmodelElement> elements)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
            Write(writer, elements);
        return bytes.ToArray();
    }

    /// <summary>Reads what a handler answered; nothing at all is an empty list.</summary>
    /// <exception cref="FormatException">It is no list of variables.</exception>
    public static List<ISubmodelElement> Read(byte[] bytes)
    {
        if (bytes.Length == 0)
            return [];
        try
        {
            using var json = JsonDocument.Parse(bytes, new() { MaxDepth = 128 });
            if (json.RootElement.ValueKind != JsonValueKind.Array)
                throw new FormatException("its answer is no list of variables");
            List<Reading<OperationVariable>> read = [.. json.RootElement.EnumerateArray().Select(v => AasJson.Read<OperationVariable>(v))];
            List<string> faults = [.. read.SelectMany((r, at) => r.Faults.Select(f => $"[{at}].{f}"))];
            return faults.Count == 0 ? [.. read.Select(r => r.Value!.Value)] : throw new FormatException("its answer does not conform: " + string.Join("; ", faults));
        }
        catch (JsonException)
        {
            throw new FormatException("its answer is no JSON");
        }
    }
}
