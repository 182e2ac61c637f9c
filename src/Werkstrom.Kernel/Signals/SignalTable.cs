using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.Signals;

sealed class SignalTable : IEntityTypeConfiguration<Signal>
{
    public void Configure(EntityTypeBuilder<Signal> builder)
    {
        builder.ToTable("kernel_signal");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.NameFold);
        builder.Property(s => s.PathFold);
        builder.ComplexProperty(s => s.Limits);
        builder.HasOne<Asset>().WithMany().HasForeignKey(s => s.AssetId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

/// <summary>A signal that was merged into another; done when the Store has given its samples to the other.</summary>
sealed class SignalMerge
{
    public required int FromId { get; init; }

    public required int IntoId { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool IsDone { get; set; }
}

sealed class SignalMergeTable : IEntityTypeConfiguration<SignalMerge>
{
    public void Configure(EntityTypeBuilder<SignalMerge> builder)
    {
        builder.ToTable("kernel_signal_merge");
        builder.HasKey(m => m.FromId);
        builder.Property(m => m.FromId).ValueGeneratedNever();
    }
}

/// <summary>The text that stands for a number of a state signal.</summary>
[NotAudited]
sealed class SignalState
{
    public required int SignalId { get; init; }

    public required int Number { get; init; }

    public required string Text { get; set; }
}

sealed class SignalStateTable : IEntityTypeConfiguration<SignalState>
{
    public void Configure(EntityTypeBuilder<SignalState> builder)
    {
        builder.ToTable("kernel_signal_state");
        builder.HasKey(s => new { s.SignalId, s.Number });
    }
}
