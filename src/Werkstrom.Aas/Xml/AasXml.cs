using System.Text;
using System.Xml;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Xml;

/// <summary>Reads and writes the XML of the V3.0 metamodel, name space <c>https://admin-shell.io/aas/3/0</c>.</summary>
public static class AasXml
{
    /// <summary>The name space of V3.0.</summary>
    public const string Namespace = "https://admin-shell.io/aas/3/0";

    /// <summary>
    /// Reads a class of the metamodel whose root element has its name, and checks every rule.
    /// Document types and entities are refused. Never throws for the text's sake: the answer holds all faults.
    /// </summary>
    public static Reading<T> Read<T>(ReadOnlyMemory<byte> utf8, ReadOptions? options = null) where T : class, IClass
    {
        options ??= ReadOptions.Strict;
        var faults = new FaultList();
        T? value = null;
        if (utf8.Length > options.MostBytes)
            faults.Add("xml", $"has {utf8.Length:N0} bytes; at most {options.MostBytes:N0} are read");
        else if (XmlShape.Fault(utf8.Span, options.MostDepth + (options.MostDepth / 2)) is { } wrong)
            faults.Add("xml", wrong);
        else
            value = Read<T>(utf8, options, faults);
        return new(options.IsTolerant || faults.Count == 0 ? value : null, faults.Faults, faults.Remarks);
    }

    /// <summary>The XML of an object in UTF-8, with declaration, indented by two blanks.</summary>
    public static byte[] Write(IClass value)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize };
        using (var writer = XmlWriter.Create(bytes, settings))
        {
            var info = Metamodel.Of(value);
            writer.WriteStartElement(info.XmlName, Namespace);
            XmlOut.WriteMembers(writer, value, info);
            writer.WriteEndElement();
        }

        return bytes.ToArray();
    }

    static T? Read<T>(ReadOnlyMemory<byte> utf8, ReadOptions options, FaultList faults) where T : class, IClass
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = options.MostBytes,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(utf8.ToArray(), writable: false), settings);
            reader.MoveToContent();
            var value = (T?)new XmlIn(reader, faults, stopsWhenFull: !options.IsTolerant).ReadRoot(ClassChoice.Of<T>());
            if (options.IsTolerant)
                faults.Gaps.Close();
            return value;
        }
        catch (XmlException broken)
        {
            // the path that the walk was at is that of the broken place
            faults.Add("xml", broken.Message.Contains("DTD", StringComparison.Ordinal) ? "has a document type (DOCTYPE); document types and entities are not taken" : $"is no XML at line {broken.LineNumber}, character {broken.LinePosition}: {Shown(broken.Message.Split(" Line ")[0])}");
            return null;
        }
    }

    /// <summary>The parser names every element that is still open.</summary>
    static string Shown(string message) => message.Length <= 200 ? message : message[..200] + "…";
}
