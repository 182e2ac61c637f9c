using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Aas.Xml;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Aas;

/// <summary>Reads a file of which only its bytes say what it is.</summary>
public static class AasFile
{
    /// <summary>
    /// An AASX package (its environment is the value), XML (the root element says the class) or JSON (<c>modelType</c> says the class; without it, a
    /// message of an event when it has an <c>observableReference</c>, else an environment).
    /// </summary>
    public static Reading<IClass> Read(ReadOnlyMemory<byte> bytes, ReadOptions? options = null)
    {
        options ??= ReadOptions.Strict;
        if (bytes.Span.StartsWith("PK\u0003\u0004"u8))
            return ReadPackage(bytes, options);
        var start = bytes.Span.TrimStart("\uFEFF \t\r\n"u8);
        if (start.StartsWith("<"u8))
            return AasXml.Read<IClass>(bytes, options);
        return Kind(bytes, options) switch
        {
            RootKind.Named => AasJson.Read<IClass>(bytes, options),
            RootKind.Message => Widen(AasJson.Read<EventPayload>(bytes, options)),
            _ => Widen(AasJson.Read<Environment>(bytes, options)),
        };
    }

    static Reading<IClass> ReadPackage(ReadOnlyMemory<byte> bytes, ReadOptions options)
    {
        var reading = AasxFile.Read(bytes, new() { Environment = options });
        return new(reading.Value?.Environment, reading.Faults, reading.Remarks);
    }

    static RootKind Kind(ReadOnlyMemory<byte> bytes, ReadOptions options)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes.Span.StartsWith("\uFEFF"u8) ? bytes.Span[3..] : bytes.Span, new() { MaxDepth = options.MostDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return RootKind.Environment;
            var kind = RootKind.Environment;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("modelType"u8))
                    return RootKind.Named;
                if (reader.ValueTextEquals("observableReference"u8))
                    kind = RootKind.Message;
                reader.Skip();
            }

            return kind;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return RootKind.Environment; // reading it says what is broken
        }
    }

    static Reading<IClass> Widen<T>(Reading<T> reading) where T : class, IClass => new(reading.Value, reading.Faults, reading.Remarks);

    enum RootKind
    {
        Environment,
        Named,
        Message,
    }
}
