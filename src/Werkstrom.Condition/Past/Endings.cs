using Werkstrom.Condition.Plant;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Past;

/// <summary>Knows how past situations ended, by what was recorded before a case.</summary>
sealed class Endings(FailureBook failures, RecordQueries records, CaseQuestions machines)
{
    /// <summary>What is known of a machine, up to the last sign of a case.</summary>
    public async Task<History> OfAsync(int assetId, CaseQuestion question, CancellationToken stop)
    {
        var machine = machines.Machine(assetId);
        var known = await failures.ListAsync(machine, null, question.At, stop);
        var cases = await records.ListAsync(new("case", (int[])[.. new[] { machine, assetId }.Distinct()], null, question.At), stop);
        return new(machine, question.At, known, [.. cases.Where(c => c.Id != question.CaseId && History.State(c) is "confirmed" or "false-alarm").OrderBy(c => c.At)]);
    }
}

/// <summary>What was recorded of a machine.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Up">Up to when anything is known.</param>
/// <param name="Failures">Its failures.</param>
/// <param name="Judged">Its cases of which a person said what they were, oldest first.</param>
sealed record History(int Machine, DateTimeOffset Up, IReadOnlyList<KnownFailure> Failures, IReadOnlyList<RecordRow> Judged)
{
    /// <summary>How a situation ended.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end.</param>
    /// <param name="horizon">What comes later has nothing to do with it.</param>
    /// <returns>Null when it was no situation before a failure but the failure itself.</returns>
    public HowItEnded? After(DateTimeOffset from, DateTimeOffset to, TimeSpan horizon)
    {
        if (Failures.Any(f => f.At < to && (f.Until ?? f.At.AddHours(1)) > from))
            return null;
        if (Failures.FirstOrDefault(f => f.At >= to && f.At <= to + horizon) is { } failure)
            return new(Ending.Failure, failure, failure.Mode);
        if (Judged.FirstOrDefault(c => c.At <= to + horizon && LastOf(c) >= from) is { } judged)
            return new(State(judged) == "confirmed" ? Ending.Confirmed : Ending.FalseAlarm, null, judged.Values.GetValueOrDefault("failure_mode") as string);
        return new(to + horizon > Up ? Ending.Open : Ending.Nothing, null, null);
    }

    /// <summary>The state of a case's record.</summary>
    public static string? State(RecordRow row) => row.Values.GetValueOrDefault("state") as string;

    static DateTimeOffset LastOf(RecordRow row) => row.Values.GetValueOrDefault("last_at") as DateTimeOffset? ?? row.Until ?? row.At;
}

/// <summary>How a past situation ended.</summary>
/// <param name="Ending">How.</param>
/// <param name="Failure">The failure that came, or null.</param>
/// <param name="Mode">Failure mode, or null.</param>
sealed record HowItEnded(Ending Ending, KnownFailure? Failure, string? Mode);
