using System.Globalization;
using System.Text.Json;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Mqtt;

/// <summary>
/// Reads payloads that no rule describes: a number, a boolean, or a JSON object whose numbers and booleans are values by their
/// names. A member <c>time</c>, <c>timestamp</c>, <c>ts</c> or <c>at</c> of the object that is a plausible instant is the time of all.
/// </summary>
static class Payload
{
    /// <summary>Objects may be nested so deep; what lies deeper is not read.</summary>
    const int Deepest = 8;

    static readonly string[] TimeNames = ["time", "timestamp", "ts", "at"];

    /// <summary>Reads a payload that is one plain finite number of usual size.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> payload, out double value) =>
        double.TryParse(payload, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
        && !Numbers.MayBeRounded(value);

    /// <summary>Reads the values of a payload.</summary>
    /// <param name="payload">As it came; not empty.</param>
    /// <param name="arrival">The instant of what has no time of its own, Unix microseconds.</param>
    /// <param name="times">What instants are plausible.</param>
    /// <param name="into">Gets the values.</param>
    /// <returns>Why there are none; null when there are.</returns>
    public static Reason? Read(ReadOnlyMemory<byte> payload, long arrival, in LineTimes times, List<Reading> into)
    {
        var text = payload.Span.Trim(" \t\r\n"u8);
        if (text.StartsWith("{"u8))
            return ReadObject(payload, arrival, times, into);
        if (Numbers.TryBoolean(text, out var truth))
            into.Add(new("", true, truth ? 1 : 0, arrival, null));
        else if (ReadNumber(text, out var value) is var bad && (bad is null || bad.Value.Code != Reasons.Number))
            into.Add(new("", false, value, arrival, bad));
        else
            return Reason.Of(Reasons.Syntax, "mqtt.payload", LineReasons.Shown(text));
        return null;
    }

    static Reason? ReadNumber(ReadOnlySpan<byte> text, out double value)
    {
        var reason = Numbers.Read(text, out value);
        if (reason is not null || !Numbers.MayBeRounded(value) || text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
            return reason;
        var isExact = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole is >= -Numbers.MaxExact and <= Numbers.MaxExact;
        return isExact ? null : Reason.Of(Reasons.IntegerRange, "number.integer", LineReasons.Shown(text));
    }

    static Reason? ReadObject(ReadOnlyMemory<byte> payload, long arrival, in LineTimes times, List<Reading> into)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var before = into.Count;
            var (name, micros) = TimeOf(document.RootElement, times) ?? ("", arrival);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (name.Length == 0 || !member.NameEquals(name))
                    Add(member, "", 1, micros, into);
            }

            return into.Count == before ? Reason.Of(Reasons.Syntax, "mqtt.object") : null;
        }
        catch (JsonException e)
        {
            return Reason.Of(Reasons.Syntax, "json.broken", $"{e.LineNumber + 1}", $"{e.BytePositionInLine + 1}");
        }
    }

    static void Add(JsonProperty member, string above, int depth, long micros, List<Reading> into)
    {
        var name = PathTemplate.Level(member.Name);
        var path = above.Length == 0 ? name : $"{above}/{name}";
        switch (member.Value.ValueKind)
        {
            case JsonValueKind.Number:
                var bad = JsonCells.ReadNumber(member.Value, out var value);
                into.Add(new(path, false, value, micros, bad));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                into.Add(new(path, true, member.Value.GetBoolean() ? 1 : 0, micros, null));
                break;
            case JsonValueKind.Object when depth < Deepest:
                foreach (var inner in member.Value.EnumerateObject())
                    Add(inner, path, depth + 1, micros, into);
                break;
        }
    }

    /// <summary>The member that is the time of all, and its instant.</summary>
    static (string Name, long Micros)? TimeOf(JsonElement root, in LineTimes times)
    {
        foreach (var name in TimeNames)
        {
            if (root.TryGetProperty(name, out var cell) && JsonCells.TryInstant(cell, times, out var micros))
                return (name, micros);
        }

        return null;
    }
}

/// <summary>A value of a payload.</summary>
/// <param name="Member">Its names from the top of the payload, as levels of a path; empty when the payload is one value.</param>
/// <param name="IsState">Whether it is a boolean.</param>
/// <param name="Value">The number; a boolean is 0 or 1.</param>
/// <param name="Micros">Its instant, Unix microseconds.</param>
/// <param name="Reason">Why it cannot be stored; null when it can.</param>
readonly record struct Reading(string Member, bool IsState, double Value, long Micros, Reason? Reason);
