using Werkstrom.Kernel.Signals;

namespace Werkstrom.Store.Queries;

/// <summary>
/// Finds where a signal was silent for longer than it should be: three times the expected interval, or where that is not known
/// three times the typical (median) interval of its first 1,000. States and prices are sent when they change: without an
/// expected interval they have no gaps. Instants come in order.
/// </summary>
sealed class GapFinder(Signal signal) : IFold
{
    const int Learned = 1_000;
    readonly List<Gap> _gaps = [];
    readonly List<Silence> _first = [];
    long? _limit = Known(signal);
    long? _last;

    /// <summary>A gap is longer than so many intervals; a value holds no longer either.</summary>
    public const int Intervals = 3;

    /// <summary>How long a value of a signal holds, microseconds: <see cref="Figures.NoLimit"/> where no interval is expected.</summary>
    public static long HoldLimit(Signal signal) =>
        signal.ExpectedInterval is { Ticks: > 0 } expected
            ? Intervals * (expected.Ticks / TimeSpan.TicksPerMicrosecond)
            : Figures.NoLimit;

    /// <summary>Takes in one sample.</summary>
    public void Add(long instant, double value) => Take(instant, instant, instant - (_last ?? instant));

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        var i = 0;
        for (; i < instants.Length && (_limit is null || _last is null); i++)
            Add(instants[i], 0);
        if (i == instants.Length)
            return;
        var (limit, last) = (_limit!.Value, _last!.Value);
        for (; i < instants.Length; i++)
        {
            if (instants[i] - last > limit)
                _gaps.Add(new(last, instants[i]));
            last = instants[i];
        }

        _last = last;
    }

    /// <summary>Takes in an hour: a silence within it is too short to be seen.</summary>
    public void Add(in Figures hour)
    {
        if (hour.Count > 0)
            Take(hour.FirstAt, hour.LastAt, Spacing(hour));
    }

    /// <summary>The gaps, in order: the last instant before the silence and the first after it.</summary>
    public IReadOnlyList<Gap> End()
    {
        if (_limit is null)
            Learn();
        return _gaps;
    }

    static long? Known(Signal signal)
    {
        var hold = HoldLimit(signal);
        if (hold != Figures.NoLimit)
            return hold;
        return signal.Kind is SignalKind.State or SignalKind.Price ? Figures.NoLimit : null;
    }

    long Spacing(in Figures hour) =>
        hour.Count > 1 ? (hour.LastAt - hour.FirstAt) / (hour.Count - 1) : hour.FirstAt - (_last ?? hour.FirstAt);

    void Take(long first, long last, long interval)
    {
        if (_last is { } before)
        {
            Silence silence = new(before, first, interval);
            if (_limit is { } limit)
                Check(silence, limit);
            else
                Remember(silence);
        }

        _last = last;
    }

    void Remember(Silence silence)
    {
        _first.Add(silence);
        if (_first.Count == Learned)
            Learn();
    }

    void Learn()
    {
        var typical = _first.Select(s => s.Interval).Order().Skip(_first.Count / 2).FirstOrDefault();
        var limit = _first.Count < Intervals ? Figures.NoLimit : Intervals * typical;
        _limit = limit;
        foreach (var silence in _first)
            Check(silence, limit);
        _first.Clear();
    }

    void Check(Silence silence, long limit)
    {
        if (silence.To - silence.From > limit)
            _gaps.Add(new(silence.From, silence.To));
    }

    readonly record struct Silence(long From, long To, long Interval);
}
