using System.Text.Json;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>
/// Reads topics that nothing else reads: the topic is the path. A payload is a number, a boolean, or a JSON object: a sample (see
/// <see cref="SampleObject"/>), or numbers and booleans that are values by their names. A member <c>time</c>, <c>timestamp</c>,
/// <c>ts</c> or <c>at</c> of the object that is a plausible instant is the time of all.
/// </summary>
sealed class DefaultReader(string topic) : ITopicReader
{
    /// <summary>Its name.</summary>
    public const string Word = "default";

    /// <summary>Objects may be nested so deep; what lies deeper is not read.</summary>
    const int Deepest = 8;

    // stands for a signal below the topic
    const string Below = "_";

    readonly string _path = PathOf(topic);
    readonly TopicMembers _members = new();
    TopicMember? _plain;

    public string Name => Word;

    public TopicMember Plain => _plain ??= _members.Of(_path);

    public bool MayReach(Reach reach) =>
        _path.Length > 0 && (reach.Holds(_path) || reach.Holds($"{_path}/{Below}"));

    public Reason? Read(in TopicMessage message, Readings into)
    {
        var text = message.Payload.Span.Trim(" \t\r\n"u8);
        if (text.StartsWith("{"u8))
            return ReadObject(message, into);
        if (!PlainValue.TryRead(text, out var value, out var isState, out var bad))
            return Reason.Of(Reasons.Syntax, "mqtt.payload", LineReasons.Shown(text));
        if (bad is { } reason)
            into.Refuse("", reason);
        else
            into.Add(Member("", isState), "", value, message.Arrival);
        return null;
    }

    /// <summary>A topic as a path, its levels as names; empty levels are left out.</summary>
    public static string PathOf(string topic) => PathTemplate.Levels(topic);

    Reason? ReadObject(in TopicMessage message, Readings into)
    {
        try
        {
            using var document = JsonDocument.Parse(message.Payload);
            var root = document.RootElement;
            if (SampleObject.Is(root))
                return SampleObject.Read(root, message, (unit, isState) => _members.Of(_path, unit, isState ? SignalKind.State : null), into);
            var before = into.Values.Count;
            var (name, micros) = TimeOf(root, message.Times) ?? ("", message.Arrival);
            foreach (var member in root.EnumerateObject())
            {
                if (name.Length == 0 || !member.NameEquals(name))
                    Add(member, "", 1, micros, into);
            }

            return into.Values.Count == before ? Reason.Of(Reasons.Syntax, "mqtt.object") : null;
        }
        catch (JsonException e)
        {
            return JsonFaults.Of(e, message.Payload.Span);
        }
    }

    void Add(JsonProperty member, string above, int depth, long micros, Readings into)
    {
        var name = PathTemplate.Level(member.Name);
        var path = above.Length == 0 ? name : $"{above}/{name}";
        switch (member.Value.ValueKind)
        {
            case JsonValueKind.Number:
                if (JsonCells.ReadNumber(member.Value, out var value) is { } bad)
                    into.Refuse(path, bad);
                else
                    into.Add(Member(path, isState: false), path, value, micros);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                into.Add(Member(path, isState: true), path, member.Value.GetBoolean() ? 1 : 0, micros);
                break;
            case JsonValueKind.Object when depth < Deepest:
                foreach (var inner in member.Value.EnumerateObject())
                    Add(inner, path, depth + 1, micros, into);
                break;
        }
    }

    TopicMember Member(string name, bool isState) =>
        _members.Of(name.Length == 0 ? _path : $"{_path}/{name}", kind: isState ? SignalKind.State : null);

    /// <summary>The member that is the time of all, and its instant.</summary>
    static (string Name, long Micros)? TimeOf(JsonElement root, in LineTimes times)
    {
        foreach (var name in SampleObject.TimeNames)
        {
            if (root.TryGetProperty(name, out var cell) && JsonCells.TryInstant(cell, times, out var micros))
                return (name, micros);
        }

        return null;
    }
}
