using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>
/// What a year costs with a tariff, as a bill: the expected consumption on the load profile, at the prices of the exchange, indexes and levies of the last 365 days,
/// with the parts of the tariff that hold on the day of the switch. And whether a tariff has a price at a place on that day.
/// </summary>
/// <param name="desk">Draws prices.</param>
/// <param name="rates">Levies, tax and fees as known now.</param>
/// <param name="zone">Whose price of the exchange where a rule names none.</param>
/// <param name="day">The day of the switch.</param>
/// <param name="year">The 365 days.</param>
sealed class SwitchPrices(TariffDesk desk, RateTable rates, string zone, DateOnly day, QuarterRange year)
{
    readonly Dictionary<(string, SupplyPlace, string?), (BillFrame? Frame, string? Fault)> _frames = [];
    readonly TariffStands _stands = new(rates, zone);
    readonly Dictionary<(string, GermanState), double[]> _sums = [];

    /// <summary>Of a contract with its own and another tariff.</summary>
    /// <returns>ct with VAT; null with the reason where prices are missing.</returns>
    public async Task<(long? Before, long? After, string? Fault)> OfAsync(Contract contract, TariffVersion? old, TariffVersion wanted, CancellationToken stop)
    {
        var before = old is null ? (null, null) : await FrameAsync(old, contract, stop);
        var after = await FrameAsync(wanted, contract, stop);
        var loads = before.Item1 is null && after.Frame is null ? [] : Loads(contract);
        return (before.Item1?.Of(loads).Gross, after.Frame?.Of(loads).Gross, before.Item2 ?? after.Fault);
    }

    /// <summary>Why a tariff has no price where a contract is, on the day of the switch; empty: no part of it holds then; null: it has one.</summary>
    public string? NoPrice(TariffVersion wanted, Contract contract) => _stands.NoPrice(wanted, contract.Place, contract.Region, day);

    /// <summary>Whether the price of the energy differs within a day on that day: then the meter must count by the quarter-hour.</summary>
    public bool NeedsQuarters(TariffVersion wanted) =>
        wanted.Read().Components.Any(c => c.Kind == PartKind.Energy && Holds(c.From, c.Until) && c.Rule is SpotDefinition or IndexDefinition or ZonesDefinition or ClockDefinition);

    async Task<(BillFrame? Frame, string? Fault)> FrameAsync(TariffVersion tariff, Contract contract, CancellationToken stop)
    {
        var key = (tariff.Key, contract.Place, contract.Region);
        if (_frames.TryGetValue(key, out var known))
            return known;
        try
        {
            return _frames[key] = (new(await desk.DrawAsync(AsThen(tariff.Read()), contract.Place, contract.Region, year, null, stop)), null);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return _frames[key] = (null, e is ArgumentException wrong ? TariffDesk.Plain(wrong) : e.Message);
        }
    }

    int[] Loads(Contract contract)
    {
        var (profile, calendar) = (ExpectedLoads.ProfileOf(contract), contract.Place.Calendar);
        if (!_sums.TryGetValue((profile, calendar.State), out var sums))
        {
            long sum = 0;
            sums = _sums[(profile, calendar.State)] = [.. LoadProfile.Of(profile).Weights(year, calendar.TypeOf).Select(w => (double)(sum += w))];
        }

        var (loads, before, scale) = (new int[sums.Length], 0L, contract.AnnualWh / sums[^1]);
        for (var i = 0; i < loads.Length; i++)
        {
            var until = (long)Math.Round(sums[i] * scale); // of running sums, so that nothing is lost by rounding
            (loads[i], before) = ((int)(until - before), until);
        }

        return loads;
    }

    // the parts of that day, as if they had held all the year
    TariffDefinition AsThen(TariffDefinition definition) => definition with
    {
        Components = [.. definition.Components.Where(c => Holds(c.From, c.Until)).Select(c => c with { From = GermanTime.Date(year.First), Until = null })],
        Fees = [.. (definition.Fees ?? []).Where(f => Holds(f.From, f.Until)).Select(f => f with { From = GermanTime.Date(year.First), Until = null })],
    };

    bool Holds(DateOnly from, DateOnly? until) => TariffStands.Holds(from, until, day);
}
