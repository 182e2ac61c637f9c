using System.Collections.Concurrent;
using Werkstrom.Energy.Works;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Facts;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Facts;

/// <summary>
/// What the energy of a machine cost and what CO₂ it caused yesterday and in the last seven days that are over, by the figures of the works: energy of each
/// quarter-hour times its net price and its CO₂. A sum of which a part has no price or no CO₂ is not told.
/// </summary>
sealed class CostFacts(WorksReader works, AssetCatalog assets, TimeProvider clock)
{
    const int Days = 7;

    // days that are over seldom change, and a reader of all shells asks for every machine
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<int, (DateTimeOffset At, DateTime Today, IReadOnlyList<Fact> Facts)> _kept = new();

    /// <summary>What is known; nothing of what is no machine of the works, or while nobody has said what prices them.</summary>
    /// <param name="assetId">The machine.</param>
    /// <param name="today">The day that is not over.</param>
    /// <param name="zone">Whose days.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<Fact>> OfAsync(int assetId, DateTime today, TimeZoneInfo zone, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(assetId, out var kept) && kept.Today == today && now - kept.At < Kept)
            return kept.Facts;
        var facts = await ReadAsync(assetId, d => Quarters.Of(new(today.AddDays(d), zone.GetUtcOffset(today.AddDays(d)))), stop);
        _kept[assetId] = (now, today, facts);
        return facts;
    }

    async Task<IReadOnlyList<Fact>> ReadAsync(int assetId, Func<int, int> midnight, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset) || asset.Kind != AssetKinds.Machine || await works.SettingsAsync(stop) is not { } set
            || (set.Root.Length > 0 && !(assets.TryGet(set.Root, out var root) && assets.IsWithin(asset.Id, root.Id))))
        {
            return [];
        }

        var (first, yesterday, end) = (midnight(-Days), midnight(-1), midnight(0));
        var data = await works.ReadAsync(new() { Contract = set.Contract, Root = asset.Path }, new(first, end - first), stop);
        return data.Machines.FirstOrDefault(m => m.AssetId == asset.Id) is { } machine ? Of(data, machine, yesterday - first) : [];
    }

    /// <summary>What the figures of the works say of a machine.</summary>
    /// <param name="data">Of seven days.</param>
    /// <param name="machine">One of its machines.</param>
    /// <param name="yesterday">The first quarter-hour of the last of them.</param>
    public static IReadOnlyList<Fact> Of(WorksData data, MachineLoad machine, int yesterday) => [.. Group("Yesterday", data, machine, yesterday), .. Group("LastSevenDays", data, machine, 0)];

    static IEnumerable<Fact> Group(string name, WorksData data, MachineLoad machine, int from)
    {
        WorksSum sum = new();
        for (var i = from; i < data.Range.Count; i++)
            sum.Add(machine.Wh[i], data.Price[i], data.Carbon[i], 1);
        if (sum.Quarters > 0)
            yield return new FactGroup(name, EnergyFacts.Meant(name), [.. Sums(sum, machine.Basis)]);
    }

    static IEnumerable<Fact> Sums(WorksSum sum, string basis)
    {
        yield return EnergyFacts.Value("Basis", basis);
        yield return EnergyFacts.Value("EnergyInKWh", (double)(sum.Wh / 1_000));
        if (sum.Unpriced == 0)
            yield return EnergyFacts.Value("NetCostInEuro", (double)Math.Round(sum.Euros, 4));
        if (sum.Uncarboned == 0)
            yield return EnergyFacts.Value("CO2InKg", Math.Round(sum.Kilograms, 3));
        yield return EnergyFacts.Value("MissingQuarterHours", sum.Missing);
    }
}
