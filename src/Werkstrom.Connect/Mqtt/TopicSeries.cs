using System.Collections.Concurrent;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mqtt;

/// <summary>A topic as one connection sends it, and the signals of the values in its payloads. Batches of the connection may race for it.</summary>
sealed class TopicSeries(string path)
{
    // what comes beyond is looked up anew each time
    const int Most = 1_000;

    readonly ConcurrentDictionary<(string Member, bool IsState), TopicMember> _members = new();

    /// <summary>The path of a payload that is one number.</summary>
    public TopicMember Plain { get; } = new(MapOf(path, "", isState: false));

    /// <summary>A value of the payload.</summary>
    /// <param name="member">Its names from the top of the payload, with slashes; empty for a payload that is one value.</param>
    /// <param name="isState">Whether it is a text or a boolean.</param>
    public TopicMember Member(string member, bool isState)
    {
        if (member.Length == 0 && !isState)
            return Plain;
        if (_members.TryGetValue((member, isState), out var known))
            return known;
        TopicMember made = new(MapOf(path, member, isState));
        return _members.Count < Most ? _members.GetOrAdd((member, isState), made) : made;
    }

    static Mapped MapOf(string path, string member, bool isState)
    {
        var full = member.Length == 0 ? path : $"{path}/{member}";
        var (unit, kind) = isState ? ("", SignalKind.State) : Suffixes.Of(full);
        return new(full, unit, kind, 0);
    }
}

/// <summary>A value in the payloads of a topic.</summary>
/// <param name="mapped">Where it goes.</param>
sealed class TopicMember(Mapped mapped)
{
    Slot? _slot;

    /// <summary>Where it goes.</summary>
    public Mapped Mapped { get; } = mapped;

    /// <summary>Its signal, if there is one that the sender reaches; what was found is kept until the tree changes.</summary>
    public bool TryFind(SignalCatalog catalog, RecentBook recent, Reach? reach, out Signal signal, out RecentInstants instants)
    {
        var slot = Volatile.Read(ref _slot);
        if (slot is null || slot.Version != catalog.Version || (reach is not null && (slot.Answer is null || !reach.IsFresh(slot.Answer))))
            Volatile.Write(ref _slot, slot = Look(catalog, recent, reach));
        (signal, instants) = (slot?.Signal!, slot?.Recent!);
        return slot is not null && slot.Answer?.IsWithin != false;
    }

    Slot? Look(SignalCatalog catalog, RecentBook recent, Reach? reach)
    {
        var version = catalog.Version;
        return catalog.TryGet(Mapped.Path, out var found) ? new(found, recent.Of(found.Id), version, reach?.Ask(found.Id)) : null;
    }

    sealed record Slot(Signal Signal, RecentInstants Recent, long Version, ReachAnswer? Answer);
}
