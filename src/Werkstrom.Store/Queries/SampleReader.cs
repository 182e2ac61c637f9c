using System.Globalization;
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

    readonly ReadConnection _connection;
    readonly string _signals;
    readonly Dictionary<int, Pieces> _pieces;

    SampleReader(ReadConnection connection, IReadOnlyCollection<int> signals)
    {
        _connection = connection;
        _signals = signals.Count == 1 ? Text($"signal_id = {signals.First()}") : $"signal_id IN ({string.Join(',', signals)})";
        _pieces = signals.Distinct().ToDictionary(s => s, _ => new Pieces());
    }

    /// <summary>Reads a half-open span; every signal has an entry.</summary>
    public static Dictionary<int, Pieces> Read(
        ReadConnection connection, IReadOnlyCollection<int> signals, long from, long to, bool byHours)
    {
        SampleReader reader = new(connection, signals);
        reader.ReadOpen(from, to);
        if (!byHours || !reader.TryReadHours(from, to))
            reader.ReadClosed([Text($"{reader._signals} AND {Within("ts", from, to)}")]);
        foreach (var pieces in reader._pieces.Values)
            pieces.Tidy();
        return reader._pieces;
    }

    /// <summary>About how many samples of a signal a span holds.</summary>
    public static long Estimate(ReadConnection connection, int signal, long from, long to)
    {
        var count = 0L;
        connection.Each(
            Text($"""
                SELECT (SELECT coalesce(sum(n), 0)::BIGINT FROM sample_1h WHERE signal_id = {signal} AND {Within("hour", from, to)})
                  + (SELECT count(*) FROM sample_hot WHERE signal_id = {signal} AND {Within("ts", from, to)})
                """),
            chunk => count = chunk.Int64(0)[0]);
        return count;
    }

    /// <summary>The last value before an instant that is not bad, for every signal that has one.</summary>
    public static Dictionary<int, (long At, double Value)> Before(
        ReadConnection connection, IReadOnlyCollection<int> signals, long instant)
    {
        // 1. the hour it lies in; 2. what is open, or came late; 3. the last hour with figures, of two days or of all
        Dictionary<int, (long At, double Value)> found = [];
        var hour = BucketEdges.FloorTo(instant, Micros.PerHour);
        if (hour < instant)
            Take(Read(connection, signals, hour, instant, byHours: false));
        if (Rest() is not { Length: > 0 } rest)
            return found;
        SampleReader reader = new(connection, rest);
        var late = reader.SignalsWithLate(hour);
        if (late.Length > 0)
            Take(Read(connection, late, Start, hour, byHours: true));
        reader.ReadNewestHot(hour);
        reader.ReadNewestHours(hour - (2 * Micros.PerDay), hour);
        Take(reader._pieces, late);
        if (Rest() is { Length: > 0 } old)
        {
            reader = new(connection, old);
            reader.ReadNewestHours(Start, hour);
            Take(reader._pieces, late);
        }

        return found;

        int[] Rest() => [.. signals.Distinct().Where(s => !found.ContainsKey(s))];

        void Take(Dictionary<int, Pieces> read, params ReadOnlySpan<int> except)
        {
            foreach (var (signal, pieces) in read)
            {
                pieces.Tidy();
                if (!except.Contains(signal) && pieces.Last() is { } last)
                    found[signal] = last;
            }
        }
    }

    /// <summary>No sample is older: 1677, about where nanoseconds end.</summary>
    public const long Start = -9_223_372_036_854_775L;

    /// <summary>Days that are open (hot), and what came late for closed ones.</summary>
    void ReadOpen(long from, long to)
    {
        var where = Text($"{_signals} AND {Within("ts", from, to)}");
        _connection.Each(
            $"SELECT {Columns}, seq FROM sample_late WHERE {where} UNION ALL SELECT {Columns}, seq FROM sample_hot WHERE {where}",
            chunk => Take(chunk, chunk.Int64(4)));
    }

    void ReadClosed(IEnumerable<string> spans) => _connection.Each(
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
            .Select(o => Text($"signal_id = {o.Signal} AND {Within("ts", o.Hour, o.Hour + Micros.PerHour)}")).ToList();
        if (from < first)
            spans.Add(Text($"{_signals} AND {Within("ts", from, first)}"));
        if (last < to)
            spans.Add(Text($"{_signals} AND {Within("ts", last, to)}"));
        if (spans.Count > 0)
            ReadClosed(spans);
        ReadHours(first, last, outdated);
        return true;
    }

    HashSet<(int Signal, long Hour)> OutdatedHours(long from, long to)
    {
        HashSet<(int, long)> hours = [];
        _connection.Each(
            Text($"SELECT DISTINCT signal_id, time_bucket(INTERVAL 1 HOUR, ts) FROM sample_late WHERE {_signals} AND {Within("ts", from, to)}"),
            chunk =>
            {
                for (var i = 0; i < chunk.Count; i++)
                    hours.Add((chunk.Int32(0)[i], chunk.Timestamps(1)[i]));
            });
        return hours;
    }

    void ReadHours(long first, long last, HashSet<(int Signal, long Hour)> except) => _connection.Each(
        Text($"SELECT {HourColumns} FROM sample_1h WHERE {_signals} AND {Within("hour", first, last)}"),
        chunk => TakeHours(chunk, except));

    void ReadNewestHours(long first, long last) => _connection.Each(
        Text($"""
            SELECT signal_id, max(last_ts), arg_max(last, last_ts) FROM sample_1h
            WHERE {_signals} AND {Within("hour", first, last)} GROUP BY signal_id
            """),
        chunk =>
        {
            for (var i = 0; i < chunk.Count; i++)
                _pieces[chunk.Int32(0)[i]].Hours.Add(Figures.Of(chunk.Timestamps(1)[i], chunk.Doubles(2)[i]));
        });

    // some of the newest, since the very newest may be bad or taken back
    void ReadNewestHot(long before) => _connection.Each(
        Text($"""
            SELECT {Columns}, seq FROM sample_hot WHERE {_signals} AND {Within("ts", Start, before)}
            QUALIFY row_number() OVER (PARTITION BY signal_id ORDER BY ts DESC, seq DESC) <= 100
            """),
        chunk => Take(chunk, chunk.Int64(4)));

    int[] SignalsWithLate(long before)
    {
        List<int> signals = [];
        _connection.Each(
            Text($"SELECT DISTINCT signal_id FROM sample_late WHERE {_signals} AND {Within("ts", Start, before)}"),
            chunk => signals.AddRange(chunk.Int32(0)));
        return [.. signals];
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

    static string Within(string column, long from, long to) =>
        Text($"{column} >= make_timestamp({from}) AND {column} < make_timestamp({to})");

    static string Text(FormattableString sql) => sql.ToString(CultureInfo.InvariantCulture);
}
