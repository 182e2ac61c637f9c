using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Queries;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>Wh by the quarter-hour from whatever source a region names.</summary>
sealed class SourceReader(SeriesBook series, PlantBook plants, SignalCatalog catalog, SampleQueries samples)
{
    const int Million = 1_000_000;

    /// <summary>Reads one source; null where it says nothing.</summary>
    public Task<int?[]> ReadAsync(IndexRegion region, RegionSource source, QuarterRange range, CancellationToken stop) => source.Kind switch
    {
        SourceKind.Signal => SignalAsync(source.What, range, stop),
        SourceKind.Plants => PlantsAsync(region, source.Part, range, stop),
        SourceKind.Profile => Task.FromResult(Profile(region, source, range)),
        _ => FileAsync(SeriesNames.Part(region.Code, source.Part), range, stop),
    };

    /// <summary>A public series.</summary>
    public async Task<int?[]> FileAsync(string name, QuarterRange range, CancellationToken stop)
    {
        var values = await series.ReadAsync(name, range, null, stop);
        return [.. Enumerable.Range(range.First, range.Count).Select(q => values[q])];
    }

    async Task<int?[]> PlantsAsync(IndexRegion region, string technology, QuarterRange range, CancellationToken stop)
    {
        var capacity = await plants.CapacityAsync(region, technology, stop);
        var values = await FileAsync(SeriesNames.Factor(region.PriceZone, technology), range, stop);
        var (day, watts) = (DateOnly.MinValue, 0L);
        for (var i = 0; i < values.Length; i++)
        {
            if (GermanTime.Date(range.First + i) is var own && own != day)
                (day, watts) = (own, capacity(own));
            // a quarter of an hour; halves rounded up
            values[i] = values[i] is { } factor ? (int)Int128.Min(int.MaxValue, (((Int128)watts * factor) + (2 * Million)) / (4 * Million)) : null;
        }

        return values;
    }

    static int?[] Profile(IndexRegion region, RegionSource source, QuarterRange range)
    {
        var (profile, days) = (LoadProfile.Of(source.What), RegionBook.Days(region));
        var values = new int?[range.Count];
        for (var year = GermanTime.Date(range.First).Year; year <= GermanTime.Date(range.End - 1).Year; year++)
        {
            var (first, wh) = (GermanTime.Year(year).First, profile.Year(year, source.Amount * 1000, days));
            for (var i = 0; i < wh.Length; i++)
            {
                if (range.Contains(first + i))
                    values[first + i - range.First] = wh[i];
            }
        }

        return values;
    }

    async Task<int?[]> SignalAsync(string path, QuarterRange range, CancellationToken stop)
    {
        var values = new int?[range.Count];
        if (!catalog.TryGet(path, out var signal) || Meaning(signal) is not { } meaning)
            return values;
        TimeRange span = new(Quarters.Start(range.First), Quarters.Start(range.End));
        foreach (var bucket in (await samples.BucketsAsync([signal.Id], span, new(TimeSpan.FromMinutes(15)), stop))[0])
        {
            if (bucket.Count == 0)
                continue;
            var at = (int)(bucket.Start / (Quarters.Seconds * Micros.PerSecond)) - range.First;
            var wh = meaning.Factor * (signal.Kind == SignalKind.Counter ? bucket.Increase : meaning.IsPower ? (bucket.TimeWeightedMean ?? bucket.Mean) / 4 : bucket.Sum);
            if (at >= 0 && at < values.Length && Math.Abs(wh) < int.MaxValue)
                values[at] = (int)Math.Round(wh, MidpointRounding.AwayFromZero);
        }

        return values;
    }

    /// <summary>Whether a signal is power or energy, and by what its numbers become W or Wh; null when it is neither.</summary>
    static (bool IsPower, double Factor)? Meaning(Signal signal) =>
        Ucum.TryConversion(signal.Unit, "W", out var power) ? (true, power.Factor)
        : Ucum.TryConversion(signal.Unit, "W.h", out var energy) ? (false, energy.Factor)
        : null;
}
