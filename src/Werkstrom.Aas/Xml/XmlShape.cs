using System.Globalization;

namespace Werkstrom.Aas.Xml;

/// <summary>
/// Looks at the tags of a document before a parser does: the parser of .NET takes time in the square of the number of attributes of one element,
/// and memory for each level. What is no XML passes here; the parser tells it.
/// </summary>
static class XmlShape
{
    const int MostAttributes = 100;

    /// <summary>What is too much, with its line; null when nothing is.</summary>
    public static string? Fault(ReadOnlySpan<byte> xml, int mostDepth)
    {
        if (xml.Contains((byte)0))
            return "is not UTF-8";
        var depth = 0;
        for (var at = 0; (at = Next(xml, at)) < xml.Length;)
        {
            var tag = xml[at..];
            if (Skipped(tag) is > 0 and var other)
            {
                at += other;
                continue;
            }

            var length = Length(tag, out var attributes);
            depth += tag[1] == '/' ? -1 : tag[length - 1] == '/' ? 0 : 1;
            if (depth > mostDepth)
                return string.Create(CultureInfo.InvariantCulture, $"is nested deeper than {mostDepth} levels at line {Line(xml, at)}");
            if (attributes > MostAttributes)
                return string.Create(CultureInfo.InvariantCulture, $"has an element with more than {MostAttributes} attributes at line {Line(xml, at)}");
            at += length;
        }

        return null;
    }

    static int Next(ReadOnlySpan<byte> xml, int from) => xml[from..].IndexOf((byte)'<') is >= 0 and var found && from + found < xml.Length - 1 ? from + found : xml.Length;

    /// <summary>Length of a remark, a run of plain text or an instruction; 0 when the tag is that of an element.</summary>
    static int Skipped(ReadOnlySpan<byte> tag)
    {
        if (tag.StartsWith("<!--"u8))
            return To(tag, 4, "-->"u8);
        if (tag.StartsWith("<![CDATA["u8))
            return To(tag, 9, "]]>"u8);
        if (tag.StartsWith("<?"u8))
            return To(tag, 2, "?>"u8);
        return tag.StartsWith("<!"u8) ? 2 : 0;
    }

    static int To(ReadOnlySpan<byte> tag, int from, ReadOnlySpan<byte> end) => tag[from..].IndexOf(end) is >= 0 and var found ? from + found + end.Length : tag.Length;

    /// <summary>Length of a tag without its last character, and how many values it has: its quotes are looked through, for a value may hold <c>&gt;</c>.</summary>
    static int Length(ReadOnlySpan<byte> tag, out int attributes)
    {
        attributes = 0;
        for (var at = 1; at < tag.Length; at++)
        {
            if (tag[at] == '>')
                return at;
            if (tag[at] is not ((byte)'"' or (byte)'\''))
                continue;
            attributes++;
            if (tag[(at + 1)..].IndexOf(tag[at]) is not (>= 0 and var end))
                return tag.Length;
            at += end + 1;
        }

        return tag.Length;
    }

    static int Line(ReadOnlySpan<byte> xml, int at) => xml[..at].Count((byte)'\n') + 1;
}
