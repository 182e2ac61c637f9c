using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>Makes the inputs of a region's days from its sources, as they are now, and keeps them.</summary>
sealed class InputMaker(SourceReader reader, InputBook book)
{
    /// <summary>Days that are read at a time.</summary>
    const int Stretch = 100;

    /// <summary>Makes the days from one to another, both included; days of which nothing is known are left out.</summary>
    /// <returns>How many days got a new version.</returns>
    public async Task<int> RefreshAsync(IndexRegion region, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var count = 0;
        for (var first = from; first <= to; first = first.AddDays(Stretch))
        {
            var end = first.AddDays(Stretch) is var next && next > to ? to.AddDays(1) : next;
            count += await book.PutAsync(region.Code, [.. (await MakeAsync(region, first, end, stop)).Where(IsSomething)], stop);
        }

        return count;
    }

    async Task<List<DayInputs>> MakeAsync(IndexRegion region, DateOnly from, DateOnly end, CancellationToken stop)
    {
        var range = GermanTime.Between(from, end);
        Dictionary<string, int?[]> parts = [];
        foreach (var source in RegionSource.Read(region.Sources, []))
        {
            var values = await reader.ReadAsync(region, source, range, stop);
            parts[source.Part] = parts.TryGetValue(source.Part, out var others) ? Sum(others, values) : values;
        }

        var zone = await reader.FileAsync(SeriesNames.Share(region.PriceZone), range, stop);
        List<DayInputs> days = [];
        for (var day = from; day < end; day = day.AddDays(1))
            days.Add(Day(region.Code, day, parts, zone, range.First));
        return days;
    }

    static DayInputs Day(string region, DateOnly day, Dictionary<string, int?[]> all, int?[] zone, int first)
    {
        var range = GermanTime.Day(day);
        int?[] Of(int?[] values) => values[(range.First - first)..(range.End - first)];
        var parts = all.Where(p => p.Key != IndexParts.Load).ToDictionary(p => p.Key, p => Of(p.Value));
        var negative = Enumerable.Range(0, range.Count).Count(i => parts.Values.Any(p => p[i] < 0));
        foreach (var part in parts.Values)
        {
            for (var i = 0; i < part.Length; i++)
                part[i] = part[i] < 0 ? 0 : part[i];
        }

        return new(region, day, parts, all.TryGetValue(IndexParts.Load, out var load) ? Of(load) : new int?[range.Count], Of(zone), negative);
    }

    // nothing measured: a load profile alone is no day
    static bool IsSomething(DayInputs day) => day.Parts.Values.Any(p => p.Any(v => v is not null));

    static int?[] Sum(int?[] one, int?[] other) => [.. one.Zip(other, (a, b) => a + b is { } sum && (long)a!.Value + b!.Value == sum ? sum : (int?)null)];
}
