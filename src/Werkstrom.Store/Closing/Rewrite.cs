using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Closing;

/// <summary>
/// Rewrites a span of days, within the caller's transaction: reads all samples of it from the three tables, keeps the last write of
/// each instant, drops what was taken back or is older than the signal is kept, and writes the rest sorted to <c>sample_closed</c>.
/// Works in slices of signals so that memory stays bounded.
/// </summary>
sealed class Rewrite(DuckConnection connection, Func<int, TimeSpan?> expectedInterval)
{
    /// <summary>Samples sorted at a time: about 40 MB.</summary>
    const long SliceSamples = 1_000_000;

    const string All = """
        (SELECT signal_id, ts, value, quality, seq FROM sample_hot WHERE ts >= $1 AND ts < $2
         UNION ALL SELECT signal_id, ts, value, quality, seq FROM sample_late WHERE ts >= $1 AND ts < $2
         UNION ALL SELECT signal_id, ts, value, quality, -1::BIGINT FROM sample_closed WHERE ts >= $1 AND ts < $2)
        """;

    /// <summary>Samples that are now in the span.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that a later one of the same instant replaced.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Instants before which a signal's samples are not kept, microseconds.</summary>
    public required IReadOnlyDictionary<int, long> KeepFrom { get; init; }

    /// <summary>True to compute hourly figures anew wherever the span has samples.</summary>
    public required bool WithFigures { get; init; }

    /// <summary>Rewrites from one instant to another, both at the start of a UTC day.</summary>
    public void Run(long from, long to)
    {
        var slices = Slices(from, to);
        using var closed = new ClosedWriter(connection);
        using var figures = new HourFigures(connection, expectedInterval);
        foreach (var slice in slices)
        {
            using var rows = Sorted(slice);
            Delete(slice);
            Write(rows, closed, figures);
            closed.Flush();
            figures.Flush();
        }
    }

    DuckResult Sorted(Slice slice) => connection.Query(
        $"SELECT signal_id, ts, value, quality FROM {All} WHERE signal_id BETWEEN $3 AND $4 ORDER BY signal_id, ts, seq",
        slice.FromInstant, slice.ToInstant, slice.FromSignal, slice.ToSignal);

    void Delete(Slice slice)
    {
        foreach (var table in (string[])["sample_hot", "sample_late", "sample_closed"])
        {
            connection.Execute(
                $"DELETE FROM {table} WHERE ts >= $1 AND ts < $2 AND signal_id BETWEEN $3 AND $4",
                slice.FromInstant, slice.ToInstant, slice.FromSignal, slice.ToSignal);
        }

        if (!WithFigures)
            return;
        // figures of signals whose raw samples were let go long ago stay: only signals that have samples here are computed anew
        connection.Execute(
            "DELETE FROM sample_1h WHERE hour >= $1 AND hour < $2 AND signal_id IN (SELECT unnest(string_split($3, ',')::INTEGER[]))",
            slice.FromInstant, slice.ToInstant, slice.Signals);
    }

    void Write(DuckResult rows, ClosedWriter closed, HourFigures figures)
    {
        var held = (Signal: 0, Instant: 0L, Value: 0.0, Quality: (byte)0);
        while (rows.Next() is { } chunk)
        {
            using (chunk)
            {
                var signals = chunk.Int32(0);
                var instants = chunk.Timestamps(1);
                var values = chunk.Doubles(2);
                var qualities = chunk.Bytes(3);
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (held.Signal != signals[i] || held.Instant != instants[i])
                        Emit(held, closed, figures);
                    else if (qualities[i] != Quality.Deleted && held.Quality != Quality.Deleted)
                        Duplicates++;
                    held = (signals[i], instants[i], values[i], qualities[i]);
                }
            }
        }

        Emit(held, closed, figures);
    }

    void Emit((int Signal, long Instant, double Value, byte Quality) sample, ClosedWriter closed, HourFigures figures)
    {
        if (sample.Signal == 0 || sample.Quality == Quality.Deleted)
            return;
        if (KeepFrom.Count > 0 && sample.Instant < KeepFrom.GetValueOrDefault(sample.Signal, long.MinValue))
            return;
        closed.Add(sample.Signal, sample.Instant, sample.Value, sample.Quality);
        if (WithFigures)
            figures.Add(sample.Signal, sample.Instant, sample.Value, sample.Quality);
        Samples++;
    }

    List<Slice> Slices(long from, long to)
    {
        List<Slice> slices = [];
        List<int> signals = [];
        var samples = 0L;
        foreach (var (signal, count) in Counts(from, to))
        {
            if (signals.Count > 0 && samples + count > SliceSamples)
                Cut();
            signals.Add(signal);
            samples += count;
        }

        Cut();
        return slices;

        void Cut()
        {
            if (signals.Count == 0)
                return;
            // one signal alone may be too much: cut its time, at full hours
            var parts = signals.Count == 1 ? Math.Clamp(samples / SliceSamples, 1, (to - from) / Micros.PerHour) : 1;
            var hours = (((to - from) / Micros.PerHour) + parts - 1) / parts;
            for (var start = from; start < to; start += hours * Micros.PerHour)
                slices.Add(new Slice(signals[0], signals[^1], string.Join(',', signals), new(start), new(Math.Min(to, start + (hours * Micros.PerHour)))));
            signals.Clear();
            samples = 0;
        }
    }

    List<(int Signal, long Count)> Counts(long from, long to)
    {
        List<(int, long)> counts = [];
        using var result = connection.Query(
            $"SELECT signal_id, count(*) FROM {All} GROUP BY signal_id ORDER BY signal_id", new DuckInstant(from), new DuckInstant(to));
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    // what is older than the signal is kept is not sorted, only deleted; its figures stay as they are
                    var (signal, count) = (chunk.Int32(0)[i], chunk.Int64(1)[i]);
                    if (KeepFrom.GetValueOrDefault(signal, long.MinValue) < to)
                        counts.Add((signal, count));
                    else
                        Expire(signal, from, to);
                }
            }
        }

        return counts;
    }

    void Expire(int signal, long from, long to)
    {
        foreach (var table in (string[])["sample_hot", "sample_late", "sample_closed"])
            connection.Execute($"DELETE FROM {table} WHERE signal_id = $1 AND ts >= $2 AND ts < $3", signal, new DuckInstant(from), new DuckInstant(to));
    }

    sealed record Slice(int FromSignal, int ToSignal, string Signals, DuckInstant FromInstant, DuckInstant ToInstant);
}
