using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Freezing;

/// <summary>A frozen day with what it was computed from. Written once; the same values are then sealed in the series of the index.</summary>
[NotAudited]
sealed class FrozenRow
{
    /// <summary>Place in the chain.</summary>
    public long Id { get; set; }

    /// <summary>Code of the region.</summary>
    public required string Region { get; init; }

    /// <summary>Days since 1970-01-01.</summary>
    public required long Day { get; init; }

    /// <summary>Said before, or made afterwards.</summary>
    public required FrozenBasis Basis { get; init; }

    /// <summary>A forecast that was frozen after 18:15, as the program or its inputs were not there in time.</summary>
    public required bool IsLate { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary><see cref="FrozenInputs.Canonical"/>.</summary>
    public required string Inputs { get; init; }

    /// <summary><see cref="FrozenDay.Hash"/>: what the next day names.</summary>
    public required string Hash { get; init; }

    /// <summary>The signed day.</summary>
    public required string Jws { get; init; }
}

sealed class FrozenRowTable : IEntityTypeConfiguration<FrozenRow>
{
    public void Configure(EntityTypeBuilder<FrozenRow> row)
    {
        row.ToTable("energy_index_frozen");
        row.HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
    }
}
