using System.Text.Json;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>A value of a JSON file that knows where it stands, so that a fault can name its line.</summary>
sealed class JsonPlace
{
    const int Deepest = 32;

    JsonPlace(string path, int line, JsonTokenType kind, object? value) => (Path, Line, Kind, Value) = (path, line, kind, value);

    public string Path { get; }

    public int Line { get; }

    public JsonTokenType Kind { get; }

    /// <summary>The text or the number; null of all else.</summary>
    public object? Value { get; }

    /// <summary>The members of an object, in order.</summary>
    public List<(string Name, JsonPlace Place)> Members { get; } = [];

    /// <summary>The elements of a list.</summary>
    public List<JsonPlace> Elements { get; } = [];

    /// <summary>Reads a file; comments and commas at the end are allowed, since people write it.</summary>
    /// <returns>The root; null when the text is no JSON, which is then a fault.</returns>
    public static JsonPlace? Read(ReadOnlySpan<byte> utf8, List<PlantFault> faults)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        var lines = new Lines(utf8);
        var reader = new Utf8JsonReader(utf8, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Deepest });
        try
        {
            reader.Read();
            var root = Next(ref reader, ref lines, "$", faults);
            reader.Read(); // what stands behind the value is an error of its own
            return root;
        }
        catch (JsonException e)
        {
            faults.Add(new((int)(e.LineNumber ?? 0) + 1, "$", "json", e.Message.Split(" LineNumber:")[0]));
        }
        catch (InvalidOperationException)
        {
            faults.Add(new(lines.At((int)reader.TokenStartIndex), "$", "json", "The file is not UTF-8 text."));
        }

        return null;
    }

    static JsonPlace Next(ref Utf8JsonReader reader, ref Lines lines, string path, List<PlantFault> faults)
    {
        var line = lines.At((int)reader.TokenStartIndex);
        JsonPlace place = new(path, line, reader.TokenType, reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.GetDouble(),
            _ => null,
        });
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                place.Elements.Add(Next(ref reader, ref lines, $"{path}[{place.Elements.Count}]", faults));
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMembers(ref reader, ref lines, place, faults);
        }

        return place;
    }

    static void ReadMembers(ref Utf8JsonReader reader, ref Lines lines, JsonPlace place, List<PlantFault> faults)
    {
        HashSet<string> seen = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var line = lines.At((int)reader.TokenStartIndex);
            reader.Read();
            var member = Next(ref reader, ref lines, $"{place.Path}.{name}", faults);
            if (seen.Add(name))
                place.Members.Add((name, member));
            else
                faults.Add(new(line, member.Path, "duplicate", $"'{name}' stands twice in this object."));
        }
    }

    // tokens come in order, so the line is counted on from the one before
    ref struct Lines(ReadOnlySpan<byte> text)
    {
        readonly ReadOnlySpan<byte> _text = text;
        int _at;
        int _line = 1;

        public int At(int index)
        {
            _line += _text[_at..index].Count((byte)'\n');
            _at = index;
            return _line;
        }
    }
}
