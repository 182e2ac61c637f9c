using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Tariffs;

/// <summary>How far the signal of a tariff's price is written.</summary>
[NotAudited]
sealed class PriceState
{
    /// <summary>Key.</summary>
    public required string Tariff { get; init; }

    /// <summary>Of <see cref="Series.SeriesBook.NowAsync"/>: what was known when it was written.</summary>
    public required long State { get; set; }

    /// <summary>The first day that is not written, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int UntilDay { get; set; }
}

sealed class PriceStateTable : IEntityTypeConfiguration<PriceState>
{
    public void Configure(EntityTypeBuilder<PriceState> state)
    {
        state.ToTable("energy_price_state");
        state.HasKey(s => s.Tariff);
    }
}
