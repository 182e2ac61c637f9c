using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Demo;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory.Populations;

/// <summary>
/// Makes the standard mix: a thousand made-up customers of a German town, by load profiles with the scatter of single homes. Households of four sizes, some
/// with a heat pump or a car, shops and farms. The same year gives the same ones. Nobody was metered, and every page says so.
/// </summary>
sealed class MixMaker(PopulationShelf shelf, DataFolder data, TariffBook tariffs, IOptions<EnergyOptions> options, Actor actor, TimeProvider clock)
{
    // out of a thousand; kWh are those of the usual comparisons for one to four persons
    static readonly (MemberBranch Branch, string Profile, int Count, int FromKwh, int ToKwh)[] Kinds =
    [
        (MemberBranch.Household, "H25", 320, 900, 2_300),
        (MemberBranch.Household, "H25", 270, 1_900, 3_300),
        (MemberBranch.Household, "H25", 180, 2_600, 5_600),
        (MemberBranch.HeatPump, "H25", 60, 5_500, 10_500),
        (MemberBranch.Car, "H25", 50, 4_000, 7_500),
        (MemberBranch.Solar, "P25", 40, 1_500, 3_800),
        (MemberBranch.Business, "G25", 70, 4_000, 40_000),
        (MemberBranch.Farm, "L25", 10, 6_000, 30_000),
    ];

    /// <summary>Makes it.</summary>
    /// <param name="year">Whose days and holidays.</param>
    /// <param name="progress">Is told how many of how many customers are made.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Population> MakeAsync(int year, Action<int, int>? progress, CancellationToken stop)
    {
        var all = await tariffs.AllAsync(stop);
        var today = all.FirstOrDefault(t => !t.IsRetired && t.Read().Components.Any(c => c is { Kind: PartKind.Energy, Rule: FlatDefinition })) ?? (all.Count > 0 ? all[0] : null);
        var place = PlaceFields.Read(_ => "", options.Value.Place, new(year, 1, 1));
        var where = MemberPlace.Of(place.Place, place.Region);
        List<Member> members = [];
        Random random = new(year);
        using FileStream loads = new(Path.Combine(data.Temporary, $"lab-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        foreach (var kind in Kinds)
        {
            var shape = Shape(kind.Branch, kind.Profile, year, where);
            for (var i = 0; i < kind.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                var wh = Loads(shape, random.Next(kind.FromKwh, kind.ToKwh) * 1_000L, (uint)members.Count);
                loads.Write(StoredLoads.Write(wh));
                long sum = 0;
                foreach (var load in wh)
                    sum += load;
                progress?.Invoke(members.Count + 1, Kinds.Sum(k => k.Count));
                members.Add(new(FormattableString.Invariant($"M-{members.Count + 1}"), "", 0, today?.Key ?? "", 0, (int)kind.Branch, MemberSize.Of(sum), loads.Position));
            }
        }

        return shelf.Keep(new("", PopulationKind.Mix, year, clock.GetUtcNow(), actor.Name, "", new(), 0, 0, [where], members), loads);
    }

    /// <summary>Weights of the year: the load profile, and half of the energy for a heat pump or a car where there is one.</summary>
    static long[] Shape(MemberBranch branch, string profile, int year, MemberPlace where)
    {
        var range = GermanTime.Year(year);
        var weights = LoadProfile.Of(profile).Weights(range, ContractRow.Calendar(where.State).TypeOf);
        if (branch is not (MemberBranch.HeatPump or MemberBranch.Car))
            return weights;
        var mean = weights.Sum() / weights.Length;
        for (var i = 0; i < weights.Length; i++)
        {
            var (day, hour) = (GermanTime.Date(range.First + i).DayOfYear, GermanTime.OfClock(range.First + i) / 4);
            // heat by the cold of the year, a little more in the morning; a car mostly after work and into the night
            weights[i] += branch == MemberBranch.HeatPump
                ? (long)(mean * Math.Max(0.08, 1 + (1.3 * Math.Cos(2 * Math.PI * (day - 20) / 365))) * (hour is >= 5 and < 10 ? 1.3 : 0.94))
                : hour is >= 18 or < 2 ? mean * 3 : 0;
        }

        return weights;
    }

    static ushort[] Loads(long[] shape, long wh, uint seed)
    {
        Noise days = new(seed + 50_000, 192), hours = new(seed + 60_000, 9), own = new(seed + 70_000, 1);
        var weights = new long[shape.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (long)(shape[i] * Math.Max(0.05, 1 + (0.3 * days.At(i)) + (0.5 * hours.At(i)) + (0.2 * own.At(i))));
        return Array.ConvertAll(Shares.Of(weights, wh), w => (ushort)Math.Min(ushort.MaxValue, w));
    }
}
