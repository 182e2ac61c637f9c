namespace Werkstrom.Learning.Watching;

/// <summary>
/// Watches one measured signal as its values come: learns what is usual, by the time of the day and over the long time, and speaks once an
/// episode, when a value, a shift, the scatter or the shape goes beyond anything that this signal has shown. One set of parameters serves
/// every signal, about five kilobytes each. Not for several threads at once.
/// </summary>
/// <remarks>
/// It sees in steps: every value is one where values come no faster than once a minute; else a step is the mean of a minute, judged when
/// the minute is over. It never looks ahead. Values that are not finite, and values not later than the last one, are passed over.
/// </remarks>
public sealed class SignalWatch
{
    const long Minute = TimeSpan.TicksPerMinute;
    const int Version = 2, Clockless = 1;
    const int Quiet = 100; // steps that belong to one episode
    const int Channels = 5; // Peak to Shape: those that compare a value with what is usual
    const double Rounding = 1e-6; // relative; the profile of the day holds single precision

    // the furthest loses a tenth in 1,000 steps, and at most so much in three days and a half: about a month counts
    const double Forget = 0.9999, Memory = 10_000.0 * 5 * Minute;

    // a shift of which the usual course of the day or week explains a third is none
    const double Unexplained = 0.7, OffShare = 2.0 / 31;

    // the least that is told: so many times the mean deviation of single values, and so much of the usual scatter or roughness
    static readonly double[] LeastDeviation = [3, 1.5, 1, 0, 0];
    static readonly double[] LeastChange = [0, 0, 0, 0.5, 0.5];


    readonly WatchSettings _settings;
    readonly WallClock _clock;
    readonly Cadence _cadence = new();
    readonly DayProfile _day = new();
    readonly Drift _drift = new();
    readonly RecentSteps _recent = new();
    readonly Stillness _still = new();

    // scatter and shape say less than the rest: they have to go two thirds, and as far again, beyond anything before
    readonly NoveltyRecord[] _records =
        [new(1), new(1), new(1, RecentSteps.Length), new(0.6, RecentSteps.Length), new(0.5, RecentSteps.Length)];
    readonly (double Seen, double Usual)[] _readings = new (double, double)[Channels];
    double _sum, _off = double.NaN;
    int _count, _quiet;
    long _minute = -1;

    /// <summary>Starts to watch a signal of which nothing is known.</summary>
    public SignalWatch(WatchSettings? settings = null)
    {
        _settings = settings ?? new();
        _clock = new(_settings.Zone);
    }

    /// <summary>Sees the next value.</summary>
    /// <param name="at">When it was measured.</param>
    /// <param name="value">In the unit of the signal.</param>
    /// <returns>An alarm where an unusual episode begins, else null.</returns>
    public WatchAlarm? See(DateTimeOffset at, double value)
    {
        if (!double.IsFinite(value) || !_cadence.Next(at.UtcTicks))
            return null;
        if (_cadence.AfterGap)
            _recent.Interrupt();
        var minute = at.UtcTicks / Minute;
        if (minute == _minute && _cadence.Interval < Minute)
        {
            _sum += value;
            _count++;
            return null;
        }

        var alarm = _minute >= 0 ? Step(_minute * Minute, _sum / _count) : null;
        if (_cadence.Interval >= Minute)
        {
            _minute = -1;
            return Step(at.UtcTicks, value) ?? alarm;
        }

        (_minute, _sum, _count) = (minute, value, 1);
        return alarm;
    }

    /// <summary>Asks whether the signal has been silent for too long: three times its longest gap, and ten usual intervals at least.</summary>
    /// <returns>An alarm, once in a silence; else null.</returns>
    public WatchAlarm? Silent(DateTimeOffset now)
    {
        var score = _cadence.Silence(now.UtcTicks);
        if (score < _settings.Threshold)
            return null;
        _cadence.Told();
        return new(
            now, At(_cadence.Last), WatchChannel.Silence, score, Seconds(now.UtcTicks - _cadence.Last), Seconds(_cadence.Interval),
            Seconds(_cadence.Interval), Seconds(_cadence.Longest));
    }

    /// <summary>From when on <see cref="Silent"/> will speak if no value comes; null while it cannot, or when it has spoken.</summary>
    public DateTimeOffset? SilentFrom => _cadence.SilentFrom(_settings.Threshold) is { } ticks ? At(ticks) : null;

