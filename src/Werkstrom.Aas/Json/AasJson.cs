using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Json;

/// <summary>Reads and writes the JSON of the V3.0 metamodel.</summary>
public static class AasJson
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonWriterOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>
    /// Reads a class of the metamodel, or an interface of it (then <c>modelType</c> says which), and checks every rule.
    /// Never throws for the text's sake: the answer holds all faults.
    /// </summary>
    public static Reading<T> Read<T>(ReadOnlyMemory<byte> utf8, ReadOptions? options = null) where T : class, IClass
    {
        options ??= ReadOptions.Strict;
        var faults = new FaultList();
        using var document = Parse(utf8, options, faults);
        return document is null ? new(null, faults.Faults, []) : Read<T>(document.RootElement, options, faults);
    }

    /// <summary>Reads what a JSON document holds at an element; the depth of the document is what it was parsed with.</summary>
    public static Reading<T> Read<T>(JsonElement element, ReadOptions? options = null) where T : class, IClass =>
        Read<T>(element, options ?? ReadOptions.Strict, new());

    /// <summary>The JSON of an object: <c>modelType</c> first, then the attributes in the order of the specification, without blanks unless asked for.</summary>
    public static byte[] Write(IClass value, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, indented ? Indented : Plain))
            Write(writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes an object as the next value.</summary>
    public static void Write(Utf8JsonWriter writer, IClass value) => JsonOut.Write(writer, value);

    static Reading<T> Read<T>(JsonElement element, ReadOptions options, FaultList faults) where T : class, IClass
    {
        var value = (T?)new JsonIn(faults, stopsWhenFull: !options.IsTolerant).ReadRoot(element, ClassChoice.Of<T>());
        if (options.IsTolerant)
            faults.Gaps.Close();
        return new(options.IsTolerant || faults.Count == 0 ? value : null, faults.Faults, faults.Remarks);
    }

    static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ReadOptions options, FaultList faults)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            if (utf8.Length > options.MostBytes)
                faults.Add("json", $"has {utf8.Length:N0} bytes; at most {options.MostBytes:N0} are read");
            else if (!System.Text.Unicode.Utf8.IsValid(utf8.Span))
                faults.Add("json", "is not UTF-8");
            else
                return JsonDocument.Parse(utf8, new() { MaxDepth = options.MostDepth });
        }
        catch (JsonException broken)
        {
            faults.Add("json", Told(broken, options));
        }

        return null;
    }

    // what the parser says of a text that was cut off
    static readonly string[] Ends = ["isFinalBlock", "end of the JSON payload", "reached end of data"];

    static string Told(JsonException broken, ReadOptions options)
    {
        var place = $"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}";
        return broken.Message.Contains("configured depth", StringComparison.Ordinal)
            ? $"is nested deeper than {options.MostDepth} levels at {place}"
            : Ends.Any(said => broken.Message.Contains(said, StringComparison.Ordinal)) ? $"is no JSON at {place}: it ends before it is complete"
            : $"is no JSON at {place}: {broken.Message.Split(" LineNumber:")[0]}";
    }
}
