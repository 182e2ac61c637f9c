using System.Collections.Concurrent;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>Where values of a topic go: a path, and the signal that was found there.</summary>
/// <param name="mapped">Path, and what a new signal is made as.</param>
/// <param name="unit">UCUM code in which the sender says that it sends, converted when the signal has another; empty for that of the signal.</param>
sealed class TopicMember(Mapped mapped, string unit = "")
{
    TopicSignal? _found;

    /// <summary>Where it goes.</summary>
    public Mapped Mapped { get; } = mapped;

    /// <summary>The signal, if there is one that the sender reaches; what was found is kept until the tree changes.</summary>
    public TopicSignal? Find(SignalCatalog catalog, RecentBook recent, Reach? reach)
    {
        var found = Volatile.Read(ref _found);
        if (found is null || found.Version != catalog.Version || (reach is not null && (found.Answer is null || !reach.IsFresh(found.Answer))))
            Volatile.Write(ref _found, found = Look(catalog, recent, reach));
        return found?.Answer?.IsWithin == false ? null : found;
    }

    /// <summary>The same for a signal that was just made.</summary>
    public TopicSignal With(Signal signal, RecentBook recent) => new(signal, recent.Of(signal.Id), -1, null, unit);

    TopicSignal? Look(SignalCatalog catalog, RecentBook recent, Reach? reach)
    {
        var version = catalog.Version;
        return catalog.TryGet(Mapped.Path, out var found) ? new(found, recent.Of(found.Id), version, reach?.Ask(found.Id), unit) : null;
    }
}

/// <summary>A signal as the values of a topic reach it.</summary>
sealed class TopicSignal
{
    readonly bool _fits;
    readonly bool _isSame;
    readonly UnitConversion _conversion;
    readonly string _unit;

    public TopicSignal(Signal signal, RecentInstants recent, long version, ReachAnswer? answer, string unit)
    {
        (Signal, Recent, Version, Answer, _unit) = (signal, recent, version, answer, unit);
        _isSame = unit.Length == 0 || signal.StoredUnit.Length == 0 || unit == signal.StoredUnit;
        _fits = _isSame || Ucum.TryConversion(unit, signal.StoredUnit, out _conversion);
    }

    public Signal Signal { get; }

    public RecentInstants Recent { get; }

    public long Version { get; }

    public ReachAnswer? Answer { get; }

    /// <summary>A value in the unit in which the signal is stored, or why it cannot be.</summary>
    public Reason? Convert(ref double value)
    {
        if (_isSame)
            return null;
        if (!_fits)
            return Reason.Of(Reasons.Unit, "unit.other", Signal.Path, Signal.StoredUnit, _unit);
        value = _conversion.Of(value);
        return null;
    }
}

/// <summary>The members of a topic by path, unit and kind, made when they are met first. Bounded.</summary>
sealed class TopicMembers
{
    // what comes beyond is looked up anew each time
    const int Most = 1_000;

    readonly ConcurrentDictionary<(string Path, string Unit, SignalKind? Kind), TopicMember> _members = new();

    /// <summary>Where values of a path go.</summary>
    /// <param name="path">Path of the signal.</param>
    /// <param name="unit">Unit as the sender writes it; empty when it says none.</param>
    /// <param name="kind">What a new signal is; null to go by the ending of its name.</param>
    public TopicMember Of(string path, string unit = "", SignalKind? kind = null)
    {
        if (_members.TryGetValue((path, unit, kind), out var known))
            return known;
        var code = SignalDesk.UnitOf(unit);
        TopicMember made = new(MapOf(path, code, kind), code);
        return _members.Count < Most ? _members.GetOrAdd((path, unit, kind), made) : made;
    }

    static Mapped MapOf(string path, string unit, SignalKind? kind)
    {
        var named = kind == SignalKind.State ? ("", SignalKind.State) : Suffixes.Of(path);
        return new(path, unit.Length > 0 ? unit : named.Item1, kind ?? named.Item2, 0);
    }
}
