using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Energy.Bills;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>How one contract of a switch stands.</summary>
enum SwitchStep
{
    /// <summary>It can be done.</summary>
    Planned,

    /// <summary>It cannot; the faults say why.</summary>
    Excepted,

    /// <summary>The contract has its follower.</summary>
    Kept,

    /// <summary>Something came between; the faults say what.</summary>
    Failed,

    /// <summary>It was taken back.</summary>
    Returned,
}

/// <summary>Why a contract cannot be switched.</summary>
/// <param name="Code">Which, a key of the texts: <c>ended</c>, <c>billed</c> …</param>
/// <param name="Args">What the text names: days as <c>2027-01-31</c>, numbers.</param>
sealed record SwitchFault(string Code, params IReadOnlyList<string> Args);

/// <summary>One contract of a switch.</summary>
[NotAudited]
sealed class SwitchRow
{
    /// <summary>Of which switch.</summary>
    public required long SwitchId { get; init; }

    /// <summary>Number of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Number of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The delivery point.</summary>
    public required string Malo { get; init; }

    /// <summary>Key of its tariff until then.</summary>
    public required string Tariff { get; init; }

    /// <summary>Its end before; null: none was known.</summary>
    public int? EndQuarter { get; init; }

    /// <summary>How it stands.</summary>
    public required SwitchStep State { get; set; }

    /// <summary>Number of the contract that follows; null: none yet.</summary>
    public string? Next { get; set; }

    /// <summary>All that stands against it, a list of <see cref="SwitchFault"/>.</summary>
    public required string Faults { get; set; }

    /// <summary>What a year costs with the old tariff, ct with VAT; null: not known.</summary>
    public long? CentsBefore { get; init; }

    /// <summary>What it costs with the new one.</summary>
    public long? CentsAfter { get; init; }

    /// <summary>How the customer is told: <c>mail</c> or <c>letter</c>, <c>back</c>: by mail, and by another that it does not come; null: not yet.</summary>
    public string? Told { get; set; }

    /// <summary>All that stands against it.</summary>
    public IReadOnlyList<SwitchFault> Against => BillContent.Read<List<SwitchFault>>(Faults);
}

sealed class SwitchRowTable : IEntityTypeConfiguration<SwitchRow>
{
    public void Configure(EntityTypeBuilder<SwitchRow> row)
    {
        row.ToTable("energy_switch_row");
        row.HasKey(r => new { r.SwitchId, r.Contract });
        row.Ignore(r => r.Against);
    }
}
