using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Energy.Rates;

/// <summary>A row of the table of rates as it was from some state on. Never changed: an edit is another version.</summary>
sealed class RateVersion
{
    /// <summary>From the counter of the series: the state of all that prices is one number.</summary>
    public required long Id { get; init; }

    /// <summary>Which row; its first version's <see cref="Id"/>.</summary>
    public required long RowNumber { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>What it is: <c>levy.kwkg</c>.</summary>
    public required string Name { get; init; }

    /// <summary>For whom; empty: everywhere.</summary>
    public required string Scope { get; init; }

    /// <summary>In <see cref="Unit"/>; net.</summary>
    public required decimal Value { get; init; }

    /// <summary><c>ct/kWh</c>, <c>€/a</c>, <c>%</c>, <c>h/day</c> or <c>quarters</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The first day, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int FromDay { get; init; }

    /// <summary>The first day on which it no longer holds; null: no end is known.</summary>
    public int? UntilDay { get; init; }

    /// <summary>False: from memory or an example.</summary>
    public required bool IsChecked { get; init; }

    /// <summary>Law, price sheet, publication.</summary>
    public required string Source { get; init; }

    /// <summary>The row is gone from this version on.</summary>
    public required bool IsRemoved { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>By whom.</summary>
    public required string MadeBy { get; init; }

    public DateOnly From => DateOnly.FromDayNumber(FromDay);

    public DateOnly? Until => UntilDay is { } day ? DateOnly.FromDayNumber(day) : null;
}

sealed class RateVersionTable : IEntityTypeConfiguration<RateVersion>
{
    public void Configure(EntityTypeBuilder<RateVersion> version)
    {
        version.ToTable("energy_rate");
        version.HasKey(v => v.Id);
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Ignore(v => v.From).Ignore(v => v.Until);
    }
}
