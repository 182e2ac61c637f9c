namespace Werkstrom.Connect.Missing;

/// <summary>Why something was refused.</summary>
/// <param name="Code">One of <see cref="Reasons"/>; the page <c>/missing</c> explains it in plain words.</param>
/// <param name="Text">One English sentence with what was found, for the answer to the sender.</param>
readonly record struct Reason(string Code, string Text);

/// <summary>The codes of <see cref="Reason"/>. Stored; never renamed.</summary>
static class Reasons
{
    public const string Syntax = "syntax";
    public const string Row = "row";
    public const string TooLong = "too-long";
    public const string Encoding = "encoding";
    public const string EmptyTag = "empty-tag";
    public const string DuplicateTag = "duplicate-tag";
    public const string Number = "number";
    public const string IntegerRange = "integer-range";
    public const string NotFinite = "not-finite";
    public const string TextOnNumber = "text-on-number";
    public const string StateFull = "state-full";
    public const string StateLong = "state-long";
    public const string Time = "time";
    public const string TimePrecision = "time-precision";
    public const string TimeRange = "time-range";
    public const string TimeAhead = "time-ahead";
    public const string Unit = "unit";
    public const string Quality = "quality";
    public const string Path = "path";
    public const string Outside = "outside";
    public const string SignalLimit = "signal-limit";

    public static IReadOnlyList<string> All { get; } =
    [
        Syntax, Row, TooLong, Encoding, EmptyTag, DuplicateTag, Number, IntegerRange, NotFinite, TextOnNumber, StateFull, StateLong,
        Time, TimePrecision, TimeRange, TimeAhead, Unit, Quality, Path, Outside, SignalLimit,
    ];
}
