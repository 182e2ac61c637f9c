using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>
/// A month of a tariff, or of all of them together (<see cref="All"/>), as the portfolio was known when it was made: what the page shows is kept, so that it
/// need not look at every customer.
/// </summary>
[NotAudited]
sealed class PortfolioRow
{
    /// <summary>The tariff of the row of all: customers are counted there once, whatever tariffs they have.</summary>
    public const string All = "";

    /// <summary>Its first day, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int MonthDay { get; init; }

    /// <summary>Key of the tariff.</summary>
    public required string Tariff { get; init; }

    /// <summary>Contracts that hold at its end.</summary>
    public int Contracts { get; set; }

    /// <summary>Customers who are supplied at its end.</summary>
    public int Customers { get; set; }

    /// <summary>Customers whose first contract began in it; of a tariff: its contracts that began.</summary>
    public int Begun { get; set; }

    /// <summary>Contracts that ended in it.</summary>
    public int Ended { get; set; }

    /// <summary>Customers whose last contract ended in it, and none follows.</summary>
    public int Lost { get; set; }

    /// <summary>Delivery points measured by the quarter-hour of which values are missing in it.</summary>
    public int Gaps { get; set; }

    /// <summary>Energy from the grid, measured or expected.</summary>
    public long Wh { get; set; }

    /// <summary>What of it is measured, read or a substitute; the rest is expected by the load profile.</summary>
    public long MeasuredWh { get; set; }

    /// <summary>Energy of contracts whose prices could not be drawn: it earns nothing here.</summary>
    public long UnpricedWh { get; set; }

    /// <summary>What the supplier gets for energy and base fee, net, µct.</summary>
    public long Revenue { get; set; }

    /// <summary>Energy of quarter-hours of which tariff and price of the exchange are both known: what the margin speaks of.</summary>
    public long ProcuredWh { get; set; }

    /// <summary>What the supplier gets for that, net, µct.</summary>
    public long ProcuredRevenue { get; set; }

    /// <summary>What it costs at the exchange, µct.</summary>
    public long Procurement { get; set; }

    /// <summary>Energy of quarter-hours of which the renewable share of the zone is known.</summary>
    public long SharedWh { get; set; }

    /// <summary>The renewable part of that.</summary>
    public long GreenWh { get; set; }

    /// <summary>Whether the month was over.</summary>
    public bool IsWhole { get; set; }

    /// <summary>From what it was made: another mark, and it is made again.</summary>
    public required string Mark { get; set; }

    /// <summary>Why prices of some contracts could not be drawn; null: all could.</summary>
    public string? Fault { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; set; }

    /// <summary>Its first day.</summary>
    public DateOnly Month => DateOnly.FromDayNumber(MonthDay);

    /// <summary>Adds the sums of another row, not what is counted.</summary>
    public void Add(PortfolioRow other)
    {
        (Gaps, Wh, MeasuredWh, UnpricedWh) = (Gaps + other.Gaps, Wh + other.Wh, MeasuredWh + other.MeasuredWh, UnpricedWh + other.UnpricedWh);
        (Revenue, ProcuredWh, ProcuredRevenue, Procurement) = (Revenue + other.Revenue, ProcuredWh + other.ProcuredWh, ProcuredRevenue + other.ProcuredRevenue, Procurement + other.Procurement);
        (SharedWh, GreenWh, Fault) = (SharedWh + other.SharedWh, GreenWh + other.GreenWh, Fault ?? other.Fault);
    }
}

sealed class PortfolioTable : IEntityTypeConfiguration<PortfolioRow>
{
    public void Configure(EntityTypeBuilder<PortfolioRow> row)
    {
        row.ToTable("energy_portfolio");
        row.HasKey(r => new { r.MonthDay, r.Tariff });
        row.Ignore(r => r.Month);
    }
}
