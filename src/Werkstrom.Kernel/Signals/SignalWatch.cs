using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.Signals;

/// <summary>What the watch over a signal keeps, so that it survives a restart. Immutable.</summary>
[NotAudited]
public sealed record SignalWatch
{
    /// <summary>Number of the signal.</summary>
    public required int SignalId { get; init; }

    /// <summary>How often news of it comes, as learned from its samples; null when it is not known or irregular.</summary>
    public TimeSpan? Learned { get; init; }

    /// <summary>Number of the open event that says it is silent; null while it is not.</summary>
    public long? SilentEventId { get; init; }
}

sealed class SignalWatchTable : IEntityTypeConfiguration<SignalWatch>
{
    public void Configure(EntityTypeBuilder<SignalWatch> builder)
    {
        builder.ToTable("kernel_signal_watch");
        builder.HasKey(w => w.SignalId);
        builder.Property(w => w.SignalId).ValueGeneratedNever();
    }
}
