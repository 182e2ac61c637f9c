using System.Globalization;
using System.Text.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Json;

/// <summary>Numbers and instants in JSON, whoever sends it.</summary>
static class JsonCells
{
    const long Year2000 = 946_684_800 * Micros.PerSecond;

    // by size: the same instant is a thousand times the number in the next finer unit, so no two fit
    static readonly Precision[] Precisions = [Precision.Seconds, Precision.Milliseconds, Precision.Microseconds, Precision.Nanoseconds];

    /// <summary>A JSON number as a value.</summary>
    /// <returns>Why it cannot be one; null when it can.</returns>
    public static Reason? ReadNumber(JsonElement cell, out double value)
    {
        value = cell.GetDouble();
        if (!double.IsFinite(value))
            return Reason.Of(Reasons.NotFinite, "number.large", Short(cell));
        return Numbers.MayBeRounded(value) && cell.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0
            && !(cell.TryGetInt64(out var whole) && whole is >= -Numbers.MaxExact and <= Numbers.MaxExact)
            ? Reason.Of(Reasons.IntegerRange, "number.integer", Short(cell))
            : null;
    }

    /// <summary>
    /// Reads what is beyond doubt an instant, Unix microseconds: a text of ISO 8601 with an offset, or a number that as seconds,
    /// milliseconds, microseconds or nanoseconds lies between 2000 and what is plausible now.
    /// </summary>
    public static bool TryInstant(JsonElement cell, in LineTimes times, out long micros)
    {
        micros = 0;
        if (cell.ValueKind == JsonValueKind.String)
        {
            if (!HasOffset(cell.GetString()!) || !cell.TryGetDateTimeOffset(out var instant))
                return false;
            micros = Micros.Of(instant);
            return times.IsPlain(micros);
        }

        if (cell.ValueKind != JsonValueKind.Number || !cell.TryGetDouble(out var number) || !(Math.Abs(number) < long.MaxValue))
            return false;
        foreach (var precision in Precisions)
        {
            micros = precision == Precision.Seconds ? (long)Math.Min(number * Micros.PerSecond, long.MaxValue / 2) : precision.ToMicros((long)number);
            if (micros >= Year2000 && micros <= times.NewestPlain)
                return true;
        }

        return false;
    }

    /// <summary>Whether a text of ISO 8601 says its offset: without one the instant would depend on where the server stands.</summary>
    public static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':' && text.Contains('T', StringComparison.Ordinal));

    /// <summary>Its start, for a message.</summary>
    public static string Short(JsonElement cell)
    {
        var text = cell.GetRawText();
        return text.Length > 40 ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 40)}…") : text;
    }
}
