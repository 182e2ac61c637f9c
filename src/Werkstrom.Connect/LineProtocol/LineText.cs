using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// A line read thoroughly: its parts, unescaped. A backslash escapes comma, equals sign, space and backslash in names, and
/// quote and backslash in texts; before anything else it stands for itself. A newline always ends the line.
/// </summary>
/// <remarks><see href="https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/">InfluxDB line protocol reference</see>.</remarks>
sealed class LineText
{
    static readonly SearchValues<byte> EndOfName = SearchValues.Create(",= \\"u8);

    public required string Measurement { get; init; }

    /// <summary>Tags, sorted by key.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; }

    /// <summary>Measurement and tags as sent.</summary>
    public required byte[] Key { get; init; }

    public required IReadOnlyList<FieldText> Fields { get; init; }

    /// <summary>The timestamp as sent; empty when there is none.</summary>
    public required byte[] Time { get; init; }

    /// <summary>Where the first unescaped space is; -1 when there is none.</summary>
    public static int EndOfKey(ReadOnlySpan<byte> line) => Unescaped(line, (byte)' ');

    /// <summary>Where the closing quote of a text that starts with one is; -1 when it is not closed.</summary>
    public static int EndOfString(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length;)
        {
            var step = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
                return -1;
            at += step;
            if (text[at] == '"')
                return at;
            at += 2;
        }

        return -1;
    }

    /// <summary>Reads a line without its line end.</summary>
    public static Reason? TryParse(ReadOnlySpan<byte> line, out LineText? text)
    {
        text = null;
        if (!Utf8.IsValid(line))
            return Reason.Of(Reasons.Encoding, "line.encoding");
        line = line.TrimStart(" \t"u8);
        var end = EndOfKey(line);
        if (end < 0)
            return Syntax("line.no-field");
        var key = line[..end];
        if (ReadKey(key, out var measurement, out var tags) is { } badKey)
            return badKey;
        if (ReadFields(line[end..].TrimStart((byte)' '), out var fields, out var time) is { } badField)
            return badField;
        text = new() { Measurement = measurement, Tags = tags, Key = key.ToArray(), Fields = fields, Time = time.ToArray() };
        return null;
    }

    /// <summary>The text between the quotes of a field's value.</summary>
    public static string UnescapeString(ReadOnlySpan<byte> text) => Unescape(text, "\"\\"u8);

    static Reason? ReadKey(ReadOnlySpan<byte> key, out string measurement, out List<KeyValuePair<string, string>> tags)
    {
        tags = [];
        var end = Next(key, (byte)',');
        measurement = Name(key[..end]);
        if (measurement.Length == 0)
            return Syntax("line.no-measurement");
        while (end < key.Length)
        {
            var rest = key[(end + 1)..];
            var length = Next(rest, (byte)',');
            if (ReadTag(rest[..length], tags) is { } bad)
                return bad;
            end += length + 1;
        }

        tags.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        for (var at = 1; at < tags.Count; at++)
        {
            if (tags[at].Key == tags[at - 1].Key)
                return Reason.Of(Reasons.DuplicateTag, "tag.twice", tags[at].Key);
        }

        return null;
    }

    static Reason? ReadTag(ReadOnlySpan<byte> tag, List<KeyValuePair<string, string>> tags)
    {
        var equals = Unescaped(tag, (byte)'=');
        if (equals <= 0)
            return equals == 0 ? Syntax("tag.no-name") : Syntax("tag.no-value", Name(tag));
        if (equals == tag.Length - 1)
            return Reason.Of(Reasons.EmptyTag, "tag.empty", Name(tag[..equals]));
        tags.Add(new(Name(tag[..equals]), Name(tag[(equals + 1)..])));
        return null;
    }

    static Reason? ReadFields(ReadOnlySpan<byte> rest, out List<FieldText> fields, out ReadOnlySpan<byte> time)
    {
        fields = [];
        time = default;
        while (true)
        {
            var equals = EndOfFieldName(rest);
            if (equals <= 0 || rest[equals] != '=')
                return Syntax(equals == 0 || rest.IsEmpty ? "field.no-name" : "field.no-value");
            var value = rest[(equals + 1)..];
            var length = EndOfValue(value);
            if (length <= 0)
                return length < 0 ? Syntax("text.open") : Syntax("field.empty", Name(rest[..equals]));
            fields.Add(new(Name(rest[..equals]), rest[..(equals + 1)].ToArray(), value[..length].ToArray()));
            rest = value[length..];
            if (rest is [(byte)',', .. var more])
            {
                rest = more;
                continue;
            }

            if (!rest.IsEmpty && rest[0] != ' ')
                return Syntax("text.after");
            time = rest.Trim((byte)' ');
            return time.Contains((byte)' ') ? Syntax("stamp.after") : null;
        }
    }

    // the place of the first unescaped equals sign, comma or space; the length when there is none
    static int EndOfFieldName(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var step = text[at..].IndexOfAny(EndOfName);
            if (step < 0)
                return -1;
            at += step;
            if (text[at] != '\\')
                return at;
            at += 2;
        }

        return -1;
    }

    static int EndOfValue(ReadOnlySpan<byte> value)
    {
        if (value is [(byte)'"', ..])
            return EndOfString(value) is var end and > 0 ? end + 1 : -1;
        var length = value.IndexOfAny((byte)',', (byte)' ');
        return length < 0 ? value.Length : length;
    }

    static int Next(ReadOnlySpan<byte> text, byte letter) => Unescaped(text, letter) is var at and >= 0 ? at : text.Length;

    static int Unescaped(ReadOnlySpan<byte> text, byte letter)
    {
        for (var at = 0; at < text.Length;)
        {
            var step = text[at..].IndexOfAny(letter, (byte)'\\');
            if (step < 0)
                return -1;
            at += step;
            if (text[at] == letter)
                return at;
            at += 2;
        }

        return -1;
    }

    static string Name(ReadOnlySpan<byte> text) => Unescape(text, ",= \\"u8);

    static string Unescape(ReadOnlySpan<byte> text, ReadOnlySpan<byte> escapable)
    {
        if (!text.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(text);
        var plain = new byte[text.Length];
        var count = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && escapable.Contains(text[at + 1]))
                at++;
            plain[count++] = text[at];
        }

        return Encoding.UTF8.GetString(plain.AsSpan(0, count));
    }

    static Reason Syntax(string key, params ReadOnlySpan<string> values) => Reason.Of(Reasons.Syntax, key, values);
}

/// <summary>A field as sent.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Raw">Name and equals sign, as sent.</param>
/// <param name="Value">Value, as sent.</param>
sealed record FieldText(string Name, byte[] Raw, byte[] Value)
{
    public bool IsText => Value is [(byte)'"', ..];

    /// <summary>The text between the quotes, unescaped.</summary>
    public string Text() => LineText.UnescapeString(Value.AsSpan(1, Value.Length - 2));
}
