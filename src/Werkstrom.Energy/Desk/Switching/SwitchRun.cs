using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Energy.Bills;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Why customers get another tariff; by it the law says how long before they must know.</summary>
enum SwitchReason
{
    /// <summary>The customers agreed, or asked for it: no time of notice.</summary>
    Agreed,

    /// <summary>The house uses its right to change prices, § 41 (5) EnWG: one month before for households, two weeks for others.</summary>
    Prices,

    /// <summary>Basic supply, § 5 (2) StromGVV: at the begin of a month, six weeks before.</summary>
    Basic,
}

/// <summary>How far it is.</summary>
enum SwitchState
{
    /// <summary>Who can and who cannot is found out.</summary>
    Drafting,

    /// <summary>It waits for somebody to look at it and say yes.</summary>
    Ready,

    /// <summary>Contracts are changed.</summary>
    Running,

    /// <summary>They are.</summary>
    Done,

    /// <summary>They are changed back.</summary>
    Returning,

    /// <summary>They are as before.</summary>
    Returned,

    /// <summary>Thrown away before anything was changed.</summary>
    Discarded,
}

/// <summary>Many contracts get another tariff at a date. Its steps are noted in the audit by themselves, each change of a contract by the contract.</summary>
[NotAudited]
sealed class SwitchRun
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Key of the new tariff.</summary>
    public required string Tariff { get; init; }

    /// <summary>The first quarter-hour with it.</summary>
    public required int FirstQuarter { get; init; }

    /// <summary>Why.</summary>
    public required SwitchReason Reason { get; init; }

    /// <summary>What customers are told: cause, conditions and extent of the change; may be empty where they agreed.</summary>
    public required string Words { get; init; }

    /// <summary>Who was meant, a <see cref="SwitchFilter"/> as JSON.</summary>
    public required string Filter { get; init; }

    /// <summary>How far it is.</summary>
    public required SwitchState State { get; set; }

    /// <summary>Contracts of the step that runs.</summary>
    public required int Total { get; set; }

    /// <summary>How many of them are done.</summary>
    public required int Done { get; set; }

    /// <summary>Numbers of the list that nobody has, separated by blanks.</summary>
    public required string Unknown { get; set; }

    /// <summary>Why yearly costs of some are not known; null: they are.</summary>
    public string? Uncosted { get; set; }

    /// <summary>Who made it, as the audit writes it.</summary>
    public required string Maker { get; init; }

    /// <summary>Who made it, for people.</summary>
    public required string MakerName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who said yes.</summary>
    public string? RunnerName { get; set; }

    /// <summary>When; customers are told from then on.</summary>
    public DateTimeOffset? RunAt { get; set; }

    /// <summary>Who took it back.</summary>
    public string? ReturnerName { get; set; }

    /// <summary>When its last step ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What ended a step before its time; null: nothing.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether work on it goes on.</summary>
    public bool IsBusy => Fault is null && State is (SwitchState.Drafting or SwitchState.Running or SwitchState.Returning);

    /// <summary>Who was meant.</summary>
    public SwitchFilter Who => BillContent.Read<SwitchFilter>(Filter);
}

sealed class SwitchRunTable : IEntityTypeConfiguration<SwitchRun>
{
    public void Configure(EntityTypeBuilder<SwitchRun> run)
    {
        run.ToTable("energy_switch");
        run.HasKey(r => r.Id);
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Ignore(r => r.IsBusy).Ignore(r => r.Who);
    }
}
