using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Ui;

namespace Werkstrom.Setup.Trail;

/// <summary>Rows of the audit as people read them: names of fields, durations, units, instants and words in the reader's language.</summary>
sealed class AuditWords(IStringLocalizer<SetupText> text, Format format, AssetCatalog assets, SignalCatalog signals)
{
    const string Secret = "•••";

    // the row names its number already, and what only compares says nothing that its original does not say
    internal static readonly string[] Silent = ["id", "nameFold", "pathFold", "partyFold", "mailKey", "stamp", "hash"];

    static readonly string[] Limits = ["lowAlarm", "lowWarning", "highWarning", "highAlarm"];

    /// <summary>A word for what is kept under a name; the name itself when there is none.</summary>
    public string Word(string prefix, string word) => text[prefix + word] is { ResourceNotFound: false } known ? known : word;

    /// <summary>What was changed: the path of a signal or an asset that is there, a number of rows and "many" in words, anything else as it stands.</summary>
    public string Key(string entity, string key) =>
        entity == "kernel_signal" && Number(key) is { } signalId && signals.TryGet(signalId, out var signal) ? signal.ShownPath
        : entity == "kernel_asset" && Number(key) is { } assetId && assets.TryGet(assetId, out var asset) ? asset.ShownPath
        : key == "many" ? text["audit.many"]
        : key.EndsWith(" rows", StringComparison.Ordinal) && long.TryParse(key[..^5], NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? text.Count("audit.rows", rows)
        : key;

    static int? Number(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The fields of a row whose text differs; a change below the minute is none to people.</summary>
    public IEnumerable<(string Field, string? Before, string? After)> Of(AuditRow row)
    {
        var (before, after) = (Unit(row.Before), Unit(row.After));
        foreach (var one in Difference.Of(row).Where(one => !Silent.Contains(one.Field)))
        {
            var (was, now) = (Value(one.Field, one.Before, before), Value(one.Field, one.After, after));
            if (one.After is { ValueKind: JsonValueKind.String } changed && changed.GetString() == Secret)
                yield return (Word("audit.field.", one.Field), null, text["audit.value.secret"]);
            else if (was != now)
                yield return (Word("audit.field.", one.Field), was, now);
        }
    }

    // a limit is in the unit of its signal; only the row itself says which that was then
    static string? Unit(string? side) => Difference.Fields(side).TryGetValue("unit", out var unit) ? unit.ToString() : null;

    string? Value(string field, JsonElement? value, string? unit) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => text["audit.value.yes"],
        { ValueKind: JsonValueKind.False } => text["audit.value.no"],
        { ValueKind: JsonValueKind.Number } number => Number(field, number, unit),
        { ValueKind: JsonValueKind.String } words => Text(field, words.GetString()!),
        { ValueKind: JsonValueKind.Array } list => string.Join(", ", list.EnumerateArray()),
        { } other => other.ToString(),
    };

    string Number(string field, JsonElement number, string? unit) => field switch
    {
        "expectedInterval" or "lasting" or "window" when number.TryGetInt64(out var micros) => Format.Span(TimeSpan.FromMicroseconds(micros)),
        "seconds" => Format.Span(TimeSpan.FromSeconds(number.GetDouble())),
        "retentionDays" or "days" when number.TryGetInt64(out var days) => text.Count("audit.days", days),
        "bytes" when number.TryGetInt64(out var bytes) => Format.Bytes(bytes),
        "assetId" or "parentId" when number.TryGetInt32(out var id) && assets.TryGet(id, out var asset) => asset.ShownPath,
        _ when field.EndsWith("Id", StringComparison.Ordinal) => number.ToString(),
        _ when Limits.Contains(field) && UnitSymbol.Of(unit) is { Length: > 0 } symbol => $"{Exact(number)}\u202F{symbol}",
        _ => Exact(number),
    };

    // an audit does not round
    static string Exact(JsonElement number) =>
        number.TryGetDecimal(out var exact) ? exact.ToString("#,0.############################", CultureInfo.CurrentCulture) : number.ToString();

    string Text(string field, string words) => field switch
    {
        _ when words.Length == 0 => text["audit.value.empty"],
        "unit" or "storedUnit" => UnitSymbol.Of(words) is { Length: > 0 } symbol ? symbol : words,
        "role" => Known("role.", words),
        "scopes" => string.Join(", ", words.Split(", ").Select(one => Known("scope.", one))),
        "kind" or "state" or "resolution" or "language" or "purpose" or "reason" => Known("audit.value.", words),
        _ => Instant(words) is { } at ? format.Time(at) : words,
    };

    string Known(string prefix, string word) => text[prefix + word.ToLowerInvariant()] is { ResourceNotFound: false } known ? known : word;

    static DateTimeOffset? Instant(string words) =>
        words is { Length: > 18 } && words[4] == '-'
        && DateTimeOffset.TryParseExact(words, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
