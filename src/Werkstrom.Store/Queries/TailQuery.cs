using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Queries;

/// <summary>What came in since a position of the log.</summary>
static class TailQuery
{
    /// <summary>So many samples at once.</summary>
    public const int Most = 500_000;

    public static SampleTail Read(ReadLease lease, long from)
    {
        var end = lease.Connection.Scalar("SELECT position FROM ingest_state") as long? ?? 0;
        var to = Math.Min(end, from < 0 ? end : from + Most);
        Dictionary<int, SampleColumns> columns = [];
        if (from >= 0 && from < to)
        {
            foreach (var table in (ReadOnlySpan<string>)["sample_hot", "sample_late"])
                lease.Each(Reading.Text($"SELECT signal_id, ts, value, quality, seq FROM {table} WHERE seq >= {from} AND seq < {to}"), chunk => Take(chunk, columns));
        }

        return new(Math.Max(to, from), to < end, [.. columns.OrderBy(c => c.Key).Select(c => Of(c.Key, c.Value)).Where(s => s.Instants.Length > 0)]);
    }

    static void Take(DuckChunk chunk, Dictionary<int, SampleColumns> columns)
    {
        var signals = chunk.Int32(0);
        var instants = chunk.Timestamps(1);
        var values = chunk.Doubles(2);
        var qualities = chunk.Bytes(3);
        var seqs = chunk.Int64(4);
        for (var i = 0; i < signals.Length; i++)
        {
            if (!columns.TryGetValue(signals[i], out var column))
                columns[signals[i]] = column = new();
            column.Add(instants[i], values[i], qualities[i], seqs[i]);
        }
    }

    static TailSeries Of(int signal, SampleColumns column)
    {
        column.Tidy();
        List<long> instants = new(column.Count);
        List<double> values = new(column.Count);
        for (var i = 0; i < column.Count; i++)
        {
            if (column.Qualities[i] < Quality.Uncertain)
                continue;
            instants.Add(column.Instants[i]);
            values.Add(column.Values[i]);
        }

        return new(signal, [.. instants], [.. values]);
    }
}

/// <summary>Samples in the order in which they came in, a stretch of the log.</summary>
/// <param name="Position">Where the next stretch begins.</param>
/// <param name="HasMore">True when more is there already.</param>
/// <param name="Series">What came, a signal once.</param>
public sealed record SampleTail(long Position, bool HasMore, IReadOnlyList<TailSeries> Series);

/// <summary>New samples of one signal: of each instant the one written last; bad ones and those taken back are left out.</summary>
/// <param name="Signal">Number of the signal.</param>
/// <param name="Instants">Microseconds since 1970, UTC, ascending.</param>
/// <param name="Values">As they are stored; <see cref="Werkstrom.Kernel.Signals.Signal.Shown"/> makes shown values of them.</param>
public sealed record TailSeries(int Signal, long[] Instants, double[] Values);
