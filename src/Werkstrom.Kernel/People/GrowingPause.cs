using System.Collections.Concurrent;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Counts failures by key, in memory: the first <paramref name="free"/> cost nothing, each further one a pause that doubles from
/// <paramref name="first"/> to <paramref name="most"/>. A key that rests for <paramref name="forget"/> begins anew.
/// </summary>
sealed class GrowingPause(int free, TimeSpan first, TimeSpan most, TimeSpan forget, TimeProvider time)
{
    const int MaxKeys = 100_000;
    const int MaxDoublings = 30;

    readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>How long the key must wait; zero when it need not.</summary>
    public TimeSpan Wait(string key) =>
        _counts.TryGetValue(key, out var count) && count.Until - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero;

    /// <summary>Notes a failure.</summary>
    /// <returns>The pause that it costs; zero while failures are free.</returns>
    public TimeSpan Fail(string key)
    {
        if (_counts.Count >= MaxKeys)
            Forget();
        var now = time.GetUtcNow();
        var count = _counts.AddOrUpdate(key, _ => After(1, now), (_, old) => After(now - old.At > forget ? 1 : old.Failures + 1, now));
        return count.Until - now;
    }

    /// <summary>Forgets the failures of a key: it was right.</summary>
    public void Right(string key) => _counts.TryRemove(key, out _);

    Count After(int failures, DateTimeOffset now)
    {
        if (failures < free)
            return new(failures, now, now);
        var pause = first * Math.Pow(2, Math.Min(failures - free, MaxDoublings));
        return new(failures, now, now + (pause < most ? pause : most));
    }

    void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, count) in _counts)
        {
            if (now - count.At > forget || (count.Failures < free && _counts.Count >= MaxKeys))
                _counts.TryRemove(key, out _);
        }

        if (_counts.Count >= MaxKeys)
            _counts.Clear(); // bounded memory matters more than a perfect count
    }

    readonly record struct Count(int Failures, DateTimeOffset At, DateTimeOffset Until);
}
