using System.Text;
using System.Text.Json;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>Reads a topic by a rule.</summary>
/// <param name="name">Name of the rule.</param>
/// <param name="rule">The rule.</param>
/// <param name="topic">The topic.</param>
/// <param name="names">What the placeholders of the rule's filter stand for.</param>
sealed class RuleReader(string name, TopicRule rule, string topic, IReadOnlyDictionary<string, string> names) : ITopicReader
{
    readonly TopicMembers _members = new();
    readonly bool _isText = rule.Values.All(value => value.Path.IsRoot && value.Signal.IsOfTopic && value.UnitPath is null) && rule is { Time: null, Quality: null };
    TopicMember? _plain;

    public string Name => name;

    public TopicMember? Plain => _plain ??= _isText && rule.Values is [{ IsPlain: true } value] && value.Kind != SignalKind.State
        ? _members.Of(value.Signal.Start(names), value.Unit, value.Kind)
        : null;

    public bool MayReach(Reach reach) => rule.IsIgnored
        ? new DefaultReader(topic).MayReach(reach)
        : rule.Values.Any(value => MayReach(value.Signal, reach));

    public Reason? Read(in TopicMessage message, Readings into)
    {
        if (rule.IsIgnored)
            return null;
        if (_isText)
            return ReadText(message, into);
        try
        {
            using var document = JsonDocument.Parse(message.Payload);
            return Read(document.RootElement, message, into);
        }
        catch (JsonException e)
        {
            return JsonFaults.Of(e, message.Payload.Span).In(name);
        }
    }

    // one value, as it stands: a number, a boolean, or a text, also one in quotes
    Reason? ReadText(in TopicMessage message, Readings into)
    {
        var bytes = message.Payload.Span.Trim(" \t\r\n"u8);
        if (bytes is [(byte)'"', .., (byte)'"'])
            bytes = bytes[1..^1];
        if (bytes.IsEmpty || !System.Text.Unicode.Utf8.IsValid(bytes) || bytes[0] is (byte)'{' or (byte)'[')
            return Reason.Of(Reasons.Syntax, "rule.no-text", LineReasons.Shown(bytes)).In(name);
        foreach (var value in rule.Values)
        {
            var path = value.Signal.Start(names);
            if (value.Kind != SignalKind.State && PlainValue.TryRead(bytes, out var number, out var isTruth, out var bad))
                Add(value, path, value.Unit, name, number, isTruth, bad, new(message.Arrival), into);
            else
                AddText(value, path, name, Encoding.UTF8.GetString(bytes), new(message.Arrival), into);
        }

        return null;
    }

    Reason? Read(JsonElement root, in TopicMessage message, Readings into)
    {
        var found = false;
        List<JsonPlace> places = [];
        foreach (var value in rule.Values)
        {
            places.Clear();
            value.Path.Find(root, places);
            foreach (var place in places)
                found |= Read(value, place, root, message, into);
        }

        return found ? null : Reason.Of(Reasons.Syntax, "rule.nothing", string.Join(", ", rule.Values.Select(value => value.Path.Text))).In(name);
    }

    // false when it is nothing that is meant
    bool Read(RuleValue value, JsonPlace place, JsonElement root, in TopicMessage message, Readings into)
    {
        if (value.Path.EndsWithStar && (!IsValue(place.Element.ValueKind, value) || IsUsedElse(value, place)))
            return false;
        var said = $"{name} $.{string.Join('.', place.Place)}".TrimEnd('.');
        if (Check(value, place, root, message, out var at) is { } wrong)
        {
            into.Refuse(said, wrong);
            return true;
        }

        var unit = value.UnitPath?.At(root, place.Stars) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : value.Unit;
        Add(value, at.Path, unit, said, place.Element, at, into);
        return true;
    }

    static bool IsValue(JsonValueKind kind, RuleValue value) =>
        kind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False || (kind == JsonValueKind.String && value.Kind == SignalKind.State);

    bool IsUsedElse(RuleValue value, JsonPlace place) =>
        IsAt(rule.Time?.Path, place) || IsAt(rule.Quality, place) || IsAt(value.UnitPath, place) || value.Signal.Paths.Any(path => IsAt(path, place));

