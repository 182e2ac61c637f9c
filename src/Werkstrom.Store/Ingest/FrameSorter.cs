using Werkstrom.Store.Closing;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Ingest;

/// <summary>One commit's way of frames into tables: samples of open days to <c>sample_hot</c>, of closed ones to <c>sample_late</c>.</summary>
sealed class FrameSorter(DuckConnection connection, DayBook days, TidyMarks marks, IReadOnlyDictionary<int, int> merges) : IDisposable
{
    readonly Dictionary<(int Day, bool IsLate), long> _counts = [];
    readonly long _openFrom = days.OpenFrom == int.MinValue ? long.MinValue : days.OpenFrom * Micros.PerDay;
    RowWriter? _hot;
    RowWriter? _late;

    /// <summary>How many samples went where.</summary>
    public IReadOnlyDictionary<(int Day, bool IsLate), long> Counts => _counts;

    /// <summary>Adds what of a frame lies at or after a position.</summary>
    public void Add(LogFrame frame, long from)
    {
        Rekey(frame.Signals);
        var instants = frame.Instants;
        for (var at = (int)Math.Max(0, from - frame.Position); at < frame.Count;)
        {
            // a run of one day goes the same way; sources send in order of time, so runs are long
            var day = UtcDay.Of(instants[at]);
            var start = day * Micros.PerDay;
            var end = at + 1;
            while (end < frame.Count && (ulong)(instants[end] - start) < Micros.PerDay)
                end++;
            AddRun(frame, at, end, day);
            at = end;
        }
    }

    public void Flush()
    {
        _hot?.Flush();
        _late?.Flush();
    }

    public void Dispose()
    {
        _hot?.Dispose();
        _late?.Dispose();
    }

    void AddRun(LogFrame frame, int at, int end, int day)
    {
        var isLate = day * Micros.PerDay < _openFrom && days.IsClosed(day);
        var signals = frame.Signals[at..end];
        if (isLate)
        {
            foreach (var signal in signals)
                marks.Add(signal, day, isSaved: true);
        }

        else
        {
            marks.AddHot(day);
        }

        var writer = isLate ? _late ??= new RowWriter(connection, "sample_late") : _hot ??= new RowWriter(connection, "sample_hot");
        writer.Add(signals, frame.Instants[at..end], frame.Values[at..end], frame.Qualities[at..end], frame.Position + at);
        _counts[(day, isLate)] = _counts.GetValueOrDefault((day, isLate)) + (end - at);
    }

    void Rekey(Span<int> signals)
    {
        if (merges.Count == 0)
            return;
        foreach (ref var signal in signals)
        {
            if (merges.TryGetValue(signal, out var into))
                signal = into;
        }
    }
}
