using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Series;

/// <summary>A German day of a public series (price of the exchange, index, share of a zone) as it was known from some instant on. Never changed: a correction is another version.</summary>
[NotAudited]
sealed class SeriesDay
{
    /// <summary>Rises with every version that is kept, of whatever series: the state of all series at an instant is a number.</summary>
    public long Id { get; set; }

    /// <summary>Which series, see <see cref="SeriesNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Days since 1970-01-01.</summary>
    public required long Day { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>96, 92 or 100 whole numbers, parted by commas; nothing between two commas where none is known.</summary>
    public required string Numbers { get; init; }

    /// <summary>Who said so, for people: <c>SMARD</c>, <c>ENTSO-E A44</c>, <c>import: prices.csv</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When its maker published it, where it says so.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When it was kept.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>What proves it: the JWS of a frozen day; null for what is not signed.</summary>
    public string? Seal { get; init; }
}

sealed class SeriesDayTable : IEntityTypeConfiguration<SeriesDay>
{
    public void Configure(EntityTypeBuilder<SeriesDay> day)
    {
        day.ToTable("energy_series_day");
        day.HasKey(d => d.Id);
        day.Property(d => d.Id).ValueGeneratedNever();
    }
}
