using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>How a bill stands.</summary>
enum BillState
{
    /// <summary>Waits for the release of its run.</summary>
    Draft,

    /// <summary>Was not released, because something stands against it.</summary>
    Held,

    /// <summary>Has a number and is sent.</summary>
    Issued,

    /// <summary>Was taken back by another one.</summary>
    Cancelled,
}

/// <summary>A bill, with all that it needs to be computed again to the same bits: tariff, state of the series, version of the meter.</summary>
[NotAudited]
sealed class BillRow
{
    /// <summary>Its number in the registry.</summary>
    public long Id { get; set; }

    /// <summary>Its run; null for a cancellation of former versions, which had none.</summary>
    public long? RunId { get; init; }

    /// <summary>What it is.</summary>
    public required BillKind Kind { get; init; }

    /// <summary>How it stands.</summary>
    public required BillState State { get; set; }

    /// <summary>From the series without gaps; null until it is released.</summary>
    public string? Number { get; set; }

    /// <summary>The bill that it corrects or takes back; null: none.</summary>
    public string? Root { get; init; }

    /// <summary>The one whose amount was paid before: the bill itself or its last correction; null: none.</summary>
    public string? Base { get; init; }

    /// <summary>Number of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Number of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The delivery point.</summary>
    public required string Malo { get; init; }

    /// <summary>Key of the tariff.</summary>
    public required string Tariff { get; init; }

    /// <summary>With whom its consumption is compared: the load profile, or <c>quarter-hours</c>.</summary>
    public required string PeerGroup { get; init; }

    /// <summary>The first quarter-hour.</summary>
    public required int FirstQuarter { get; init; }

    /// <summary>How many.</summary>
    public required int Quarters { get; init; }

    /// <summary>Prices, tariffs and rates as they were known then.</summary>
    public required long SeriesState { get; init; }

    /// <summary>The version of the meter's values.</summary>
    public required long MeterVersion { get; init; }

    /// <summary>Energy from the grid.</summary>
    public required long Wh { get; init; }

    /// <summary>Net, ct.</summary>
    public required long Net { get; init; }

    /// <summary>With VAT, ct.</summary>
    public required long Gross { get; init; }

    /// <summary>What was billed before for the same time, with VAT, ct.</summary>
    public required long Before { get; init; }

    /// <summary>Its lines, <see cref="BillContent"/>.</summary>
    public required string Content { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What else stands on it, <see cref="BillFacts"/>.</summary>
    public required string Facts { get; set; }

    /// <summary>What stands against it or is to be looked at, a list of <see cref="BillProblem"/>.</summary>
    public required string Problems { get; set; }

    /// <summary>Whether one of them keeps it from being released.</summary>
    public required bool IsBlocked { get; set; }

    /// <summary>When it got its number.</summary>
    public DateTimeOffset? IssuedAt { get; set; }

    /// <summary>Until when it is to be paid, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int? DueDay { get; set; }

    /// <summary>Number of the cancellation; null: it holds.</summary>
    public string? CancelledBy { get; set; }

    /// <summary>Why it was taken back.</summary>
    public string? Reason { get; init; }

    /// <summary>Its quarter-hours.</summary>
    public QuarterRange Range => new(FirstQuarter, Quarters);

    /// <summary>What is to be paid now, ct; below 0: is paid back.</summary>
    public long ToPay => Gross - Before;
}

/// <summary>Name and address as they stood on a bill, in a table of their own: personal.</summary>
[NotAudited]
sealed class BillAddress
{
    /// <summary>Which bill.</summary>
    public required long BillId { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Street and house number.</summary>
    public required string Street { get; init; }

    /// <summary>Postal code.</summary>
    public required string Postcode { get; init; }

    /// <summary>Town.</summary>
    public required string City { get; init; }
}

sealed class BillTable : IEntityTypeConfiguration<BillRow>
{
    public void Configure(EntityTypeBuilder<BillRow> bill)
    {
        bill.ToTable("energy_bill");
        bill.HasKey(b => b.Id);
        bill.Property(b => b.Id).ValueGeneratedNever();
        bill.Ignore(b => b.Range).Ignore(b => b.ToPay);
    }
}

sealed class BillAddressTable : IEntityTypeConfiguration<BillAddress>
{
    public void Configure(EntityTypeBuilder<BillAddress> address)
    {
        address.ToTable("energy_bill_address");
        address.HasKey(a => a.BillId);
        address.Property(a => a.BillId).ValueGeneratedNever();
    }
}
