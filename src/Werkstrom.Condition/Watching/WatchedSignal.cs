using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Watching;
using Werkstrom.Store.Queries;
using Looks = Werkstrom.Learning.Watching.SignalKind;
using SignalWatch = Werkstrom.Learning.Watching.SignalWatch;

namespace Werkstrom.Condition.Watching;

/// <summary>One signal as it is watched: a measure or the rate of a counter by its values, a state by its stays. Live and back-test use the same. Not for several threads at once.</summary>
sealed class WatchedSignal
{
    /// <summary>So few values that everything is taken for a measure.</summary>
    public const int FewValues = 50;

    const long Minute = TimeSpan.TicksPerMinute;

    readonly TimeZoneInfo _zone;
    CounterRate? _rate;
    SignalWatch? _values;
    StateWatch? _states;

    WatchedSignal(Looks kind, double sensitivity, TimeZoneInfo zone) => (Kind, Sensitivity, _zone) = (kind, sensitivity, zone);

    /// <summary>As what it is watched.</summary>
    public Looks Kind { get; }

    /// <summary>0 to 10, see <see cref="WatchSettings"/>.</summary>
    public double Sensitivity { get; private set; }

    /// <summary>The last sample seen, microseconds; <see cref="long.MinValue"/> before the first.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>The first sample seen, microseconds.</summary>
    public long First { get; private set; } = long.MinValue;

    /// <summary>How many samples, or means of minutes, it has seen.</summary>
    public long Seen { get; private set; }

    /// <summary>From how many values its kind was guessed; few are to be guessed again.</summary>
    public long GuessedFrom { get; private set; }

    /// <summary>How stored values became the shown ones that it learned, see <see cref="Signal.Factor"/>.</summary>
    public (double Factor, double Offset) Scale { get; init; } = (1, 0);

    /// <summary>
    /// True when it is to be learned anew from what is stored: its kind was guessed from few values and more are there now, or a person gave the signal
    /// another unit.
    /// </summary>
    public bool IsToBeLearnedAgain(Signal signal) =>
        (GuessedFrom < FewValues && Seen >= 10 * FewValues) || Scale != (signal.Factor, signal.Offset);

    /// <summary>Starts to watch a signal of which nothing is known.</summary>
    /// <param name="kind">As what.</param>
    /// <param name="sensitivity">0 to 10.</param>
    /// <param name="guessedFrom">From how many values the kind was guessed; by default it is sure.</param>
    /// <param name="zone">The clock that people go by.</param>
    /// <param name="of">The signal, for its scale; null where none is needed.</param>
    public static WatchedSignal New(Looks kind, double sensitivity, TimeZoneInfo zone, long guessedFrom = long.MaxValue, Signal? of = null)
    {
        WatchSettings settings = new() { Sensitivity = sensitivity, Zone = zone };
        return new(kind, sensitivity, zone)
        {
            GuessedFrom = guessedFrom,
            Scale = (of?.Factor ?? 1, of?.Offset ?? 0),
            _rate = kind == Looks.Counter ? new() : null,
            _states = kind == Looks.State ? new(settings) : null,
            _values = kind == Looks.State ? null : new(settings),
        };
    }

    /// <summary>Sees samples in order of time; what is not later than the last is passed over.</summary>
    /// <param name="instants">Microseconds.</param>
    /// <param name="values">As many.</param>
    /// <param name="into">Is given what is to be told.</param>
    /// <param name="looks">Whether to look before each sample, for those minutes in which nobody did: of the past.</param>
    public void See(ReadOnlySpan<long> instants, ReadOnlySpan<double> values, List<WatchAlarm> into, bool looks = false)
    {
        for (var i = 0; i < instants.Length; i++)
        {
            if (instants[i] <= Last)
                continue;
            if (looks && Last != long.MinValue && LookUntil(Micros.ToInstant(instants[i])) is { } missed)
                into.Add(missed);
            if (First == long.MinValue)
                First = instants[i];
            (Last, Seen) = (instants[i], Seen + 1);
            if (See(Micros.ToInstant(instants[i]), values[i]) is { } alarm)
                into.Add(alarm);
        }
    }

