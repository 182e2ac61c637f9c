using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What a run makes.</summary>
enum BillKind
{
    /// <summary>Bills of a time that was not billed yet.</summary>
    Bill,

    /// <summary>The difference that corrected values or prices make to bills that were sent.</summary>
    Correction,

    /// <summary>What takes one bill back; it is asked for on the page of that bill.</summary>
    Cancellation,
}

/// <summary>How far a run is.</summary>
enum RunState
{
    /// <summary>Drafts are made.</summary>
    Drafting,

    /// <summary>The drafts wait for a second person.</summary>
    Ready,

    /// <summary>Bills get their numbers.</summary>
    Releasing,

    /// <summary>They have them.</summary>
    Released,

    /// <summary>Thrown away before a release.</summary>
    Discarded,
}

/// <summary>Contracts × a time. What it used of prices is a state of the series; the steps it takes are noted in the audit by themselves.</summary>
[NotAudited]
sealed class BillRun
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>What it makes.</summary>
    public required BillKind Kind { get; init; }

    /// <summary>How far it is.</summary>
    public required RunState State { get; set; }

    /// <summary>The first quarter-hour that is billed.</summary>
    public required int FirstQuarter { get; init; }

    /// <summary>How many.</summary>
    public required int Quarters { get; init; }

    /// <summary>Of <see cref="Series.SeriesBook.NowAsync"/>: prices, tariffs and rates as they were known then.</summary>
    public required long SeriesState { get; init; }

    /// <summary>Contracts, or bills that may have to be corrected.</summary>
    public required int Total { get; set; }

    /// <summary>How many were looked at.</summary>
    public required int Done { get; set; }

    /// <summary>How many needed nothing: billed already, or nothing changed.</summary>
    public required int Skipped { get; set; }

    /// <summary>Who made it, as the audit writes it.</summary>
    public required string Maker { get; init; }

    /// <summary>Who made it, for people.</summary>
    public required string MakerName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who released it.</summary>
    public string? Releaser { get; set; }

    /// <summary>Who released it, for people.</summary>
    public string? ReleaserName { get; set; }

    /// <summary>When it was released.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>When its last step ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The supplier's own data at the release, JSON.</summary>
    public string? Supplier { get; set; }

    /// <summary>The energy mix at the release, JSON.</summary>
    public string? Mix { get; set; }

    /// <summary>What customers of a kind used in the middle, <see cref="BillPeers"/> by kind, JSON.</summary>
    public string? Peers { get; set; }

    /// <summary>What ended it before its time; null: nothing.</summary>
    public string? Fault { get; set; }

    /// <summary>Its quarter-hours.</summary>
    public QuarterRange Range => new(FirstQuarter, Quarters);

    /// <summary>Whether work on it goes on.</summary>
    public bool IsBusy => Fault is null && State is (RunState.Drafting or RunState.Releasing);
}

sealed class BillRunTable : IEntityTypeConfiguration<BillRun>
{
    public void Configure(EntityTypeBuilder<BillRun> run)
    {
        run.ToTable("energy_bill_run");
        run.HasKey(r => r.Id);
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Ignore(r => r.Range).Ignore(r => r.IsBusy);
    }
}
