using Werkstrom.Store.Closing;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Live;

/// <summary>
/// Looks at every durable sample once: keeps the last value of each signal, and marks the (signal, day) whose samples did not come
/// in order of time, so that queries resolve "the last write holds" only there. Fed by who writes the log, read by everybody.
/// </summary>
sealed class SampleTracker
{
    const int PageBits = 10;
    const int PageSize = 1 << PageBits;

    /// <summary>Samples looked at under the lock at a time: about 30 µs.</summary>
    const int Slice = 8_192;

    readonly Lock _gate = new();
    readonly HashSet<int> _unsure = [];
    readonly Dictionary<(int Signal, int Day), long> _newest = [];
    readonly HashSet<int> _reload = [];
    Track[]?[] _pages = new Track[]?[16];
    readonly List<int> _known = [];

    /// <summary>The marks.</summary>
    public TidyMarks Marks { get; } = new();

    /// <summary>Rises whenever a last value changes.</summary>
    public long Version { get; private set; }

    /// <summary>A day has samples from before this process, whose order is not known any more.</summary>
    public void Unsure(int day) => _unsure.Add(day);

    /// <summary>Takes in samples in order of arrival.</summary>
    public void Take(LogFrame frame)
    {
        for (var at = 0; at < frame.Count; at += Slice)
        {
            lock (_gate)
            {
                Version++;
                Take(frame, at, Math.Min(frame.Count, at + Slice));
            }
        }
    }

    /// <summary>Sets a last value as it was stored, without judging order.</summary>
    public void Restore(int signal, long instant, double value, byte quality)
    {
        lock (_gate)
        {
            ref var track = ref At(signal);
            if (track.Exists && track.Instant >= instant)
                return;
            track = new Track(instant, value, quality, ++Version) { Exists = true, Day = UtcDay.Of(instant), DayNewest = instant };
        }
    }

    /// <summary>Sets the last value of a signal whose last sample was taken back, unless a newer one has come since.</summary>
    public void Replace(int signal, long instant, double value, byte quality)
    {
        lock (_gate)
        {
            ref var track = ref At(signal);
            if (track.Instant == long.MinValue)
                (track.Instant, track.Value, track.Quality, track.Version) = (instant, value, quality, ++Version);
        }
    }

    /// <summary>Forgets a signal's last value: it was merged into another, or its last sample was taken back.</summary>
    public void Forget(int signal)
    {
        lock (_gate)
        {
            ref var track = ref At(signal);
            track.Instant = long.MinValue;
        }
    }

    /// <summary>The last value of a signal.</summary>
    public bool TryGet(int signal, out Track track)
    {
        lock (_gate)
        {
            track = Find(signal);
            return track.Exists && track.Instant != long.MinValue;
        }
    }

    /// <summary>Adds the last values that changed after a version, and returns the version that now holds.</summary>
    /// <param name="signals">Those of interest; empty for all.</param>
    /// <param name="since">A version returned before.</param>
    /// <param name="changed">Where they are added.</param>
    public long Changed(IReadOnlyCollection<int> signals, long since, List<(int Signal, Track Track)> changed)
    {
        lock (_gate)
        {
            foreach (var signal in signals.Count == 0 ? _known : signals)
            {
                var track = Find(signal);
                if (track.Version > since && track.Instant != long.MinValue)
                    changed.Add((signal, track));
            }

            return Version;
        }
    }

    /// <summary>How far each signal has come: its newest instant, and how many samples moved it. Taken in slices, so writers hardly wait.</summary>
    /// <param name="into">Is emptied first; signals without a value are left out.</param>
    public void CopyTo(List<Advance> into)
    {
        into.Clear();
        var more = true;
        for (var from = 0; more; from += Slice)
        {
            lock (_gate)
            {
                more = Copy(from, into);
            }
        }
    }