    /// <summary>Its kind was guessed a second time: that holds.</summary>
    public void Sure() => GuessedFrom = long.MaxValue;

    /// <summary>What comes next is read more finely than what came before: a counter's rate begins anew.</summary>
    public void Resume() => _rate = _rate is null ? null : new();

    /// <summary>Looks whether it has been silent, or in one state, for too long.</summary>
    public WatchAlarm? Look(DateTimeOffset now) => _states?.Lasts(now) ?? _values?.Silent(now);

    /// <summary>True when values came while they were measured; of what was imported nobody expects another. Not saved.</summary>
    public bool IsLive { get; private set; }

    /// <summary>Values came, or were there, at an instant: it is live when its next one was not overdue then.</summary>
    public void Hear(DateTimeOffset now) => IsLive |= OverdueFrom > now;

    /// <summary>What <see cref="Look"/> would have said before an instant, had it been asked each full minute.</summary>
    public WatchAlarm? LookUntil(DateTimeOffset before)
    {
        if (OverdueFrom is not { } from || from >= before)
            return null;
        DateTimeOffset minute = new(from.UtcTicks + ((Minute - (from.UtcTicks % Minute)) % Minute), TimeSpan.Zero);
        return minute < before ? Look(minute) : null;
    }

    /// <summary>Learns from what a person said of an alarm of its own.</summary>
    public void Teach(WatchAlarm alarm, bool real) => _values?.Teach(alarm, real);

    /// <summary>Speaks more or less easily from now on; what was learned stays.</summary>
    public void Tune(double sensitivity)
    {
        if (sensitivity == Sensitivity)
            return;
        WatchSettings settings = new() { Sensitivity = sensitivity, Zone = _zone };
        Sensitivity = sensitivity;
        _values = _values is null ? null : SignalWatch.Load(_values.Save(), settings);
        _states = _states is null ? null : StateWatch.Load(_states.Save(), settings);
    }

    /// <summary>Writes all of it.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write((byte)Kind);
        to.Write(Sensitivity);
        to.Write(First);
        to.Write(Last);
        to.Write(Seen);
        to.Write(GuessedFrom);
        to.Write(Scale.Factor);
        to.Write(Scale.Offset);
        Write(to, _rate?.Save());
        Write(to, _values?.Save());
        Write(to, _states?.Save());
    }

    /// <summary>Goes on from where it was saved.</summary>
    /// <exception cref="InvalidDataException">It is none, or of another version.</exception>
    public static WatchedSignal Load(BinaryReader from, TimeZoneInfo zone)
    {
        WatchedSignal watched = new((Looks)from.ReadByte(), from.ReadDouble(), zone)
        {
            First = from.ReadInt64(),
            Last = from.ReadInt64(),
            Seen = from.ReadInt64(),
            GuessedFrom = from.ReadInt64(),
            Scale = (from.ReadDouble(), from.ReadDouble()),
        };
        WatchSettings settings = new() { Sensitivity = watched.Sensitivity, Zone = zone };
        watched._rate = Read(from) is { } rate ? CounterRate.Load(rate) : null;
        watched._values = Read(from) is { } values ? SignalWatch.Load(values, settings) : null;
        watched._states = Read(from) is { } states ? StateWatch.Load(states, settings) : null;
        return watched;
    }

    DateTimeOffset? OverdueFrom => _states?.LastsFrom ?? _values?.SilentFrom;

    WatchAlarm? See(DateTimeOffset at, double value)
    {
        if (_states is not null)
            return _states.See(at, value);
        if (_rate is not null)
            return _rate.Next(at, value) is { } rate ? _values!.See(at, rate) : null;
        return _values!.See(at, value);
    }

    static void Write(BinaryWriter to, byte[]? part)
    {
        to.Write(part?.Length ?? -1);
        if (part is not null)
            to.Write(part);
    }

    static byte[]? Read(BinaryReader from) => from.ReadInt32() is >= 0 and var length
        ? from.ReadBytes(length) is var read && read.Length == length ? read : throw new EndOfStreamException()
        : null;
}
