using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Browse;

/// <summary>Proposes a rule for a topic: the payload tells the values, the topics beside it tell which levels are names.</summary>
sealed partial class TopicProposer(
    SeenTopics seen, TopicDesk topics, TopicTrier trier, TopicRuleBook book, TimeProvider time, IOptions<ConnectOptions> options)
{
    const int LongestName = 80;

    /// <summary>Proposes a rule.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">A payload of it, or its start.</param>
    public TopicProposal Propose(string topic, ReadOnlyMemory<byte> payload)
    {
        var (filter, path) = Levels(topic);
        path = path.Contains('/', StringComparison.Ordinal) ? path : $"mqtt/{path}";
        PayloadShape shape = new(LineTimes.At(time.GetUtcNow(), Precision.Milliseconds, options.Value));
        var (form, lines) = shape.Of(payload, path);
        var text = $"topic   {filter}\n{lines}";
        if (!Reads(text, topic, payload) && shape.Leaves(payload, path) is { Length: > 0 } leaves && Reads($"topic   {filter}\n{leaves}", topic, payload))
            text = $"topic   {filter}\n{leaves}";
        return new(NameOf(filter), text, form, topics.Open(topic).Name);
    }

    // whether a rule finds anything in the payload
    bool Reads(string text, string topic, ReadOnlyMemory<byte> payload) =>
        TopicRuleParser.Parse(text, out _) is { } rule && trier.Try(rule, "", topic, PayloadShape.Whole(payload)).Values.Any(value => value.Reason is null);

    // a level in which other topics of the same form differ is a name
    (string Filter, string Path) Levels(string topic)
    {
        var levels = topic.Split('/');
        var others = seen.Names("", "").Select(name => name.Split('/')).Where(other => other.Length == levels.Length).ToList();
        List<string> filter = [];
        List<string> path = [];
        HashSet<string> taken = [];
        for (var at = 0; at < levels.Length; at++)
        {
            var isName = others.Exists(other => other[at] != levels[at] && !other.Where((level, place) => place != at && level != levels[place]).Any()) && levels.Length > 1;
            var name = isName && at < levels.Length - 1 ? NameOf(levels[at], at, taken) : null;
            filter.Add(name is not null ? $"{{{name}}}" : levels[at].AsSpan().ContainsAny('{', '}') ? "+" : levels[at]);
            if (levels[at].Length > 0)
                path.Add(name is not null ? $"{{{name}}}" : PathTemplate.Level(levels[at]));
        }

        return (string.Join('/', filter), string.Join('/', path));
    }

    static string NameOf(string level, int at, HashSet<string> taken)
    {
        var name = Word().Match(level) is { Success: true } word ? word.Value.ToLowerInvariant() : $"level{at + 1}";
        return taken.Add(name) ? name : taken.Add($"level{at + 1}") ? $"level{at + 1}" : $"{name}{at + 1}";
    }

    string NameOf(string filter)
    {
        var name = filter.Length > LongestName ? filter[..LongestName] : filter;
        var free = name;
        for (var number = 2; book.Current.Rules.Any(rule => rule.Name.Equals(free, StringComparison.OrdinalIgnoreCase)); number++)
            free = FormattableString.Invariant($"{name} {number}");
        return free;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z]+")]
    private static partial Regex Word();
}

/// <summary>A rule that is proposed.</summary>
/// <param name="Name">A name that no rule has.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Form">What the payload is: <c>number</c>, <c>sample</c>, <c>object</c>, <c>samples</c>, <c>columns</c>, <c>gateway</c>, <c>list</c>, <c>text</c>, <c>broken</c>, <c>binary</c>.</param>
/// <param name="Reader">Who reads the topic now.</param>
sealed record TopicProposal(string Name, string Text, string Form, string Reader);

/// <summary>What forms of payloads look like, and the lines of a rule that read them.</summary>
/// <param name="times">What is plausible now: a time that cannot be read is not proposed.</param>
sealed class PayloadShape(LineTimes times)
{
    static readonly string[] TimeNames = [.. SampleObject.TimeNames, "t", "datetime", "date"];
    static readonly string[] ValueNames = ["value", "v", "val"];
    static readonly string[] QualityNames = ["quality", "q"];
    static readonly string[] NameNames = ["name", "id", "tag", "signal", "metric", "key", "n"];

