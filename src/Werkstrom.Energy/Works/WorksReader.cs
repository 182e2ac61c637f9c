using System.Globalization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Records;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Works;

/// <summary>Reads what the works used, made and paid: Signals of the machines, orders, prices of the contract, CO₂ of its region.</summary>
sealed class WorksReader(
    WorksBook book, AssetCatalog assets, SignalCatalog signals, SignalLoads loads, RecordQueries records, ContractBook contracts, TariffDesk tariffs, RegionBook regions, IndexReader index)
{
    /// <summary>Most days of one question.</summary>
    public const int MostDays = 31;

    /// <summary>Machines of which a Signal counts energy or shows power.</summary>
    public IReadOnlyList<(Asset Machine, Signal Signal, MeterSignal Kind)> Machines(string root)
    {
        var within = root.Length == 0 ? assets.All : assets.TryGet(root, out var top) ? assets.Within(top.Id) : [];
        var own = signals.All.Where(s => !s.IsArchived).ToLookup(s => s.AssetId);
        List<(Asset, Signal, MeterSignal)> found = [];
        foreach (var machine in within.Where(a => a.Kind == AssetKinds.Machine).OrderBy(a => a.Path, StringComparer.Ordinal))
        {
            // a counter knows the energy itself; of power it is computed
            if (own[machine.Id].Where(s => s.Kind == SignalKind.Counter && SignalLoads.Fits(s, MeterSignal.Counter)).MinBy(s => s.Name.Length) is { } counter)
                found.Add((machine, counter, MeterSignal.Counter));
            else if (own[machine.Id].Where(s => s.Kind == SignalKind.Measurement && SignalLoads.Fits(s, MeterSignal.Power)).MinBy(s => s.Name.Length) is { } power)
                found.Add((machine, power, MeterSignal.Power));
        }

        return found;
    }

    /// <summary>Reads quarter-hours.</summary>
    public async Task<WorksData> ReadAsync(WorksSettings settings, QuarterRange range, CancellationToken stop)
    {
        List<MachineLoad> machines = [];
        foreach (var (machine, signal, kind) in Machines(settings.Root))
        {
            var values = await loads.ReadAsync(signal, kind, range, stop);
            machines.Add(new(machine.Id, machine.Label, signal.Path, [.. values.Select(v => v.Origin == ValueOrigin.Missing ? (int?)null : v.Wh)]));
        }

        var price = new int?[range.Count];
        SortedSet<string> faults = new(StringComparer.Ordinal);
        var contract = await contracts.FindAsync(settings.Contract, stop);
        // a change of tariff is another contract at the same delivery point
        foreach (var own in contract is null ? [] : (await contracts.OfMalosAsync([contract.Malo], stop)).Where(c => c.Customer == contract.Customer))
            await PriceAsync(own, range.Meet(new(own.First, (own.End ?? int.MaxValue) - own.First)), range.First, price, faults, stop);
        return new(range, price, await CarbonAsync(contract?.Region, range, stop), machines, await OrdersAsync(range, machines, stop), [.. faults]);
    }

    async Task PriceAsync(Contract contract, QuarterRange range, int first, int?[] price, SortedSet<string> faults, CancellationToken stop)
    {
        if (range.Count == 0)
            return;
        try
        {
            var sheet = await tariffs.DrawAsync(contract.Tariff, contract.Place, contract.Region, range, null, stop);
            for (var quarter = range.First; quarter < range.End; quarter++)
                price[quarter - first] = sheet.Net(quarter);
        }
        catch (ArgumentException) when (GermanTime.Date(range.First) != GermanTime.Date(range.End - 1))
        {
            // what is missing of one day must not take the others with it
            var middle = GermanTime.Day(GermanTime.Date(range.First + (range.Count / 2))).First;
            middle = middle > range.First ? middle : GermanTime.Day(GermanTime.Date(range.First)).End;
            await PriceAsync(contract, new(range.First, middle - range.First), first, price, faults, stop);
            await PriceAsync(contract, new(middle, range.End - middle), first, price, faults, stop);
        }
        catch (ArgumentException e)
        {
            faults.Add(TariffDesk.Plain(e));
        }
    }

    async Task<double?[]> CarbonAsync(string? region, QuarterRange range, CancellationToken stop)
    {
        var carbon = new double?[range.Count];
        if (region is null || await regions.FindAsync(region, stop) is not { } found)
            return carbon;
        foreach (var quarter in (await index.ReadAsync(found, GermanTime.Date(range.First), GermanTime.Date(range.End - 1), stop, isBrief: true)).SelectMany(d => d.Quarters))
        {
            var at = Quarters.Of(quarter.Start);
            if (range.Contains(at))
                carbon[at - range.First] = quarter.Co2;
        }

        return carbon;
    }

    async Task<IReadOnlyList<WorksOrder>> OrdersAsync(QuarterRange range, List<MachineLoad> machines, CancellationToken stop)
    {
        var (from, to) = (Quarters.Start(range.First), Quarters.Start(range.End));
        List<WorksOrder> orders = [];
        // an order may have begun days before
        foreach (var row in await records.ListAsync(new("order", From: from.AddDays(-7), To: to, Limit: 5_000), stop))
        {
            var (began, ended) = (Instant(row, "started_at") ?? row.At, Instant(row, "ended_at") ?? row.Until ?? (Text(row, "state") == "running" ? to : null));
            if (row.AssetId is not { } asset || ended is not { } end || end <= from || began >= to || Text(row, "state") == "cancelled")
                continue;
            var own = machines.Where(m => assets.IsWithin(m.AssetId, asset)).Select(m => m.AssetId).ToHashSet();
            if (own.Count > 0)
                orders.Add(new(row.Id, Text(row, "number"), Text(row, "product"), Number(row, "good") ?? Number(row, "quantity") ?? 0, began, end, own));
        }

        return orders;
    }

    static DateTimeOffset? Instant(RecordRow row, string field) => row.Values.GetValueOrDefault(field) as DateTimeOffset?;

    static double? Number(RecordRow row, string field) => row.Values.GetValueOrDefault(field) as double?;

    static string Text(RecordRow row, string field) => Convert.ToString(row.Values.GetValueOrDefault(field), CultureInfo.InvariantCulture) ?? "";

    /// <summary>What is set; null: nothing yet.</summary>
    public Task<WorksSettings?> SettingsAsync(CancellationToken stop) => book.ReadAsync(stop);
}
