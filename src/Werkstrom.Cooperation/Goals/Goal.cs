using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Cooperation.Goals;

/// <summary>What a firm wants of a pilot. The texts of a private one are kept sealed, and only people of that firm ever read them.</summary>
sealed class Goal
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>Whose: <see cref="Pilots.Side.A"/> or <see cref="Pilots.Side.B"/>.</summary>
    public required Pilots.Side Side { get; init; }

    /// <summary>True when the other firm, the moderator and guests do not learn of it.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>What is wanted.</summary>
    [Secret]
    public string Text { get; set; } = "";

    /// <summary>By what one sees that it was reached.</summary>
    [Secret]
    public string Criterion { get; set; } = "";

    /// <summary>What would make the firm stop.</summary>
    [Secret]
    public string StopIf { get; set; } = "";

    /// <summary>Whether it was reached.</summary>
    public Reached Reached { get; set; }

    /// <summary>Why it is said so.</summary>
    [Secret]
    public string ReachedWhy { get; set; } = "";
}

/// <summary>Whether a goal was reached.</summary>
enum Reached
{
    /// <summary>Nobody said yet.</summary>
    Open,

    /// <summary>It was.</summary>
    Yes,

    /// <summary>In part.</summary>
    Partly,

    /// <summary>It was not.</summary>
    No,
}

sealed class GoalTable : IEntityTypeConfiguration<Goal>
{
    public void Configure(EntityTypeBuilder<Goal> goal)
    {
        goal.ToTable("cooperation_goal");
        goal.Property(g => g.Id).ValueGeneratedNever();
    }
}
