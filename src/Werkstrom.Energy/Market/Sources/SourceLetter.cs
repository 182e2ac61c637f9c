using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>A text of a source that could not be understood wholly: kept as it came, so that nothing is lost and people can look.</summary>
[NotAudited]
sealed class SourceLetter
{
    /// <summary>Longest text that is kept; of a longer one the start.</summary>
    public const int Longest = 200_000;

    /// <summary>Rises.</summary>
    public long Id { get; set; }

    /// <summary>Of <see cref="MarketSource"/>.</summary>
    public required string Source { get; init; }

    /// <summary>When it came first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When it came last.</summary>
    public required DateTimeOffset Last { get; set; }

    /// <summary>How often the very same text came.</summary>
    public required int Count { get; set; }

    /// <summary>What was asked, without secrets.</summary>
    public required string Address { get; init; }

    /// <summary>What is wrong with it, a line each.</summary>
    public required string Faults { get; init; }

    /// <summary>As it came.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 of it.</summary>
    public required string Hash { get; init; }
}

sealed class SourceLetterTable : IEntityTypeConfiguration<SourceLetter>
{
    public void Configure(EntityTypeBuilder<SourceLetter> letter)
    {
        letter.ToTable("energy_source_letter");
        letter.HasKey(l => l.Id);
        letter.Property(l => l.Id).ValueGeneratedNever();
    }
}
