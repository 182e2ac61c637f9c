using System.Globalization;
using System.Text.Json;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>
/// How a rule finds the instant of a value: <c>$.ts</c> as what it plainly is, or with a format: <c>iso</c> (with an offset, or with
/// the zone behind it: <c>iso Europe/Berlin</c>), <c>s</c>, <c>ms</c>, <c>us</c>, <c>ns</c>.
/// </summary>
sealed class RuleTime
{
    const int LongestShown = 40;

    static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    readonly Precision? _precision;
    readonly bool _isIso;
    readonly TimeZoneInfo? _zone;

    RuleTime(JsonPath path, Precision? precision, bool isIso, TimeZoneInfo? zone) => (Path, _precision, _isIso, _zone) = (path, precision, isIso, zone);

    public JsonPath Path { get; }

    /// <summary>Reads <c>$.ts ms</c>; what is wrong with it is added to the problems.</summary>
    public static RuleTime? Parse(string text, RuleProblems problems)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var path = JsonPath.Parse(words.FirstOrDefault() ?? "", problems);
        if (path?.IsDeep == true)
            problems.Add("rule.path", text, ".**");
        Precision? precision = words.ElementAtOrDefault(1) switch
        {
            "s" => Precision.Seconds,
            "ms" => Precision.Milliseconds,
            "us" => Precision.Microseconds,
            "ns" => Precision.Nanoseconds,
            _ => null,
        };
        var format = words.ElementAtOrDefault(1) ?? "auto";
        var zone = words.Length == 3 && format == "iso" ? LocalClock.Find(words[2]) : null;
        if ((precision is null && format is not ("auto" or "iso")) || words.Length > 3 || (words.Length == 3 && format != "iso"))
            problems.Add("rule.time.format", text);
        else if (words.Length == 3 && zone is null)
            problems.Add("rule.time.zone", words[2]);
        return path is null ? null : new(path, precision, format == "iso", zone);
    }

    /// <summary>Reads an instant, Unix microseconds.</summary>
    public Reason? Read(JsonElement? cell, in LineTimes times, out long micros)
    {
        micros = 0;
        if (cell is not { ValueKind: JsonValueKind.String or JsonValueKind.Number } found)
            return Reason.Of(Reasons.Time, "rule.time.missing", Path.Text);
        if (_precision is { } precision)
            return ReadNumber(found, times with { Precision = precision }, out micros);
        if (_isIso)
            return ReadIso(found, out micros);
        return JsonCells.TryInstant(found, times, out micros) ? null : Reason.Of(Reasons.Time, "mqtt.time", JsonCells.Short(found));
    }

    static Reason? ReadNumber(JsonElement cell, in LineTimes times, out long micros)
    {
        var text = cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.GetRawText();
        micros = 0;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            micros = times.Precision.ToMicros(whole);
            return times.Refuse(whole, micros);
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > long.MaxValue)
            return Reason.Of(Reasons.Time, "stamp.integer", Shown(text));
        // a fraction: exact to the microsecond, for a decimal has 28 digits
        micros = times.Precision == Precision.Nanoseconds ? (long)(number / 1_000) : (long)Math.Clamp(number * times.Precision.Micros, long.MinValue, long.MaxValue);
        return times.Refuse((long)number, micros);
    }

    Reason? ReadIso(JsonElement cell, out long micros)
    {
        micros = 0;
        var text = cell.ValueKind == JsonValueKind.String ? cell.GetString()! : "";
        if (JsonCells.HasOffset(text) && cell.TryGetDateTimeOffset(out var instant))
            micros = Micros.Of(instant);
        else if (!TryLocal(text, out micros))
            return Reason.Of(Reasons.Time, _zone is null ? "rule.time.iso" : "rule.time.local", JsonCells.Short(cell));
        return micros is >= 0 and <= LineTimes.Newest ? null : Reason.Of(Reasons.TimeRange, "stamp.years", JsonCells.Short(cell));
    }

    // in the hour that comes twice in autumn: winter time
    bool TryLocal(string text, out long micros)
    {
        micros = 0;
        if (_zone is null || !DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || _zone.IsInvalidTime(local))
            return false;
        micros = Micros.Of(new DateTimeOffset(local, _zone.GetUtcOffset(local)));
        return true;
    }

    static string Shown(string text) => text.Length > LongestShown ? text[..LongestShown] + "…" : text;
}
