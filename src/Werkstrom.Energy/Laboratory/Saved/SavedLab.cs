using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Laboratory.Saved;

/// <summary>A laboratory that was kept: what was asked and what was found then. Never changed; who keeps, shares and deletes is noted in the audit.</summary>
[NotAudited]
sealed class SavedLab
{
    /// <summary>By which addresses name it.</summary>
    public required long Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What its maker says of it.</summary>
    public required string Note { get; init; }

    /// <summary>Id of the population.</summary>
    public required string Population { get; init; }

    /// <summary>What was asked, JSON; its state is a number.</summary>
    public required string Wish { get; init; }

    /// <summary>What was found, JSON.</summary>
    public required string Result { get; init; }

    /// <summary>SHA-256 of the result.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether partners may see it, too.</summary>
    public required bool IsShared { get; set; }

    /// <summary>When it was kept.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>By whom.</summary>
    public required string MadeBy { get; init; }

    public LabWish ReadWish() => LabJson.Read<LabWish>(Wish);

    public LabResult ReadResult() => LabJson.Read<LabResult>(Result);
}

sealed class SavedLabTable : IEntityTypeConfiguration<SavedLab>
{
    public void Configure(EntityTypeBuilder<SavedLab> lab)
    {
        lab.ToTable("energy_lab");
        lab.HasKey(l => l.Id);
        lab.Property(l => l.Id).ValueGeneratedNever();
    }
}
