using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>Something that two firms try together for a time, to answer a question.</summary>
sealed class Pilot
{
    /// <summary>Longest title and name of a firm, characters.</summary>
    public const int MaxTitle = 200;

    /// <summary>Longest text, characters.</summary>
    public const int MaxText = 4_000;

    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; set; }

    /// <summary>What it is to answer.</summary>
    [Secret]
    public required string Question { get; set; }

    /// <summary>Name of the one firm.</summary>
    public required string PartnerA { get; set; }

    /// <summary>Name of the other.</summary>
    public required string PartnerB { get; set; }

    /// <summary>First day.</summary>
    public required DateOnly Starts { get; set; }

    /// <summary>Last day.</summary>
    public required DateOnly Ends { get; set; }

    /// <summary>Where it stands.</summary>
    public PilotState State { get; set; }

    /// <summary>Why it was stopped; empty while it was not.</summary>
    [Secret]
    public string Why { get; set; } = "";

    /// <summary>Number of the idea in the tariff laboratory that it tries; empty: none.</summary>
    public string Laboratory { get; set; } = "";

    /// <summary>Key of the tariff that it tries; empty: none.</summary>
    public string Tariff { get; set; } = "";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended or was stopped.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What became of it some time after its end; empty until somebody says it.</summary>
    [Secret]
    public string FollowUp { get; set; } = "";

    /// <summary>Name of the firm of a side; empty for others.</summary>
    public string Firm(Side side) => side switch { Side.A => PartnerA, Side.B => PartnerB, _ => "" };

    /// <summary>True until it ended or was stopped.</summary>
    public bool IsOpen => State is PilotState.Draft or PilotState.Running;

    /// <summary>Whether it may go from where it stands to another state.</summary>
    public bool MayBecome(PilotState next) => (State, next) is (PilotState.Draft, PilotState.Running or PilotState.Stopped) or (PilotState.Running, PilotState.Ended or PilotState.Stopped);
}

/// <summary>Where a pilot stands.</summary>
enum PilotState
{
    /// <summary>Being prepared.</summary>
    Draft,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Ended,

    /// <summary>It was stopped before.</summary>
    Stopped,
}

/// <summary>Somebody who takes part in a pilot. Whoever has no part does not learn that there is one.</summary>
sealed class Part
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>Who.</summary>
    public required int PersonId { get; init; }

    /// <summary>As what.</summary>
    public required Side Side { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>As what somebody takes part.</summary>
enum Side
{
    /// <summary>For the one firm.</summary>
    A,

    /// <summary>For the other.</summary>
    B,

    /// <summary>Neutral: keeps it going, sees no data of either.</summary>
    Moderator,

    /// <summary>Reads along what is shared.</summary>
    Guest,
}

sealed class PilotTable : IEntityTypeConfiguration<Pilot>
{
    public void Configure(EntityTypeBuilder<Pilot> pilot)
    {
        pilot.ToTable("cooperation_pilot");
        pilot.Property(p => p.Id).ValueGeneratedNever();
    }
}

sealed class PartTable : IEntityTypeConfiguration<Part>
{
    public void Configure(EntityTypeBuilder<Part> part)
    {
        part.ToTable("cooperation_part");
        part.Property(p => p.Id).ValueGeneratedNever();
    }
}
