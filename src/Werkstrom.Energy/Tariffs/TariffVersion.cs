using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Energy.Tariffs;

/// <summary>A tariff as it was from some state on. Never changed: a correction is another version.</summary>
sealed class TariffVersion
{
    /// <summary>From the counter of the series: the state of all that prices is one number.</summary>
    public required long Id { get; init; }

    /// <summary>By which contracts name it: lower-case letters, digits and dashes.</summary>
    public required string Key { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>JSON, see <see cref="TariffJson"/>.</summary>
    public required string Definition { get; init; }

    /// <summary>No new contract may have it; those that have it go on.</summary>
    public required bool IsRetired { get; init; }

    /// <summary>Why it was made, by who made it.</summary>
    public required string Note { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>By whom.</summary>
    public required string MadeBy { get; init; }

    public TariffDefinition Read() => TariffJson.Read(Definition);
}

sealed class TariffVersionTable : IEntityTypeConfiguration<TariffVersion>
{
    public void Configure(EntityTypeBuilder<TariffVersion> version)
    {
        version.ToTable("energy_tariff");
        version.HasKey(v => v.Id);
        version.Property(v => v.Id).ValueGeneratedNever();
    }
}
