using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Edge;

/// <summary>
/// Reads a map of registers: CSV with a head line, or a JSON array of objects with the same names. <c>name</c> and <c>address</c> are
/// needed; <c>unitid</c> 1, <c>table</c> holding, <c>type</c> uint16, <c>order</c> big, <c>scale</c> 1, <c>offset</c> 0, <c>unit</c> none,
/// <c>interval</c> 1 (seconds) unless given.
/// </summary>
static class RegisterMap
{
    /// <summary>What a table can be read as.</summary>
    public static readonly string[] Types = ["int16", "uint16", "int32", "uint32", "float32", "float64", "bool"];

    static readonly string[] Columns = ["name", "unitid", "table", "address", "type", "order", "scale", "offset", "unit", "interval"];
    static readonly string[] Needed = ["name", "address"];
    static readonly string[] Tables = ["holding", "input", "coil", "discrete"];
    static readonly string[] Orders = ["big", "little"];

    /// <summary>The registers, and all that is wrong, each with its line.</summary>
    public static (List<WantedPoint> Points, List<string> Errors) Read(string map, IStringLocalizer<EdgeText> text)
    {
        List<WantedPoint> points = [];
        List<string> errors = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, row) in Rows(map, text, errors))
        {
            var before = errors.Count;
            var point = One(row, problem => errors.Add(text["map.line", line, problem]), text);
            if (errors.Count > before)
                continue;
            points.Add(point);
            if (!names.Add(point.Path))
                errors.Add(text["map.line", line, text["map.twice", point.Path].Value]);
        }

        if (points.Count == 0 && errors.Count == 0)
            errors.Add(text["map.empty"]);
        return (points, errors);
    }

    static IEnumerable<(int Line, Dictionary<string, string> Row)> Rows(string map, IStringLocalizer<EdgeText> text, List<string> errors) =>
        map.TrimStart().StartsWith('[') ? JsonRows(map, text, errors) : CsvRows(map, text, errors);

    static List<(int, Dictionary<string, string>)> JsonRows(string map, IStringLocalizer<EdgeText> text, List<string> errors)
    {
        try
        {
            return [.. JsonNode.Parse(map)!.AsArray().Select((row, at) =>
                (at + 1, row!.AsObject().ToDictionary(m => m.Key.ToLowerInvariant(), m => m.Value?.ToString() ?? "", StringComparer.Ordinal)))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            errors.Add(text["map.json", e.Message]);
            return [];
        }
    }

    static List<(int, Dictionary<string, string>)> CsvRows(string map, IStringLocalizer<EdgeText> text, List<string> errors)
    {
        var lines = map.Split('\n').Select((content, at) => (Content: content.Trim().TrimStart('\uFEFF'), Line: at + 1)).Where(l => l.Content.Length > 0 && l.Content[0] != '#').ToList();
        if (lines.Count == 0)
            return [];
        var delimiter = lines[0].Content.Contains(';', StringComparison.Ordinal) ? ';' : lines[0].Content.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var head = Cells(lines[0].Content).ConvertAll(name => name.ToLowerInvariant());
        foreach (var unknown in head.Except(Columns))
            errors.Add(text["map.column", unknown, string.Join(", ", Columns)]);
        foreach (var needed in Needed.Except(head))
            errors.Add(text["map.needed", needed]);
        if (errors.Count > 0)
            return [];
        List<(int, Dictionary<string, string>)> rows = [];
        foreach (var (content, line) in lines.Skip(1))
        {
            var cells = Cells(content);
            if (cells.Count > head.Count)
                errors.Add(text["map.line", line, text["map.cells", cells.Count, head.Count]]);
            else
                rows.Add((line, cells.Select((cell, at) => (head[at], cell)).ToDictionary(c => c.Item1, c => c.cell, StringComparer.Ordinal)));
        }

        return rows;

        List<string> Cells(string content) => [.. content.Split(delimiter).Select(cell => cell.Trim().Trim('"'))];
    }

    static WantedPoint One(Dictionary<string, string> row, Action<string> wrong, IStringLocalizer<EdgeText> text)
    {
        string Cell(string name, string otherwise = "") => row.GetValueOrDefault(name) is { Length: > 0 } cell ? cell : otherwise;
        double Number(string name, double otherwise, double least, double most, bool isWhole)
        {
            var cell = Cell(name, otherwise.ToString(CultureInfo.InvariantCulture));
            if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most && (!isWhole || number == Math.Floor(number)))
                return number;
            wrong(text["map.number", name, cell, least, most]);
            return otherwise;
        }

        string Word(string name, string otherwise, string[] known)
        {
            var cell = Cell(name, otherwise).ToLowerInvariant();
            if (!known.Contains(cell))
                wrong(text["map.word", name, cell, string.Join(", ", known)]);
            return cell;
        }

        var path = string.Join('/', Cell("name").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(EdgeTopics.Level));
        if (path.Length == 0)
            wrong(text["map.needed", "name"]);
        var table = Word("table", "holding", Tables);
        var isBit = table is "coil" or "discrete";
        var type = Word("type", isBit ? "bool" : "uint16", Types);
        if (isBit && type != "bool")
            wrong(text["map.bit", table, type]);
        var (unitId, address) = ((int)Number("unitid", 1, 0, 255, true), (int)Number("address", -1, 0, 65_535, true));
        var unit = Cell("unit") is { Length: > 0 } given ? Ucum.Suggest(given) ?? "" : "";
        if (unit.Length == 0 && Cell("unit").Length > 0)
            wrong(text["map.unit", Cell("unit")]);
        JsonObject settings = new()
        {
            ["unitId"] = unitId,
            ["table"] = table,
            ["register"] = address,
            ["type"] = type,
            ["order"] = Word("order", "big", Orders),
            ["scale"] = Number("scale", 1, -1e12, 1e12, false),
            ["offset"] = Number("offset", 0, -1e12, 1e12, false),
            ["interval"] = Number("interval", 1, 0.05, 86_400, false),
        };
        return new(string.Create(CultureInfo.InvariantCulture, $"{unitId}/{table}/{address}/{type}/{path}"), path, unit, settings.ToJsonString());
    }
}
