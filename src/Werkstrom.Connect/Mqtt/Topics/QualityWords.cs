using System.Globalization;
using System.Text.Json;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>
/// Qualities as senders write them: <c>good</c>, <c>uncertain</c>, <c>bad</c>; names of OPC UA such as <c>BadNoCommunication</c>; its
/// status codes as numbers from 65,536 on or as <c>0x80310000</c>; or the byte of OPC DA, 0 to 254. OPC UA's Good is 0, which the
/// byte means as bad: it is left out, as in OPC UA's own JSON.
/// </summary>
static class QualityWords
{
    // source: OPC UA part 4, 7.39: the two highest bits are the severity
    const int SeverityShift = 30;
    const uint LeastCode = 65_536;

    /// <summary>Reads a quality.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryRead(JsonElement cell, out byte quality)
    {
        quality = Quality.Good;
        return cell.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.Number => cell.TryGetUInt32(out var code) && TryCode(code, out quality),
            JsonValueKind.String => TryText(cell.GetString()!, out quality),
            _ => false,
        };
    }

    static bool TryText(string text, out byte quality)
    {
        quality = Quality.Good;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var isCode = uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex);
            quality = OfCode(hex);
            return isCode;
        }

        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return TryCode(code, out quality);
        if (text.StartsWith("good", StringComparison.OrdinalIgnoreCase))
            return true;
        quality = text.StartsWith("uncertain", StringComparison.OrdinalIgnoreCase) ? Quality.Uncertain : Quality.Bad;
        return quality == Quality.Uncertain || text.StartsWith("bad", StringComparison.OrdinalIgnoreCase);
    }

    static bool TryCode(uint code, out byte quality)
    {
        quality = code < LeastCode ? (byte)code : OfCode(code);
        return code is < Quality.Deleted or >= LeastCode;
    }

    static byte OfCode(uint code) => (code >> SeverityShift) switch
    {
        0 => Quality.Good,
        1 => Quality.Uncertain,
        _ => Quality.Bad,
    };
}
