using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Meters.Taking;

/// <summary>A text that could not be taken wholly: what was wrong, and the text itself on the shelf, to be taken again.</summary>
[NotAudited]
sealed class MeterLetter
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Name of the file, or what sent it.</summary>
    public required string Name { get; init; }

    /// <summary>Market code of its sender; empty: not known.</summary>
    public required string Sender { get; init; }

    /// <summary>The first reasons, a line each.</summary>
    public required string Reasons { get; set; }

    /// <summary>How many reasons there are.</summary>
    public required int Count { get; set; }

    /// <summary>How many values of it were taken so far.</summary>
    public required int Taken { get; set; }

    /// <summary>How it is to be read when it is a CSV file, <see cref="CsvOrder"/> as JSON; null: it is an interchange.</summary>
    public string? Csv { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was tried last.</summary>
    public required DateTimeOffset TriedAt { get; set; }
}

sealed class MeterLetterTable : IEntityTypeConfiguration<MeterLetter>
{
    public void Configure(EntityTypeBuilder<MeterLetter> letter)
    {
        letter.ToTable("energy_meter_letter");
        letter.HasKey(l => l.Id);
        letter.Property(l => l.Id).ValueGeneratedNever();
    }
}
