using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Closing;

/// <summary>
/// Computes the rows of <c>sample_1h</c> from samples in order of signal and time, and appends them. What each figure means stands in
/// README.md, "Hourly figures".
/// </summary>
sealed class HourFigures(DuckConnection connection, Func<int, TimeSpan?> expectedInterval) : IDisposable
{
    const double MicrosPerSecond = 1e6;

    /// <summary>How many expected intervals a value holds at most.</summary>
    const int HoldIntervals = 3;

    readonly DuckAppender _appender = new(connection, "sample_1h");
    Hour _hour;
    int _signal;
    long _start = long.MinValue;
    double _maxHold;
    int _rows;

    /// <summary>Takes in the next sample.</summary>
    public void Add(int signal, long instant, double value, byte quality)
    {
        if (quality is < Quality.Uncertain or Quality.Deleted)
            return;
        if (signal != _signal || instant - _start is < 0 or >= Micros.PerHour)
            Begin(signal, instant);
        _hour.Add(instant, value, _maxHold);
    }

    /// <summary>Appends what is left, within the connection's transaction.</summary>
    public void Flush()
    {
        End();
        _start = long.MinValue;
        _appender.Commit(_rows);
        _rows = 0;
        _appender.Flush();
    }

    public void Dispose() => _appender.Dispose();

    void Begin(int signal, long instant)
    {
        End();
        if (signal != _signal)
            _maxHold = expectedInterval(signal) is { } interval ? interval.TotalSeconds * HoldIntervals : double.PositiveInfinity;
        _signal = signal;
        _start = instant - (((instant % Micros.PerHour) + Micros.PerHour) % Micros.PerHour);
        _hour = default;
    }

    void End()
    {
        if (_hour.Count == 0)
            return;
        var row = _rows;
        (_appender.Int32(0)[row], _appender.Timestamps(1)[row], _appender.Int64(2)[row]) = (_signal, _start, _hour.Count);
        (_appender.Doubles(3)[row], _appender.Timestamps(4)[row]) = (_hour.Min, _hour.MinAt);
        (_appender.Doubles(5)[row], _appender.Timestamps(6)[row]) = (_hour.Max, _hour.MaxAt);
        (_appender.Doubles(7)[row], _appender.Timestamps(8)[row]) = (_hour.First, _hour.FirstAt);
        (_appender.Doubles(9)[row], _appender.Timestamps(10)[row]) = (_hour.Last, _hour.LastAt);
        (_appender.Doubles(11)[row], _appender.Doubles(12)[row]) = (_hour.Sum, _hour.Integral);
        (_appender.Doubles(13)[row], _appender.Doubles(14)[row]) = (_hour.Held, _hour.Increase);
        _hour = default;
        if (++_rows < DuckAppender.Capacity)
            return;
        _appender.Commit(_rows);
        _rows = 0;
    }

    struct Hour
    {
        public long Count, MinAt, MaxAt, FirstAt, LastAt;
        public double Min, Max, First, Last, Sum, Integral, Held, Increase;

        public void Add(long instant, double value, double maxHold)
        {
            if (Count++ == 0)
            {
                (Min, Max, First, MinAt, MaxAt, FirstAt) = (value, value, value, instant, instant, instant);
            }
            else
            {
                var held = Math.Min((instant - LastAt) / MicrosPerSecond, maxHold);
                Integral += Last * held;
                Held += held;
                Increase += value >= Last ? value - Last : value;
                if (value < Min)
                    (Min, MinAt) = (value, instant);
                if (value > Max)
                    (Max, MaxAt) = (value, instant);
            }

            (Last, LastAt) = (value, instant);
            Sum += value;
        }
    }
}
