using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Import.Running;

/// <summary>What is wrong with a row, as a dead letter keeps it: a key of the texts of the import and what is filled into it.</summary>
static class LetterText
{
    const char Between = '\u001f';

    public static Reason Of(RowProblem problem) => Of(problem.Reason, problem.Column, problem.Value);

    public static Reason Of(string key, params string[] values) => new(CodeOf(key), string.Join(Between, [key, .. values]));

    /// <summary>Key and values; null when the text is a sentence already.</summary>
    public static string[]? Parts(string detail) => detail.Contains(Between, StringComparison.Ordinal) ? detail.Split(Between) : null;

    static string CodeOf(string key) => key switch
    {
        "value.notnumber" => Reasons.Number,
        "value.toobig" => Reasons.IntegerRange,
        "row.toolong" => Reasons.TooLong,
        "signal.unit" => Reasons.Unit,
        "signal.refused" => Reasons.Path,
        "state.full" => Reasons.StateFull,
        _ when key.StartsWith("time.", StringComparison.Ordinal) => Reasons.Time,
        _ => Reasons.Row,
    };
}
