using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>
/// Reads the tables of the Store (README.md) for some signals within one snapshot: samples, or where that is asked for the
/// figures of whole closed hours, with samples only for what they do not cover.
/// </summary>
sealed class SampleReader
{
    const string Columns = "signal_id, ts, value, quality";
    const string HourColumns =
        "signal_id, hour, n, min, min_ts, max, max_ts, first, first_ts, last, last_ts, sum, integral, held, increase";

    // as many separate spans are read by themselves; with more the whole is read
    const int MostSpans = 64;

    readonly ReadLease _lease;
    readonly string _signals;
    readonly bool _isTidy;
    readonly Dictionary<int, Pieces> _pieces;

    SampleReader(ReadLease lease, IReadOnlyCollection<int> signals, long from, long to)
    {
        _lease = lease;
        _signals = Reading.Of(signals);
        _isTidy = signals.All(s => lease.IsTidy(s, from, to));
        _pieces = signals.Distinct().ToDictionary(s => s, _ => new Pieces());
    }

    /// <summary>Reads a half-open span; every signal has an entry.</summary>
    public static Dictionary<int, Pieces> Read(ReadLease lease, IReadOnlyCollection<int> signals, long from, long to, bool byHours)
    {
        SampleReader reader = new(lease, signals, from, to);
        reader.ReadOpen(from, to);
        if (!byHours || !reader.TryReadHours(from, to))
            reader.ReadClosed([$"{reader._signals} AND {Reading.Within("ts", from, to)}"]);
        foreach (var pieces in reader._pieces.Values)
            pieces.Tidy();
        return reader._pieces;
    }

    /// <summary>About how many samples of signals a span holds.</summary>
    public static long Estimate(ReadLease lease, IReadOnlyCollection<int> signals, long from, long to)
    {
        var (first, last) = (BucketEdges.FloorTo(from, Micros.PerHour), BucketEdges.FloorTo(to + Micros.PerHour - 1, Micros.PerHour));
        var of = Reading.Of(signals);
        var count = 0L;
        lease.Each(
            $"""
            SELECT (SELECT coalesce(sum(n), 0)::BIGINT FROM sample_1h WHERE {of} AND {Reading.Within("hour", first, last)}),
              (SELECT count(*) FROM sample_hot WHERE {of} AND {Reading.Within("ts", from, to)})
              + (SELECT count(*) FROM sample_late WHERE {of} AND {Reading.Within("ts", from, to)})
            """,
            chunk => count = (long)(chunk.Int64(0)[0] * ((double)(to - from) / (last - first))) + chunk.Int64(1)[0]);
        return count;
    }

    /// <summary>Days that are open (hot), and what came late for closed ones.</summary>
    void ReadOpen(long from, long to)
    {
        var isHot = _lease.IsHot(from, to);
        if (_isTidy && !isHot)
            return;
        var where = $"{_signals} AND {Reading.Within("ts", from, to)}";
        var hot = $"SELECT {Columns}, seq FROM sample_hot WHERE {where}";
        _lease.Each(
            _isTidy ? hot : $"SELECT {Columns}, seq FROM sample_late WHERE {where} UNION ALL {hot}",
            chunk => Take(chunk, chunk.Int64(4)));
    }

    void ReadClosed(IEnumerable<string> spans) => _lease.Each(
        string.Join(" UNION ALL ", spans.Select(where => $"SELECT {Columns} FROM sample_closed WHERE {where}")),
        chunk => Take(chunk, []));

    /// <summary>Reads hours, and the closed samples of hours cut by the span or outdated by late samples.</summary>
    /// <returns>False when there are too many such: then nothing was read.</returns>
    bool TryReadHours(long from, long to)
    {
        var (first, last) = (BucketEdges.FloorTo(from + Micros.PerHour - 1, Micros.PerHour), BucketEdges.FloorTo(to, Micros.PerHour));
        var outdated = OutdatedHours(from, to);
        if (first >= last || outdated.Count > MostSpans)
            return false;
        var spans = outdated.Where(o => o.Hour >= first && o.Hour < last)
            .Select(o => Reading.Text($"signal_id = {o.Signal} AND {Reading.Within("ts", o.Hour, o.Hour + Micros.PerHour)}")).ToList();
        if (from < first)
            spans.Add($"{_signals} AND {Reading.Within("ts", from, first)}");
        if (last < to)
            spans.Add($"{_signals} AND {Reading.Within("ts", last, to)}");
        if (spans.Count > 0)
            ReadClosed(spans);
        _lease.Each(
            $"SELECT {HourColumns} FROM sample_1h WHERE {_signals} AND {Reading.Within("hour", first, last)}",
            chunk => TakeHours(chunk, outdated));
        return true;
    }

    HashSet<(int Signal, long Hour)> OutdatedHours(long from, long to)
    {
        HashSet<(int, long)> hours = [];
        if (_isTidy)
            return hours;
        _lease.Each(
            $"SELECT DISTINCT signal_id, time_bucket(INTERVAL 1 HOUR, ts) FROM sample_late WHERE {_signals} AND {Reading.Within("ts", from, to)}",
            chunk =>
            {
                for (var i = 0; i < chunk.Count; i++)
                    hours.Add((chunk.Int32(0)[i], chunk.Timestamps(1)[i]));
            });
        return hours;
    }

    void Take(DuckChunk chunk, ReadOnlySpan<long> sequence)
    {
        var signals = chunk.Int32(0);
        var instants = chunk.Timestamps(1);
        var values = chunk.Doubles(2);
        var qualities = chunk.Bytes(3);
        for (int start = 0, end; start < signals.Length; start = end)
        {
            // rows of one signal mostly lie together
            var run = signals[start..].IndexOfAnyExcept(signals[start]);
            end = run < 0 ? signals.Length : start + run;
            _pieces[signals[start]].Samples.Add(
                instants[start..end], values[start..end], qualities[start..end], sequence.IsEmpty ? [] : sequence[start..end]);
        }
    }

    void TakeHours(DuckChunk chunk, HashSet<(int Signal, long Hour)> except)
    {
        var signals = chunk.Int32(0);
        var hours = chunk.Timestamps(1);
        for (var i = 0; i < signals.Length; i++)
        {
            if (except.Count == 0 || !except.Contains((signals[i], hours[i])))
                _pieces[signals[i]].Hours.Add(HourOf(chunk, i));
        }
    }

    static Figures HourOf(DuckChunk chunk, int row)
    {
        Figures hour = default;
        hour.Count = chunk.Int64(2)[row];
        (hour.Min, hour.MinAt) = (chunk.Doubles(3)[row], chunk.Timestamps(4)[row]);
        (hour.Max, hour.MaxAt) = (chunk.Doubles(5)[row], chunk.Timestamps(6)[row]);
        (hour.First, hour.FirstAt) = (chunk.Doubles(7)[row], chunk.Timestamps(8)[row]);
        (hour.Last, hour.LastAt) = (chunk.Doubles(9)[row], chunk.Timestamps(10)[row]);
        hour.Sum = chunk.Doubles(11)[row];
        hour.Integral = chunk.Doubles(12)[row] * Micros.PerSecond;
        hour.Held = (long)Math.Round(chunk.Doubles(13)[row] * Micros.PerSecond);
        hour.Increase = chunk.Doubles(14)[row];
        return hour;
    }
}
