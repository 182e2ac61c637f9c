using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Cooperation.Plan;

/// <summary>What is to be reached by a day, with days that may be used up when plans change.</summary>
sealed class Milestone
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>What is reached.</summary>
    public required string Name { get; init; }

    /// <summary>The day that was planned first.</summary>
    public required DateOnly Planned { get; init; }

    /// <summary>Room for change: so many days later is still as planned.</summary>
    public required int BufferDays { get; init; }

    /// <summary>The day that holds now.</summary>
    public DateOnly Due { get; set; }

    /// <summary>The day on which it was reached; null: not yet.</summary>
    public DateOnly? Done { get; set; }

    /// <summary>How many days of the room are used up; never less than 0, more than <see cref="BufferDays"/> when there was too little.</summary>
    public int Used(DateOnly today) => Math.Max(0, (Done ?? (today > Due ? today : Due)).DayNumber - Planned.DayNumber);
}

/// <summary>A milestone was moved.</summary>
[Kernel.Auditing.NotAudited]
sealed class MilestoneMove
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Which milestone.</summary>
    public required int MilestoneId { get; init; }

    /// <summary>The day before.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>The day from then on.</summary>
    public required DateOnly ToDay { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>By whom.</summary>
    public required string Person { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What was decided, and why. Never changed: what was wrong is corrected by a later one.</summary>
[Kernel.Auditing.NotAudited]
sealed class Decision
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>What was decided.</summary>
    public required string What { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>What else was thought of; may be empty.</summary>
    public required string Alternatives { get; init; }

    /// <summary>Who agreed.</summary>
    public required string Agreed { get; init; }

    /// <summary>The earlier decision that this one corrects; null: none.</summary>
    public int? CorrectsId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Person { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

sealed class MilestoneTable : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> milestone)
    {
        milestone.ToTable("cooperation_milestone");
        milestone.Property(m => m.Id).ValueGeneratedNever();
    }
}

sealed class MilestoneMoveTable : IEntityTypeConfiguration<MilestoneMove>
{
    public void Configure(EntityTypeBuilder<MilestoneMove> move)
    {
        move.ToTable("cooperation_move");
        move.Property(m => m.Id).ValueGeneratedNever();
    }
}

sealed class DecisionTable : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("cooperation_decision");
        decision.Property(d => d.Id).ValueGeneratedNever();
    }
}
