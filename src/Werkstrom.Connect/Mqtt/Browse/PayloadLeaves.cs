using System.Text;
using System.Text.Json;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Browse;

/// <summary>Lines of a rule for whatever a payload holds, place by place: for payloads of which no usual form reads anything.</summary>
/// <param name="isElse">Whether a member of the payload is its time or quality, and no value.</param>
sealed class PayloadLeaves(Func<JsonProperty, bool> isElse)
{
    const int Most = 20;
    const int MostElements = 100;
    const int Deepest = 16;

    readonly List<string> _places = [];
    readonly Dictionary<string, (string Path, bool IsText)> _found = [];

    /// <summary>The lines; none when there is nothing that can be a value.</summary>
    /// <param name="root">The payload.</param>
    /// <param name="path">Path of the signal, with placeholders.</param>
    public IEnumerable<string> Of(JsonElement root, string path)
    {
        Walk(root, "$", path, 0, 0);
        return _places.Take(Most).Select(place => $"value   {place} -> {_found[place].Path}{(_found[place].IsText ? " kind=state" : "")}");
    }

    void Walk(JsonElement at, string place, string path, int stars, int depth)
    {
        if (depth > Deepest || _places.Count > Most)
            return;
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in at.EnumerateObject().Where(member => depth > 0 || !isElse(member)))
                    Walk(member.Value, PayloadShape.Step(place, member.Name), $"{path}/{PathTemplate.Level(member.Name)}", stars, depth + 1);
                break;
            case JsonValueKind.Array:
                foreach (var element in at.EnumerateArray().Take(MostElements))
                    Walk(element, $"{place}[*]", $"{path}/{{*{stars + 1}}}", stars + 1, depth + 1);
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                Add(place, path, false);
                break;
            case JsonValueKind.String when at.GetString() is { Length: > 0 } text && SignalDesk.CheckState(text) is null:
                // what a star finds last is taken as a text only when the rule says so
                Add(place, path, place.EndsWith(']') || !PlainValue.TryRead(Encoding.UTF8.GetBytes(text), out _, out var isState, out _) || isState);
                break;
        }
    }

    void Add(string place, string path, bool isText)
    {
        if (_found.TryAdd(place, (path, isText)))
            _places.Add(place);
        else if (isText)
            _found[place] = (path, true);
    }
}
