using System.Text.RegularExpressions;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>Words by which people name columns, in English and German.</summary>
static partial class RoleNames
{
    static readonly HashSet<string> UnitWords =
    [
        "unit", "id", "engine", "machine", "asset", "equipment", "device", "serial", "sn", "episode", "run", "experiment", "bearing", "pump", "part",
        "tool", "system", "name", "nr", "no", "number", "maschine", "anlage", "einheit", "gerät", "geraet", "seriennummer", "motor", "pumpe", "bauteil",
        "werkzeug", "maschinennummer", "nummer", "lager",
    ];

    static readonly HashSet<string> TimeWords =
    [
        "cycle", "cycles", "time", "timestamp", "date", "datetime", "age", "hours", "hour", "runtime", "step", "t", "ts", "index", "day", "days", "minutes",
        "seconds", "zeit", "zeitstempel", "datum", "zyklus", "zyklen", "takt", "betriebsstunden", "stunden", "alter", "laufzeit", "tag", "tage", "uhrzeit", "zeitpunkt",
    ];

    static readonly HashSet<string> FailureWords =
    [
        "fail", "failed", "fails", "failure", "failures", "fault", "event", "defect", "broken", "breakdown", "dead", "observed", "eol", "status", "state", "end",
        "ausfall", "ausgefallen", "defekt", "störung", "stoerung", "kaputt", "zustand", "ende", "versagt", "versagen",
    ];

    static readonly HashSet<string> RunningWords = ["censored", "censoring", "zensiert", "alive", "survived"];

    static readonly HashSet<string> AnswerWords =
    [
        "rul", "ttf", "tte", "remaining", "restlebensdauer", "restlaufzeit", "restzeit", "label",
    ];

    static readonly HashSet<string> YesWords =
    [
        "1", "1.0", "true", "yes", "y", "x", "ja", "j", "wahr", "failed", "fail", "failure", "broken", "dead", "defekt", "ausfall", "ausgefallen", "kaputt",
    ];

    static readonly HashSet<string> NoWords =
    [
        "0", "0.0", "false", "no", "n", "nein", "falsch", "ok", "running", "alive", "censored", "läuft", "laeuft", "zensiert", "normal", "none", "healthy", "active", "aktiv", "",
    ];

    public static bool IsUnit(string name) => Has(name, UnitWords);

    public static bool IsTime(string name) => Has(name, TimeWords);

    public static bool IsFailure(string name) => Has(name, FailureWords);

    /// <summary>A flag that is set where a unit still ran.</summary>
    public static bool IsRunning(string name) => Has(name, RunningWords);

    /// <summary>The remaining life itself, or a label made from it.</summary>
    public static bool IsAnswer(string name) => Has(name, AnswerWords) || name.Contains("time to f", StringComparison.OrdinalIgnoreCase) || name.Contains("time_to_f", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a yes, false for a no, null for neither.</summary>
    public static bool? Flag(string text) => YesWords.Contains(text.ToLowerInvariant()) ? true : NoWords.Contains(text.ToLowerInvariant()) ? false : null;

    // machineID, unit_nr and "Unit number" have the words unit, machine, id, nr
    static bool Has(string name, HashSet<string> words) => Word().Matches(name).Any(m => words.Contains(m.Value.ToLowerInvariant()));

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")]
    private static partial Regex Word();
}
