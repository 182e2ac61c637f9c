using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>The last value before an instant, however old.</summary>
static class LastBefore
{
    /// <summary>No sample is older: 1677, about where nanoseconds end.</summary>
    public const long Start = -9_223_372_036_854_775L;

    // most signals have a value within two days; only for the others all of the past is looked through
    const long Recent = 2 * Micros.PerDay;

    /// <summary>The last value that is not bad, of every signal that has one.</summary>
    public static Dictionary<int, (long At, double Value)> Read(ReadLease lease, IReadOnlyCollection<int> signals, long instant)
    {
        Dictionary<int, (long At, double Value)> found = [];
        var untidy = signals.Where(s => !lease.IsTidy(s, Start, instant)).ToArray();
        var tidy = signals.Except(untidy).ToArray();
        foreach (var start in new[] { instant - Recent, Start })
        {
            if (untidy.Length > 0)
                ReadAll(lease, untidy, start, instant, found);
            if (tidy.Length > 0)
                ReadNewest(lease, tidy, start, instant, found);
            untidy = [.. untidy.Where(s => !found.ContainsKey(s))];
            tidy = [.. tidy.Where(s => !found.ContainsKey(s))];
        }

        return found;
    }

    static void ReadAll(ReadLease lease, int[] signals, long from, long to, Dictionary<int, (long, double)> found)
    {
        foreach (var (signal, pieces) in SampleReader.Read(lease, signals, from, to, byHours: true))
        {
            if (pieces.Last() is { } last)
                found[signal] = last;
        }
    }

    /// <summary>The newest of open days, of the hour that the span cuts, and of the hours before it.</summary>
    static void ReadNewest(ReadLease lease, int[] signals, long from, long to, Dictionary<int, (long At, double)> found)
    {
        var (hour, of) = (BucketEdges.FloorTo(to, Micros.PerHour), Reading.Of(signals));
        List<string> parts =
        [
            Newest("sample_1h", "last_ts", "last", $"{of} AND {Reading.Within("hour", from, hour)}"),
        ];
        if (lease.IsHot(from, to))
            parts.Add(Newest("sample_hot", "ts", "value", $"{of} AND {Reading.Within("ts", from, to)} AND quality >= 64"));
        if (hour < to)
            parts.Add(Newest("sample_closed", "ts", "value", $"{of} AND {Reading.Within("ts", hour, to)} AND quality >= 64"));
        lease.Each(string.Join(" UNION ALL ", parts), chunk =>
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                var (signal, at) = (chunk.Int32(0)[i], chunk.Timestamps(1)[i]);
                if (!found.TryGetValue(signal, out var known) || known.At < at)
                    found[signal] = (at, chunk.Doubles(2)[i]);
            }
        });
    }

    static string Newest(string table, string at, string value, string where) =>
        $"SELECT signal_id, max({at}), arg_max({value}, {at}) FROM {table} WHERE {where} GROUP BY signal_id";
}
