namespace Werkstrom.Connect.Missing;

/// <summary>Why something was refused: a code, and a sentence that can be said in each language.</summary>
/// <param name="Code">One of <see cref="Reasons"/>; the page <c>/missing</c> explains it in plain words.</param>
/// <param name="Detail">The sentence as it is kept, see <see cref="Sentences"/>.</param>
readonly record struct Reason(string Code, string Detail)
{
    // what is kept of a reason is bounded; a line of a thousand bad fields need not name them all
    const int LongestDetail = 800;

    /// <summary>A reason with a sentence of the texts and what is filled into it.</summary>
    /// <param name="code">One of <see cref="Reasons"/>.</param>
    /// <param name="key">Name of the sentence in the texts, behind <c>why.</c>.</param>
    /// <param name="values">What was found.</param>
    public static Reason Of(string code, string key, params ReadOnlySpan<string> values) => new(code, Sentences.Join(key, values));

    /// <summary>The sentence in English, for the answer to the sender.</summary>
    public string Text => Sentences.English(Detail);

    /// <summary>The same reason, said of one field.</summary>
    public Reason In(string field) => this with { Detail = Sentences.In(field, Detail) };

    /// <summary>This reason, and what was wrong besides.</summary>
    public Reason And(Reason more) => Detail.Length > LongestDetail ? this : this with { Detail = Sentences.Both(Detail, more.Detail) };
}

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
    public const string Birth = "birth";

    public static IReadOnlyList<string> All { get; } =
    [
        Syntax, Row, TooLong, Encoding, EmptyTag, DuplicateTag, Number, IntegerRange, NotFinite, TextOnNumber, StateFull, StateLong,
        Time, TimePrecision, TimeRange, TimeAhead, Unit, Quality, Path, Outside, SignalLimit, Birth,
    ];
}
