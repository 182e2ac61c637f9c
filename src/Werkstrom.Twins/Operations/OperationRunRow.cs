using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Operations;

/// <summary>A run that nobody waits for, as it is kept. Who began it with what is in the audit already.</summary>
[NotAudited]
sealed class OperationRunRow
{
    /// <summary>By which it is asked for.</summary>
    public required string Handle { get; init; }

    public required string Submodel { get; init; }

    /// <summary>Path of the operation in its submodel.</summary>
    public required string Path { get; init; }

    public required bool IsValueOnly { get; init; }

    /// <summary>Who began it, as the audit names them.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public required OperationState State { get; set; }

    /// <summary>JSON of the variables that came out; null while there are none.</summary>
    public byte[]? Outputs { get; set; }

    /// <summary>The same of those that went in too.</summary>
    public byte[]? Inoutputs { get; set; }

    public string? Message { get; set; }
}

sealed class OperationRunTable : IEntityTypeConfiguration<OperationRunRow>
{
    public void Configure(EntityTypeBuilder<OperationRunRow> builder)
    {
        builder.ToTable("twins_operation_run");
        builder.HasKey(r => r.Handle);
    }
}
