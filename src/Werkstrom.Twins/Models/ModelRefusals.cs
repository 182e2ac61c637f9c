using System.Collections.Concurrent;

namespace Werkstrom.Twins.Models;

/// <summary>Why files that were sent by a form were refused, until the page that follows has said it.</summary>
sealed class ModelRefusals
{
    const int Most = 100;

    readonly ConcurrentDictionary<string, IReadOnlyList<string>> _held = new();

    /// <summary>Holds what is wrong.</summary>
    /// <returns>What it is found by.</returns>
    public string Hold(IReadOnlyList<string> faults)
    {
        if (_held.Count >= Most)
            _held.Clear();
        var id = Guid.NewGuid().ToString("N");
        _held[id] = faults;
        return id;
    }

    /// <summary>What was wrong; empty when it is not known any more.</summary>
    public IReadOnlyList<string> Find(string? id) => id is not null && _held.TryGetValue(id, out var faults) ? faults : [];
}
