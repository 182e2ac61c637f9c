using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Laboratory.Populations;

/// <summary>Whose quarter-hours a population has.</summary>
enum PopulationKind
{
    /// <summary>Real customers, as they were metered.</summary>
    Customers,

    /// <summary>Made-up customers of a town as many are.</summary>
    Mix,
}

/// <summary>Customers with a year of quarter-hours each, for the laboratory. Without names: a contract is known by its number, as long as it has to be found again to be taken out.</summary>
/// <param name="Id">By which addresses name it.</param>
/// <param name="Kind">Whose quarter-hours.</param>
/// <param name="Year">Which year.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Inputs">SHA-256 of the quarter-hours and of what is known of each customer.</param>
/// <param name="LeftOut">How many customers are not in it, and why.</param>
/// <param name="Removed">How many were taken out since it was made: erased, or consent withdrawn.</param>
/// <param name="Filled">How many quarter-hours are substitutes that were made for it.</param>
/// <param name="Places">On what prices depend.</param>
/// <param name="Members">The customers.</param>
sealed record Population(
    string Id, PopulationKind Kind, int Year, DateTimeOffset MadeAt, string MadeBy, string Inputs, LeftOut LeftOut, int Removed, int Filled,
    IReadOnlyList<MemberPlace> Places, IReadOnlyList<Member> Members);

/// <summary>Customers who are not in a population.</summary>
/// <param name="PartOfYear">Supplied during a part of the year only.</param>
/// <param name="Gaps">More than a tenth of the quarter-hours is not known.</param>
/// <param name="TooLarge">More than 65,535 Wh in a quarter-hour (262 kW).</param>
/// <param name="NotPermitted">No agreement permits to read.</param>
/// <param name="Damaged">The file of the meter is damaged.</param>
sealed record LeftOut(int PartOfYear = 0, int Gaps = 0, int TooLarge = 0, int NotPermitted = 0, int Damaged = 0)
{
    public int All => PartOfYear + Gaps + TooLarge + NotPermitted + Damaged;
}

/// <summary>A customer of a population.</summary>
/// <param name="Contract">Number of the contract; of a made-up customer its number.</param>
/// <param name="Malo">The delivery point; empty for a made-up one.</param>
/// <param name="Agreement">The agreement that permits to read; 0 for a made-up one.</param>
/// <param name="Tariff">Key of the tariff today.</param>
/// <param name="Place">Which of the places.</param>
/// <param name="Branch">Which <see cref="MemberBranch"/>.</param>
/// <param name="Size">Class of the consumption, see <see cref="MemberSize"/>.</param>
/// <param name="End">Where its quarter-hours end in the file, from the first customer's first byte.</param>
/// <param name="FeedsIn">Whether anything was fed into the grid in the year.</param>
sealed record Member(string Contract, string Malo, int Agreement, string Tariff, int Place, int Branch, int Size, long End, bool FeedsIn = false);

/// <summary>On what prices depend beside the tariff.</summary>
sealed record MemberPlace(GermanState State, string Town, string Operator, string Area, MeteringKind Metering, bool HasModule1, string? Region)
{
    public SupplyPlace Supply => new(ContractRow.Calendar(State), Town, Operator, Area, Metering, HasModule1);

    public static MemberPlace Of(SupplyPlace place, string? region) =>
        new(place.Calendar.State, place.Town, place.GridOperator, place.Region, place.Metering, place.HasModule1, region);
}

/// <summary>Kinds of customers.</summary>
enum MemberBranch
{
    /// <summary>A household.</summary>
    Household,

    /// <summary>A household that heats with electricity: with a heat pump, or with storage heaters.</summary>
    HeatPump,

    /// <summary>A household that charges a car.</summary>
    Car,

    /// <summary>A customer with a roof of its own that generates.</summary>
    Solar,

    /// <summary>A shop, an office, a workshop.</summary>
    Business,

    /// <summary>A farm.</summary>
    Farm,

    /// <summary>Metered by the quarter-hour without a load profile.</summary>
    Metered,

    /// <summary>A household with a controllable device (§ 14a EnWG) that does not heat with it: a charging point, a battery, cooling.</summary>
    Controllable,
}

/// <summary>
/// Classes of consumption, kWh a year: of households those that usual comparisons name for one, two, three, four and more persons, wider ones above. How many
/// persons live in a home is not kept here.
/// </summary>
static class MemberSize
{
    static readonly int[] Limits = [1_500, 2_500, 3_500, 5_000, 10_000, 30_000, 100_000];

    /// <summary>The class of an energy.</summary>
    public static int Of(long wh) => Limits.Count(l => wh > l * 1_000L);

    /// <summary>From how many kWh a class goes; null: from nothing.</summary>
    public static int? From(int size) => size == 0 ? null : Limits[size - 1];

    /// <summary>To how many kWh; null: no end.</summary>
    public static int? To(int size) => size >= Limits.Length ? null : Limits[size];
}
