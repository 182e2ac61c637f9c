using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Import.Running;
using Werkstrom.Kernel.Files;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Import;

/// <summary>The wire shape of an import.</summary>
sealed record ImportView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required long Bytes { get; init; }

    public required ImportState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ImportFormat Format { get; init; }

    /// <summary>What people corrected earlier for files of this shape is applied.</summary>
    public required bool IsRemembered { get; init; }

    public required IReadOnlyList<GuessView> Guesses { get; init; }

    /// <summary>What the import would bring; null while that cannot be told.</summary>
    public required CheckView? Check { get; init; }

    /// <summary>How far it is; null when it is not at work.</summary>
    public required ProgressView? Progress { get; init; }

    public required long Rows { get; init; }

    public required long Samples { get; init; }

    public required long Overwritten { get; init; }

    public required long MissingCells { get; init; }

    public required long BadRows { get; init; }

    /// <summary>Rows whose instant stood in an earlier row already; the later one holds.</summary>
    public required long RepeatedRows { get; init; }

    /// <summary>The last import of a file with the same content; null when there is none.</summary>
    public required EarlierImport? Earlier { get; init; }

    public required long UndoneSamples { get; init; }

    public required long KeptSamples { get; init; }

    /// <summary>The first things that are wrong, by line.</summary>
    public required IReadOnlyList<ProblemView> Problems { get; init; }

    public required string? Error { get; init; }

    public static ImportView Of(FileImport import, ImportWords words, ImportProgress progress)
    {
        var proposal = import.Proposal;
        var problems = import.State == ImportState.Proposed ? proposal.Check?.Problems ?? [] : import.Problems;
        return new()
        {
            Id = import.Id,
            Name = import.Name,
            Bytes = import.Bytes,
            State = import.State,
            CreatedAt = import.CreatedAt,
            Format = import.Format,
            IsRemembered = proposal.CorrectedAt is not null,
            Guesses = [.. proposal.Guesses.Select(g => new GuessView(g.About, g.Confidence, words.Of(g)))],
            Check = CheckView.Of(proposal.Check),
            Progress = progress.Of(import.Id) is { } now ? new(now.Done, now.Rows, now.Bytes, now.TimeLeft?.TotalSeconds) : null,
            Rows = import.Rows,
            Samples = import.Samples,
            Overwritten = import.Overwritten,
            MissingCells = import.MissingCells,
            BadRows = import.BadRows,
            RepeatedRows = import.RepeatedRows,
            Earlier = proposal.Earlier,
            UndoneSamples = import.UndoneSamples,
            KeptSamples = import.KeptSamples,
            Problems = [.. problems.Select(p => new ProblemView(p.Line, words.Of(p)))],
            Error = (import.Error ?? (import.State == ImportState.Proposed ? proposal.Error : null)) is { } error ? words[error] : null,
        };
    }
}

/// <summary>A guess in words.</summary>
sealed record GuessView(string About, Confidence Confidence, string Reason);

/// <summary>Something wrong in words.</summary>
sealed record ProblemView(long Line, string Text);

/// <summary>How far an import is: part done, rows, bytes, seconds left.</summary>
sealed record ProgressView(double Done, long Rows, long Bytes, double? SecondsLeft);

/// <summary>What an import would bring.</summary>
sealed record CheckView(
    long Rows, bool IsWhole, long EstimatedRows, long Samples, long MissingCells, long BadRows, long TotalRows, long RepeatedRows, long DoubtfulRows,
    DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyList<SignalView> Signals)
{
    public static CheckView? Of(FileCheck? check) => check is null ? null : new(
        check.Rows, check.IsWhole, check.EstimatedRows, check.Samples, check.MissingCells, check.BadRows, check.TotalRows, check.RepeatedRows, check.DoubtfulRows,
        check.FirstInstant is { } first ? Micros.ToInstant(first) : null, check.LastInstant is { } last ? Micros.ToInstant(last) : null,
        [.. check.Series.Select(s => new SignalView(s.Path, s.Unit, s.IsState))]);
}

/// <summary>A signal that an import would fill.</summary>
sealed record SignalView(string Path, string Unit, bool IsState);
