using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Import.Running;

/// <summary>What is wrong with a row, as a dead letter keeps it: a key of the texts of the import and what is filled into it.</summary>
static class LetterText
{
    public static Reason Of(RowProblem problem) => problem.Reason == RowProblem.Unmade
        ? new(problem.Value.StartsWith("limit.", StringComparison.Ordinal) ? Reasons.SignalLimit : Reasons.Path, problem.Value)
        : Of(problem.Reason, problem.Column, problem.Value);

    public static Reason Of(string key, params ReadOnlySpan<string> values) => Reason.Of(CodeOf(key), key, values);

    static string CodeOf(string key) => key switch
    {
        "value.notnumber" => Reasons.Number,
        "value.toobig" => Reasons.IntegerRange,
        "row.toolong" => Reasons.TooLong,
        "signal.unit" => Reasons.Unit,
        "state.full" => Reasons.StateFull,
        _ when key.StartsWith("time.", StringComparison.Ordinal) => Reasons.Time,
        _ => Reasons.Row,
    };
}