    /// <summary>
    /// Learns from what a person said about an alarm. A true one was no normal state: something as far out will be told again. A false one
    /// was: only what is half as far again will be told from now on.
    /// </summary>
    /// <param name="alarm">Of this watch.</param>
    /// <param name="real">Whether there was something.</param>
    public void Teach(WatchAlarm alarm, bool real)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        var furthest = real ? alarm.Furthest : 1.5 * Math.Max(alarm.Furthest, Math.Abs(alarm.Value - alarm.Usual));
        if ((int)alarm.Channel < Channels)
            _records[(int)alarm.Channel].Teach(furthest);
        else if (alarm.Channel == WatchChannel.Stuck)
            _still.Teach(furthest / Seconds(Math.Max(1, _cadence.Interval)));
        else if (alarm.Channel == WatchChannel.Silence)
            _cadence.Teach(furthest * TimeSpan.TicksPerSecond);
    }

    /// <summary>The whole state, so that a restart forgets nothing.</summary>
    public byte[] Save() => WatchState.Save('S', Version, to =>
    {
        _cadence.Save(to);
        _day.Save(to);
        _drift.Save(to);
        _recent.Save(to);
        _still.Save(to);
        foreach (var record in _records)
            record.Save(to);
        to.Write(_sum);
        to.Write(_off);
        to.Write(_count);
        to.Write(_quiet);
        to.Write(_minute);
        to.Write(_clock.Offset(_cadence.Last));
    });

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <param name="settings">May differ from those it was saved with; in another zone what is usual stays at its instants.</param>
    /// <exception cref="InvalidDataException">It is not a state of a signal watch, of another version, or cut off.</exception>
    public static SignalWatch Load(byte[] state, WatchSettings? settings = null)
    {
        SignalWatch watch = new(settings);
        var isOld = state is [_, Clockless, ..];
        WatchState.Load(state, 'S', isOld ? Clockless : Version, from => watch.Load(from, isOld));
        return watch;
    }

    void Load(BinaryReader from, bool isOld)
    {
        _cadence.Load(from);
        _day.Load(from, isOld);
        _drift.Load(from);
        _recent.Load(from);
        _still.Load(from);
        foreach (var record in _records)
            record.Load(from);
        (_sum, _off) = (from.ReadDouble(), from.ReadDouble());
        (_count, _quiet, _minute) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt64());
        _day.Turn(_clock.Offset(_cadence.Last) - (isOld ? 0 : from.ReadInt64()));
    }

    WatchAlarm? Step(long at, double value)
    {
        Read(at, value);
        var (channel, score, furthest) = Furthest(at, Math.Abs(value) * Rounding);
        var still = _still.Score(value, at);
        if (--_quiet > 0)
            return null; // the same episode
        if (still >= _settings.Threshold)
            return Stuck(at, still);
        if (score < _settings.Threshold)
            return null;
        _quiet = Quiet;
        var (record, reading) = (_records[channel], _readings[channel]);
        // what lasts is a value, too: it is held against how far values scatter, not against how far two in a row do
        var scatter = _records[channel == (int)WatchChannel.Lasting ? (int)WatchChannel.Peak : channel].Mean;
        return new(At(at), At(record.Since), (WatchChannel)channel, score, reading.Seen, reading.Usual, scatter, furthest);
    }

    void Read(long at, double value)
    {
        var usual = _day.Usual(_clock.At(at), _cadence.Interval, value);
        var lasting = double.NaN;
        if (!double.IsNaN(usual))
        {
            lasting = _drift.Lasting(value - usual);
            _off = double.IsNaN(_off) ? value - usual : _off + (OffShare * (value - usual - _off));
        }

        _recent.Add(value);
        _readings[(int)WatchChannel.Peak] = (value, usual);
        _readings[(int)WatchChannel.Lasting] = (usual + _drift.Mean + lasting, usual + _drift.Mean);
        _readings[(int)WatchChannel.Shift] = Shifted(Compared(_recent.Mean));
        _readings[(int)WatchChannel.Spread] = Compared(_recent.Scatter);
        _readings[(int)WatchChannel.Shape] = Compared(_recent.Roughness);
    }

    (double Seen, double Usual) Compared((double Now, double Before) recent) => _recent.Ready ? recent : (double.NaN, double.NaN);

    (double Seen, double Usual) Shifted((double Seen, double Usual) mean) =>
        Math.Abs(_off) < Unexplained * Math.Abs(mean.Seen - mean.Usual) ? (mean.Usual, mean.Usual) : mean;

    (int Channel, double Score, double Furthest) Furthest(long at, double rounding)
    {
        var best = (Channel: 0, Score: 0.0, Furthest: 0.0);
        var scatter = _records[(int)WatchChannel.Peak].Mean;
        var forget = Math.Max(Forget, 1 - (_cadence.Interval / Memory));
        for (var i = 0; i < Channels; i++)
        {
            var deviation = Math.Abs(_readings[i].Seen - _readings[i].Usual);
            if (double.IsNaN(deviation))
                continue;
            var furthest = _records[i].Furthest;
            var noise = (LeastDeviation[i] * scatter) + (LeastChange[i] * _readings[i].Usual);
            if (_records[i].Score(deviation, new(at, noise, rounding, forget)) is var score && score > best.Score)
                best = (i, score, furthest);
        }

        return best;
    }

    WatchAlarm Stuck(long at, double score)
    {
        _still.Told();
        _quiet = Quiet;
        var step = Seconds(_cadence.Interval);
        return new(
            At(at), At(_still.Since), WatchChannel.Stuck, score, Seconds(at - _still.Since), step, step, _still.Longest * step);
    }

    static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    static double Seconds(double ticks) => ticks / TimeSpan.TicksPerSecond;
}
