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
    // 10,000 kWh
    const long HouseholdWh = 10_000_000;

    const int BasicDays = 42;

    const int OtherDays = 14;

    /// <summary>The first day on which a contract can be switched when its customer is told on a day.</summary>
    /// <remarks>
    /// <see href="https://www.gesetze-im-internet.de/enwg_2005/__41.html">§ 41 (5) sentence 2 EnWG</see>: changes of prices are told two weeks, to households one month, before they come, at the latest.
    /// <see href="https://www.gesetze-im-internet.de/stromgvv/__5.html">§ 5 (2) sentence 1 StromGVV</see>: in basic supply they come at the begin of a month and six weeks after the public notice.
    /// The day on which somebody is told does not count, and the time is over with the end of its last day (§§ 187 (1), 188 BGB): told on 15 January, a month is over on 15 February at 24:00, the change comes on 16 February.
    /// Where the month before the change lacks its day, both ways to count hold: told on 28 February, the 29th to 31st of March are too soon.
    /// Not checked: whether the customer has the message on that day (letters are on the way), and that it is told before a period of billing ends (§ 41 (5) sentence 1).
    /// </remarks>
    /// <param name="contract">Whose customer is told.</param>
    /// <param name="reason">Why it changes; who agreed needs no notice.</param>
    /// <param name="told">The day, German time.</param>
    public static DateOnly Earliest(Contract contract, SwitchReason reason, DateOnly told) => reason switch
    {
        SwitchReason.Prices => IsHousehold(contract) ? MonthAfter(told) : told.AddDays(OtherDays + 1),
        SwitchReason.Basic => MonthBegin(told.AddDays(BasicDays + 1)),
        _ => told,
    };

    /// <summary>
    /// Whether the law takes a customer for a household: who uses it mostly at home, however much, or for a trade or a farm up to 10,000 kWh a year
    /// (<see href="https://www.gesetze-im-internet.de/enwg_2005/__3.html">§ 3 EnWG, Haushaltskunden</see>). At home is who has a profile H, P or S.
    /// </summary>
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

    static DateOnly MonthAfter(DateOnly told)
    {
        var day = told.AddMonths(1).AddDays(1);
        while (day.AddMonths(-1) <= told)
            day = day.AddDays(1);
        return day;
    }

    static DateOnly MonthBegin(DateOnly day) => day.Day == 1 ? day : new DateOnly(day.Year, day.Month, 1).AddMonths(1);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
