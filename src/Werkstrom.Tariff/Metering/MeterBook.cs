using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Metering;

/// <summary>What a taking changed.</summary>
/// <param name="Version">The version it made; that of before when nothing changed.</param>
/// <param name="Changed">How many quarter-hours changed.</param>
/// <param name="Refused">How many were not taken, because what is there is better (a substitute does not replace a measured value).</param>
public readonly record struct Taken(int Version, int Changed, int Refused);

/// <summary>A quarter-hour that differs between two versions.</summary>
/// <param name="Quarter">Which.</param>
/// <param name="Before">In the older version.</param>
/// <param name="After">In the newer.</param>
public readonly record struct Correction(int Quarter, MeterValue Before, MeterValue After)
{
    /// <summary>What has to be billed in addition, Wh; negative: too much was billed.</summary>
    public int Wh => After.Wh - Before.Wh;
}

/// <summary>
/// The values of a meter with all their versions. Better ones replace worse ones (see <see cref="ValueOrigin"/>), as good ones correct those before
/// them, worse ones are refused. What a bill used stays: every version can be had again.
/// </summary>
/// <param name="range">Which quarter-hours it holds. Version 0: all are missing.</param>
public sealed class MeterBook(QuarterRange range)
{
    readonly MeterValue[] _now = new MeterValue[range.Count];
    readonly List<(DateTimeOffset At, Correction[] Changes)> _versions = [];

    /// <summary>Which quarter-hours it holds.</summary>
    public QuarterRange Range => range;

    /// <summary>The newest version.</summary>
    public int Version => _versions.Count;

    /// <summary>Takes values.</summary>
    /// <param name="first">The first quarter-hour.</param>
    /// <param name="values">One for each from there; missing ones change nothing.</param>
    /// <param name="at">When they came.</param>
    /// <exception cref="ArgumentException">Some are outside of the range, or before the version before.</exception>
    public Taken Take(int first, ReadOnlySpan<MeterValue> values, DateTimeOffset at)
    {
        if (first < range.First || first + (long)values.Length > range.End)
            throw new ArgumentException($"Quarter-hours {first} to {first + (long)values.Length} are not all within {range.First} to {range.End}.", nameof(first));
        if (_versions.Count > 0 && at < _versions[^1].At)
            throw new ArgumentException($"Version {Version + 1} ({at:O}) cannot be older than version {Version} ({_versions[^1].At:O}).", nameof(at));
        List<Correction> changes = [];
        var refused = 0;
        for (var i = 0; i < values.Length; i++)
        {
            ref var now = ref _now[first - range.First + i];
            if (values[i].Origin == ValueOrigin.Missing || values[i] == now)
                continue;
            if (!values[i].Replaces(now))
            {
                refused++;
                continue;
            }

            changes.Add(new(first + i, now, values[i]));
            now = values[i];
        }

        if (changes.Count > 0)
            _versions.Add((at, [.. changes]));
        return new(Version, changes.Count, refused);
    }

    /// <summary>The values as a version had them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version.</exception>
    public MeterValue[] At(int version)
    {
        Known(version);
        MeterValue[] values = [.. _now];
        for (var i = Version; i > version; i--)
        {
            foreach (var change in _versions[i - 1].Changes)
                values[change.Quarter - range.First] = change.Before;
        }

        return values;
    }

    /// <summary>The version that held at an instant; 0 before the first.</summary>
    public int VersionAt(DateTimeOffset instant) => _versions.FindLastIndex(v => v.At <= instant) + 1;

    /// <summary>What differs between two versions, in the order of time: what a corrected bill has to add and to take off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or the newer one is before the older one.</exception>
    public IReadOnlyList<Correction> Between(int before, int after)
    {
        Known(before);
        Known(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, before);
        SortedDictionary<int, Correction> changes = [];
        foreach (var change in _versions[before..after].SelectMany(v => v.Changes))
            changes[change.Quarter] = changes.TryGetValue(change.Quarter, out var known) ? known with { After = change.After } : change;
        return [.. changes.Values.Where(c => c.Before != c.After)];
    }

    void Known(int version)
    {
        if (version < 0 || version > Version)
            throw new ArgumentOutOfRangeException(nameof(version), $"There is no version {version}; there are 0 to {Version}.");
    }
}
