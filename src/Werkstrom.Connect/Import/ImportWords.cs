using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Import.Running;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Files;
using Werkstrom.Store.Ingest;
using Werkstrom.Ui;

namespace Werkstrom.Connect.Import;

/// <summary>Marks the texts of the import: <c>ImportText.resx</c> (English) and <c>ImportText.de.resx</c>.</summary>
sealed class ImportText;

/// <summary>Says guesses, problems and errors in the reader's language.</summary>
sealed class ImportWords(IStringLocalizer<ImportText> text, ReasonWords reasons)
{
    public string this[string key] => text[key];

    public string Of(string key, params object[] values) => text[key, values];

    /// <summary>A text about a count; <c>key.one</c> for exactly one.</summary>
    public string Count(string key, long count) => text.Count(key, count);

    /// <summary>Why a guess was made.</summary>
    public string Of(Guess guess) => text[guess.Reason, [.. guess.Values]];

    /// <summary>What is wrong with a row.</summary>
    public string Of(RowProblem problem) =>
        text[problem.Reason, problem.Column, problem.Reason == RowProblem.Unmade ? reasons.Of(problem.Value) : problem.Value];

    /// <summary>Why a wish is impossible.</summary>
    public string OfWrong(Exception wrong) => text[KeyOf(wrong)];

    /// <summary>A key of the texts, or a sentence. What was thrown for programmers is not for people: names of parameters, paths of this machine.</summary>
    public static string KeyOf(Exception wrong) => wrong switch
    {
        NotTextException or StoreFullException => wrong.Message,
        ArgumentException { ParamName: null } => wrong.Message,
        ArgumentException or FormatException => "change.wrong",
        IOException => "run.disk",
        _ => "run.bug",
    };

    /// <summary>What is wrong with a file.</summary>
    public string Of(NotTextException error) => text[error.Message, error.Detail];

    public string Of(ColumnRole role) => text["role." + role.ToString().ToLowerInvariant()];

    public string Of(TimeKind kind) => text["kind." + kind.ToString().ToLowerInvariant()];

    /// <summary>How far an import, or its undo, is.</summary>
    public string Of(ImportState state, Progress now)
    {
        var done = now.Done.ToString("P0", CultureInfo.CurrentCulture);
        return state == ImportState.Undoing ? done : text["progress.of", done, Count("result.rows", now.Rows)];
    }

    public string Of(ImportState state) => text["state." + state.ToString().ToLowerInvariant()];

    public string Of(Confidence confidence) => text["sure." + confidence.ToString().ToLowerInvariant()];
}
