using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Tariff.Prices;

/// <summary>What a delivery point's prices depend on beside the tariff.</summary>
/// <param name="Calendar">The holidays there.</param>
/// <param name="Town">Class of the concession levy, the scope of its rate: <c>to-25000</c>, …, <c>weak-load</c>, <c>special-contract</c>.</param>
/// <param name="GridOperator">Code of the grid operator, the scope of its rates.</param>
/// <param name="Region">For components that hold in one region only; empty: none.</param>
/// <param name="Metering">How it is measured.</param>
/// <param name="HasModule1">Whether § 14a module 1 was chosen; module 3 needs it.</param>
public sealed record SupplyPlace(
    HolidayCalendar Calendar, string Town, string GridOperator, string Region = "", MeteringKind Metering = MeteringKind.Smart, bool HasModule1 = false);

/// <summary>How a delivery point is measured.</summary>
public enum MeteringKind
{
    /// <summary>Readings and a standard load profile (SLP).</summary>
    Profile,

    /// <summary>A smart meter with gateway (iMSys), quarter-hours.</summary>
    Smart,

    /// <summary>Recorded power of large customers (RLM).</summary>
    Load,
}

/// <summary>What a part of a price is for; the order of a bill.</summary>
public enum PartKind
{
    /// <summary>Energy and supply.</summary>
    Energy,

    /// <summary>Use of the grid.</summary>
    Grid,

    /// <summary>Measuring.</summary>
    Metering,

    /// <summary>Concession levy (Konzessionsabgabe).</summary>
    Concession,

    /// <summary>Levies (Umlagen).</summary>
    Levy,

    /// <summary>Electricity tax (Stromsteuer).</summary>
    Tax,

    /// <summary>Energy that is fed in: money for the customer.</summary>
    FeedIn,
}

/// <summary>Which scope of a rate is meant.</summary>
public enum RateScope
{
    /// <summary>That of everybody.</summary>
    Everywhere,

    /// <summary>The class of the town.</summary>
    Town,

    /// <summary>The grid operator's.</summary>
    GridOperator,

    /// <summary>Households.</summary>
    Household,
}
