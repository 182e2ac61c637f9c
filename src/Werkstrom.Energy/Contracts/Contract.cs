using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>A customer's supply at a delivery point, for some quarter-hours. A change of tariff ends a contract and begins the next.</summary>
/// <param name="Id">Its number in the registry; 0 before it is kept.</param>
/// <param name="Number">What people call it; unique.</param>
/// <param name="Customer">Number of the customer; name and address are in a personal table of their own.</param>
/// <param name="Malo">Id of the delivery point: 11 digits, the last the check digit.</param>
/// <param name="AssetId">The delivery point as Asset of kind <c>delivery-point</c>.</param>
/// <param name="Tariff">Key of the tariff.</param>
/// <param name="Place">What its prices depend on beside the tariff.</param>
/// <param name="Profile">Standard load profile, <c>H25</c> …; null: metered by the quarter-hour.</param>
/// <param name="AnnualWh">What is expected for a year, Wh.</param>
/// <param name="First">The first quarter-hour; a move may be in the middle of a day.</param>
/// <param name="End">The first quarter-hour after it; null: no end is known.</param>
/// <param name="Region">Whose index prices; null: none.</param>
/// <param name="AgreementId">The agreement that permits to read its quarter-hours.</param>
sealed record Contract(
    long Id, string Number, string Customer, string Malo, int AssetId, string Tariff, SupplyPlace Place, string? Profile, long AnnualWh, int First, int? End,
    string? Region, int AgreementId)
{
    /// <summary>Until when it is bound; null: not at all.</summary>
    public DateOnly? Term { get; init; }

    /// <summary>How many days before it ends notice must be given.</summary>
    public int NoticeDays { get; init; } = 14;

    /// <summary>Number of the contract that it follows at the same delivery point: before a change of tariff; null: none.</summary>
    public string? Follows { get; init; }

    /// <summary>What the contract that follows it is called, unless that is taken: <c>V-1001</c>, <c>V-1001-2</c>, <c>V-1001-3</c> are those of one customer at one place.</summary>
    public string NextNumber =>
        Number.LastIndexOf('-') is > 0 and var dash && Number.Count(c => c == '-') > 1 && int.TryParse(Number[(dash + 1)..], out var count) && count < 1_000
            ? FormattableString.Invariant($"{Number[..dash]}-{count + 1}") : Number + "-2";

    /// <summary>Whether it holds in a quarter-hour of a range.</summary>
    public bool Meets(QuarterRange range) => First < range.End && !(End <= range.First);
}