    static bool IsAt(JsonPath? path, JsonPlace place) => path?.IsAt(place.Place, place.Stars) == true;

    /// <summary>Where and when a value lies, or all that is wrong with that.</summary>
    Reason? Check(RuleValue value, JsonPlace place, JsonElement root, in TopicMessage message, out Lies lies)
    {
        Reason? wrong = null;
        var micros = message.Arrival;
        if (rule.Time?.Read(rule.Time.Path.At(root, place.Stars), message.Times, out micros) is { } badTime)
            wrong = badTime;
        var quality = Store.Ingest.Quality.Good;
        if (rule.Quality?.At(root, place.Stars) is { } cell && !QualityWords.TryRead(cell, out quality))
            wrong = And(wrong, Reason.Of(Reasons.Quality, "mqtt.quality", JsonCells.Short(cell)));
        if (!value.Signal.TryFill(names, place, root, value.Path.IsDeep, out var path))
            wrong = And(wrong, Reason.Of(Reasons.Path, "rule.placeholder", path));
        lies = new(micros, quality, path);
        return wrong;
    }

    void Add(RuleValue value, string path, string unit, string said, JsonElement cell, Lies at, Readings into)
    {
        switch (cell.ValueKind)
        {
            case JsonValueKind.Number:
                var bad = JsonCells.ReadNumber(cell, out var number);
                Add(value, path, unit, said, number, false, bad, at, into);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Add(value, path, unit, said, cell.GetBoolean() ? 1 : 0, true, null, at, into);
                break;
            case JsonValueKind.String when value.Kind != SignalKind.State && IsNumber(cell.GetString()!, out var written, out var wrong):
                Add(value, path, unit, said, written, false, wrong, at, into);
                break;
            case JsonValueKind.String:
                AddText(value, path, said, cell.GetString()!, at, into);
                break;
            case JsonValueKind.Null:
                into.Refuse(said, Reason.Of(Reasons.Number, "mqtt.null"));
                break;
            default:
                into.Refuse(said, Reason.Of(Reasons.Number, "json.cell", JsonCells.Short(cell)));
                break;
        }
    }

    void Add(RuleValue value, string path, string unit, string said, double number, bool isTruth, Reason? bad, Lies at, Readings into)
    {
        var stored = isTruth ? number : (number * value.Scale) + value.Offset;
        if (bad is null && !double.IsFinite(stored))
            bad = Reason.Of(Reasons.NotFinite, "number.large", FormattableString.Invariant($"{number}"));
        if (bad is { } reason)
            into.Refuse(said, reason);
        else
            into.Add(_members.Of(path, unit, value.Kind ?? (isTruth ? SignalKind.State : null)), said, stored, at.Micros, at.Quality);
    }

    void AddText(RuleValue value, string path, string said, string text, Lies at, Readings into)
    {
        if (text.Length == 0)
            into.Refuse(said, Reason.Of(Reasons.Number, "mqtt.no-text"));
        else if (value.Kind is null or SignalKind.State)
            into.AddState(_members.Of(path, kind: SignalKind.State), said, text, at.Micros, at.Quality);
        else
            into.Refuse(said, Reason.Of(Reasons.Number, "rule.no-number", LineReasons.Shown(Encoding.UTF8.GetBytes(text))));
    }

    // senders often write numbers in quotes; a truth in quotes is a text
    static bool IsNumber(string text, out double number, out Reason? bad) =>
        PlainValue.TryRead(Encoding.UTF8.GetBytes(text.Trim()), out number, out var isTruth, out bad) && !isTruth;

    static Reason And(Reason? wrong, Reason more) => wrong?.And(more) ?? more;

    bool MayReach(SignalTemplate signal, Reach reach)
    {
        var start = signal.Start(names);
        return signal.IsOfTopic ? start.Length > 0 && reach.Holds(start) : start.Length == 0 || reach.Holds($"{start}/_");
    }

    readonly record struct Lies(long Micros, byte Quality = Store.Ingest.Quality.Good, string Path = "");
}