    /// <summary>Every last value, for storing.</summary>
    public List<(int Signal, Track Track)> All()
    {
        List<(int, Track)> all = [];
        Changed([], 0, all);
        return all;
    }

    /// <summary>Signals whose last sample was taken back since this was asked last: the one before is to be read from the tables.</summary>
    public int[] TakeReloads()
    {
        lock (_gate)
        {
            int[] signals = [.. _reload];
            _reload.Clear();
            return signals;
        }
    }

    bool Copy(int from, List<Advance> into)
    {
        var to = Math.Min(_known.Count, from + Slice);
        for (var i = from; i < to; i++)
        {
            var track = Find(_known[i]);
            if (track.Exists && track.Instant != long.MinValue)
                into.Add(new(_known[i], track.Instant, track.Advances));
        }

        return to < _known.Count;
    }

    void Take(LogFrame frame, int from, int to)
    {
        var signals = frame.Signals;
        var instants = frame.Instants;
        var values = frame.Values;
        var qualities = frame.Qualities;
        for (var i = from; i < to; i++)
        {
            ref var track = ref At(signals[i]);
            var instant = instants[i];
            if (instant - track.DayStart is < 0 or >= Micros.PerDay || !track.Exists)
                ChangeDay(ref track, signals[i], instant);
            if (instant > track.DayNewest)
                track.DayNewest = instant;
            else
                Marks.Add(signals[i], track.Day);
            if (qualities[i] == Quality.Deleted)
            {
                TakeBack(ref track, signals[i], instant);
            }
            else if (instant >= track.Instant)
            {
                track.Advances += instant > track.Instant ? 1 : 0;
                (track.Instant, track.Value, track.Quality, track.Version) = (instant, values[i], qualities[i], Version);
            }
        }
    }

    void TakeBack(ref Track track, int signal, long instant)
    {
        Marks.Add(signal, track.Day);
        if (instant != track.Instant)
            return;
        track.Instant = long.MinValue;
        _reload.Add(signal);
    }

    void ChangeDay(ref Track track, int signal, long instant)
    {
        if (track.Exists)
            _newest[(signal, track.Day)] = track.DayNewest;
        else
            track = new Track(long.MinValue, 0, 0, 0) { Exists = true };
        track.Day = UtcDay.Of(instant);
        var unknown = _unsure.Contains(track.Day) ? long.MaxValue : long.MinValue;
        track.DayNewest = _newest.GetValueOrDefault((signal, track.Day), unknown);
    }

    Track Find(int signal)
    {
        var page = signal >> PageBits;
        return (uint)page < (uint)_pages.Length && _pages[page] is { } tracks ? tracks[signal & (PageSize - 1)] : default;
    }

    ref Track At(int signal)
    {
        var page = signal >> PageBits;
        if (page >= _pages.Length)
            Array.Resize(ref _pages, Math.Max(page + 1, _pages.Length * 2));
        ref var track = ref (_pages[page] ??= new Track[PageSize])[signal & (PageSize - 1)];
        if (!track.Listed)
        {
            track.Listed = true;
            _known.Add(signal);
        }

        return ref track;
    }
}

/// <summary>How far a signal has come.</summary>
/// <param name="Signal">Its number.</param>
/// <param name="Instant">Its newest instant, microseconds since 1970.</param>
/// <param name="Count">How many samples moved that instant forward in this process; may wrap.</param>
readonly record struct Advance(int Signal, long Instant, int Count);

/// <summary>What is known of a signal's newest sample.</summary>
struct Track(long instant, double value, byte quality, long version)
{
    public long Instant = instant;
    public double Value = value;
    public byte Quality = quality;
    public long Version = version;
    public long DayNewest;
    public int Advances;
    public bool Exists;
    public bool Listed = true;
    long _dayStart;

    public readonly long DayStart => _dayStart;

    public int Day
    {
        readonly get => (int)(_dayStart / Micros.PerDay);
        set => _dayStart = value * Micros.PerDay;
    }
}
