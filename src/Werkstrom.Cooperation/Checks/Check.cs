using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Cooperation.Checks;

/// <summary>One run through all criteria of a pilot.</summary>
[NotAudited]
sealed class Check
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>Where it stands.</summary>
    public CheckState State { get; set; }

    /// <summary>Whose interface was tested.</summary>
    public required TrialPlace Place { get; init; }

    /// <summary>What the stand-in did wrong.</summary>
    public required StandInFault Fault { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who began it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How many criteria are done.</summary>
    public int Done { get; set; }

    /// <summary>How many there are.</summary>
    public required int Total { get; init; }

    /// <summary>What it says as a whole.</summary>
    public Feasible Verdict { get; set; }
}

/// <summary>Where a check stands.</summary>
enum CheckState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is through.</summary>
    Done,

    /// <summary>Somebody ended it, or the program stopped.</summary>
    Cancelled,
}

/// <summary>What a check says as a whole.</summary>
enum Feasible
{
    /// <summary>Nothing failed, but something cannot be told yet.</summary>
    Unknown,

    /// <summary>All criteria hold.</summary>
    Yes,

    /// <summary>Some do not hold, more do.</summary>
    With,

    /// <summary>Those that fail are at least as many as those that hold.</summary>
    No,
}

/// <summary>What was found for one criterion.</summary>
[NotAudited]
sealed class Finding
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which check.</summary>
    public required int CheckId { get; init; }

    /// <summary>Which criterion.</summary>
    public required int CriterionId { get; init; }

    /// <summary>Key of the trial; empty when people judged.</summary>
    public required string Trial { get; init; }

    /// <summary>What people called it; empty: as the trial is called.</summary>
    public required string Name { get; init; }

    /// <summary>What came of it.</summary>
    public required Verdict Outcome { get; init; }

    /// <summary>The figure; null: none yet.</summary>
    public double? Measured { get; init; }

    /// <summary>The limit then.</summary>
    public double? LimitValue { get; init; }

    /// <summary>True when the limit was the least that would do.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>UCUM code.</summary>
    public required string Unit { get; init; }

    /// <summary>Lines of the evidence, each on its own.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do, as a line; empty: nothing.</summary>
    public required string Advice { get; init; }
}

/// <summary>From figures to verdicts.</summary>
static class Judge
{
    /// <summary>Whether a figure keeps a limit; a limit itself holds.</summary>
    public static Verdict Of(double? measured, double limit, bool isAtLeast) =>
        measured is not { } value ? Verdict.Unknown : (isAtLeast ? value >= limit : value <= limit) ? Verdict.Holds : Verdict.Fails;

    /// <summary>What all verdicts together say.</summary>
    public static Feasible Of(IReadOnlyCollection<Verdict> all)
    {
        var (holds, fails) = (all.Count(v => v == Verdict.Holds), all.Count(v => v == Verdict.Fails));
        return fails == 0 ? holds > 0 && holds == all.Count ? Feasible.Yes : Feasible.Unknown : fails < holds ? Feasible.With : Feasible.No;
    }
}

sealed class CheckTable : IEntityTypeConfiguration<Check>
{
    public void Configure(EntityTypeBuilder<Check> check)
    {
        check.ToTable("cooperation_check");
        check.Property(c => c.Id).ValueGeneratedNever();
    }
}

sealed class FindingTable : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> finding)
    {
        finding.ToTable("cooperation_finding");
        finding.Property(f => f.Id).ValueGeneratedNever();
    }
}
