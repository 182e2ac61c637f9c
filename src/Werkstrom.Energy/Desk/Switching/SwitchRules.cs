using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Who cannot be switched, and every reason at once.</summary>
/// <param name="run">To what, when and why.</param>
/// <param name="today">The day on which customers are told.</param>
sealed class SwitchRules(SwitchRun run, DateOnly today)
{
    // § 3 EnWG: who uses it at home, or up to 10,000 kWh a year for a trade
    const long HouseholdWh = 10_000_000;

    // § 5 (2) StromGVV
    const int BasicDays = 42;

    const int OtherDays = 14;

    /// <summary>The first day on which a contract can be switched when its customer is told today.</summary>
    public static DateOnly Earliest(Contract contract, SwitchReason reason, DateOnly today) => reason switch
    {
        SwitchReason.Prices => IsHousehold(contract) ? today.AddMonths(1) : today.AddDays(OtherDays),
        SwitchReason.Basic => today.AddDays(BasicDays),
        _ => today,
    };

    /// <summary>Whether the law takes a customer for a household.</summary>
    public static bool IsHousehold(Contract contract) => contract.AnnualWh <= HouseholdWh || ExpectedLoads.ProfileOf(contract)[0] is 'H' or 'P' or 'S';

    /// <summary>All that stands against a contract by itself.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="isErased">Whether the name of its customer was erased.</param>
    /// <param name="bill">A bill, or the run of a draft, that has quarter-hours from the switch on; null: none.</param>
    /// <param name="needsQuarters">Whether the price of the new tariff differs within a day.</param>
    /// <param name="noPrice">Why the new tariff has no price there then; empty: no part of it holds; null: it has.</param>
    public IReadOnlyList<SwitchFault> Of(Contract contract, bool isErased, BillRow? bill, bool needsQuarters, string? noPrice)
    {
        var (at, day) = (run.FirstQuarter, GermanTime.Date(run.FirstQuarter));
        List<SwitchFault> faults = [];
        if (contract.End <= at)
            faults.Add(new("ended", Day(GermanTime.Date(contract.End.Value))));
        if (contract.First >= at)
            faults.Add(new("begins", Day(GermanTime.Date(contract.First))));
        if (contract.Tariff == run.Tariff)
            faults.Add(new("same"));
        if (isErased)
            faults.Add(new("erased"));
        if (bill is not null)
            faults.Add(bill.Number is { } number ? new("billed", number, Day(GermanTime.Date(bill.Range.End - 1))) : new("drafted", FormattableString.Invariant($"{bill.RunId}")));
        if (run.Reason != SwitchReason.Agreed && contract.Term is { } term && term >= day)
            faults.Add(new("bound", Day(term)));
        if (Earliest(contract, run.Reason, today) is var earliest && earliest > day)
            faults.Add(new(run.Reason == SwitchReason.Basic ? "notice.basic" : IsHousehold(contract) ? "notice.household" : "notice.other", Day(earliest)));
        if (needsQuarters && contract.Place.Metering == Werkstrom.Tariff.Prices.MeteringKind.Profile)
            faults.Add(new("meter"));
        if (noPrice is not null)
            faults.Add(noPrice.Length == 0 ? new("unpriced") : new("price", noPrice));
        return faults;
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