    /// <summary>The form of a payload, and lines for it.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="path">Path of the signal, with placeholders.</param>
    public (string Form, string Lines) Of(ReadOnlyMemory<byte> payload, string path)
    {
        var text = payload.Span.Trim(" \t\r\n"u8);
        if (PlainValue.TryRead(text, out _, out _, out _))
            return ("number", Value("$", path));
        if (!System.Text.Unicode.Utf8.IsValid(text) || text.ContainsAnyInRange((byte)0, (byte)8))
            return ("binary", "ignore");
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'['))
            return ("text", Value("$", path, " kind=state"));
        try
        {
            using var document = JsonDocument.Parse(Whole(payload));
            return document.RootElement.ValueKind == JsonValueKind.Array ? OfArray(document.RootElement, "$[*]", path) : OfObject(document.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // half a pair of surrogates shows late
        {
            return ("broken", Value(text[0] == '[' ? "$[*]" : "$.**", path + "/{*}"));
        }
    }

    /// <summary>Lines for each place of a payload; empty when none can be a value.</summary>
    public string Leaves(ReadOnlyMemory<byte> payload, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Whole(payload));
            var root = document.RootElement;
            var isObject = root.ValueKind == JsonValueKind.Object;
            var (time, quality) = isObject ? (Time(root, "$"), Quality(root)) : ("", null);
            PayloadLeaves leaves = new(member => member.Name == quality || (time.Length > 0 && time.EndsWith(Step("$", member.Name), StringComparison.Ordinal)));
            var lines = string.Join('\n', leaves.Of(root, path));
            return lines.Length == 0 ? "" : lines + time + (quality is null ? "" : $"\nquality $.{quality}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>The payload, or what is whole of one that was cut.</summary>
    public static ReadOnlyMemory<byte> Whole(ReadOnlyMemory<byte> payload) =>
        payload.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] && PayloadStart.Close(payload.Span) is { } closed ? closed : payload;

    (string Form, string Lines) OfObject(JsonElement root, string path)
    {
        if (SampleObject.Is(root))
        {
            var unit = root.TryGetProperty("unit", out _) ? " unit=$.unit" : "";
            return ("sample", Value("$.value", path, unit) + Time(root, "$") + (root.TryGetProperty("quality", out _) ? "\nquality $.quality" : ""));
        }

        var arrays = root.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() > 0).ToList();
        if (arrays.Find(array => array.Value[0].ValueKind == JsonValueKind.Object) is { Value.ValueKind: JsonValueKind.Array } samples)
            return OfSamples(root, samples, path);
        if (arrays.Count > 1 && arrays.Find(array => TimeNames.Contains(array.Name) && IsTime(array.Value[0])) is { Value.ValueKind: JsonValueKind.Array } instants)
        {
            var columns = arrays.Where(array => array.Name != instants.Name).Select(array => Value($"{Step("$", array.Name)}[*]", $"{path}/{PathTemplate.Level(array.Name)}"));
            return ("columns", $"{string.Join('\n', columns)}\ntime    {Step("$", instants.Name)}[*]");
        }

        var quality = Quality(root);
        return ("object", Value("$.**", path + "/{*}") + Time(root, "$") + (quality is null ? "" : $"\nquality $.{quality}"));
    }

    (string Form, string Lines) OfSamples(JsonElement root, JsonProperty samples, string path)
    {
        var first = samples.Value[0];
        if (Array.Exists(TimeNames, name => first.TryGetProperty(name, out _)) && first.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Object)
            return ("gateway", Value("$.*[*].values.*", path + "/{*1}/{*3}") + Time(first, "$.*[*]"));
        var (form, lines) = OfArray(samples.Value, $"{Step("$", samples.Name)}[*]", path);
        return (form, lines.Contains("\ntime", StringComparison.Ordinal) ? lines : lines + Time(root, "$"));
    }

    (string Form, string Lines) OfArray(JsonElement array, string place, string path)
    {
        if (array.GetArrayLength() == 0 || array[0].ValueKind != JsonValueKind.Object)
            return ("list", Value(place, path + "/{*}"));
        var first = array[0];
        var time = Time(first, place);
        var name = Find(first, NameNames, JsonValueKind.String);
        var (level, isTold) = name is null ? (time.Length > 0 ? "" : "/{*1}", time.Length > 0) : ($"/{{{Step(place, name)}}}", true);
        return Find(first, ValueNames) is { } value
            ? ("samples", Value(Step(place, value), path + level) + time)
            : ("samples", Value($"{place}.*", $"{path}{(isTold && name is null ? "" : level)}/{{*2}}") + time);
    }

    static string Value(string place, string path, string more = "") => $"value   {place} -> {path}{more}";

    string Time(JsonElement root, string place) =>
        Array.Find(TimeNames, name => root.TryGetProperty(name, out var cell) && IsTime(cell)) is { } name ? $"\ntime    {Step(place, name)}" : "";

    bool IsTime(JsonElement cell) => JsonCells.TryInstant(cell, times, out _);

    static string? Find(JsonElement root, string[] names, JsonValueKind? kind = null) => Array.Find(
        names, name => root.TryGetProperty(name, out var cell) && cell.ValueKind != JsonValueKind.Null && (kind is null || cell.ValueKind == kind));

    static string? Quality(JsonElement root) => QualityNames.FirstOrDefault(
        name => root.TryGetProperty(name, out var cell) && (cell.ValueKind == JsonValueKind.String || name == "quality") && QualityWords.TryRead(cell, out _));

    /// <summary>The place of a member below another.</summary>
    internal static string Step(string place, string name) =>
        name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-') ? $"{place}.{name}" : $"{place}['{name}']";
}
