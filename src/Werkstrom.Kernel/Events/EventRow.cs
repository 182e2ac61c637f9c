using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.Events;

/// <summary>A <see cref="PlantEvent"/> in the registry.</summary>
[NotAudited]
sealed class EventRow
{
    public required long Id { get; init; }

    public required string Kind { get; init; }

    public required EventLevel Level { get; init; }

    public int? AssetId { get; init; }

    public required DateTimeOffset From { get; init; }

    public DateTimeOffset? To { get; set; }

    public bool IsOpen { get; set; }

    public required string Text { get; init; }

    public required string Source { get; init; }

    public static EventRow Of(PlantEvent e) => new()
    {
        Id = e.Id,
        Kind = e.Kind,
        Level = e.Level,
        AssetId = e.AssetId,
        From = e.From,
        To = e.To,
        IsOpen = e.IsOpen && e.To is null,
        Text = e.Text,
        Source = e.Source,
    };

    public PlantEvent ToEvent() => new(Id, Kind, Level, AssetId, From, To, Text, Source, IsOpen);
}

sealed class EventTable : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("kernel_event");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
    }
}
