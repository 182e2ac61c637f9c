using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>The inputs of a region's day as they were known from some instant on. Never changed: a correction is another version.</summary>
[NotAudited]
sealed class InputDay
{
    /// <summary>Rises with every version of every day: what was known when something was frozen is a number.</summary>
    public long Id { get; set; }

    /// <summary>Code of the region.</summary>
    public required string Region { get; init; }

    /// <summary>Days since 1970-01-01.</summary>
    public required long Day { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary><see cref="DayInputs.Canonical"/>.</summary>
    public required string Inputs { get; init; }

    /// <summary>SHA-256 of <see cref="Inputs"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was kept.</summary>
    public required DateTimeOffset Received { get; init; }
}

sealed class InputDayTable : IEntityTypeConfiguration<InputDay>
{
    public void Configure(EntityTypeBuilder<InputDay> day)
    {
        day.ToTable("energy_index_input");
        day.HasKey(d => d.Id);
        day.Property(d => d.Id).ValueGeneratedNever();
    }
}
