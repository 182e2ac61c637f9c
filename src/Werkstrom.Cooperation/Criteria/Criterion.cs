using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Cooperation.Criteria;

/// <summary>By what both firms see whether it works.</summary>
sealed class Criterion
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>How it is found out.</summary>
    public required CriterionKind Kind { get; init; }

    /// <summary>Key of the trial; empty when people judge.</summary>
    public string Trial { get; init; } = "";

    /// <summary>What people call it; empty: as the trial is called.</summary>
    public string Name { get; set; } = "";

    /// <summary>True when the limit is the least that will do.</summary>
    public bool IsAtLeast { get; set; }

    /// <summary>The limit; null when people judge.</summary>
    public double? LimitValue { get; set; }

    /// <summary>Over how many days back from yesterday.</summary>
    public int Days { get; set; }

    /// <summary>What people said; only when they judge.</summary>
    public Verdict Verdict { get; set; }

    /// <summary>Why.</summary>
    [Kernel.Auditing.Secret]
    public string Reasons { get; set; } = "";

    /// <summary>Who said it.</summary>
    public string JudgedBy { get; set; } = "";
}

/// <summary>How a criterion is found out.</summary>
enum CriterionKind
{
    /// <summary>A test of the partner's interface.</summary>
    Interface,

    /// <summary>A figure of this house.</summary>
    Figure,

    /// <summary>People judge, with reasons.</summary>
    People,
}

/// <summary>What is known of a criterion.</summary>
enum Verdict
{
    /// <summary>It cannot be told yet.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not.</summary>
    Fails,
}

/// <summary>Whose interface is tested.</summary>
sealed class Connection
{
    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>Where it is.</summary>
    public TrialPlace Place { get; set; }

    /// <summary>What the stand-in does wrong.</summary>
    public StandInFault Fault { get; set; }

    /// <summary>Code of the region there.</summary>
    public string Region { get; set; } = "";

    /// <summary>Postal code that is asked for.</summary>
    public string PostalCode { get; set; } = "";

    /// <summary>Where the partner is; empty here.</summary>
    public string Address { get; set; } = "";

    /// <summary>What opens it, sealed with the keys of the data folder.</summary>
    [Kernel.Auditing.Secret]
    public string Secret { get; set; } = "";
}

sealed class CriterionTable : IEntityTypeConfiguration<Criterion>
{
    public void Configure(EntityTypeBuilder<Criterion> criterion)
    {
        criterion.ToTable("cooperation_criterion");
        criterion.Property(c => c.Id).ValueGeneratedNever();
    }
}

sealed class ConnectionTable : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> connection)
    {
        connection.ToTable("cooperation_connection");
        connection.HasKey(c => c.PilotId);
        connection.Property(c => c.PilotId).ValueGeneratedNever();
    }
}
