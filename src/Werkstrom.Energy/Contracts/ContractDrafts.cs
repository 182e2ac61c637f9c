using System.Collections.Concurrent;

namespace Werkstrom.Energy.Contracts;

/// <summary>A file that was read and not yet kept.</summary>
sealed record HeldDraft(string Id, string File, ContractDraft Draft, DateTimeOffset At);

/// <summary>Holds files for an hour, until somebody has seen what they say and keeps them. They hold names: they are in memory only.</summary>
sealed class ContractDrafts(TimeProvider clock)
{
    const int Most = 5;

    static readonly TimeSpan Held = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<string, HeldDraft> _drafts = new();

    public string Hold(string file, ContractDraft draft)
    {
        var now = clock.GetUtcNow();
        foreach (var old in _drafts.Values.OrderByDescending(d => d.At).Where((d, i) => i >= Most - 1 || d.At + Held <= now))
            _drafts.TryRemove(old.Id, out _);
        HeldDraft held = new(Guid.NewGuid().ToString("n"), Path.GetFileName(file), draft, now);
        _drafts[held.Id] = held;
        return held.Id;
    }

    public HeldDraft? Find(string? id) => id is not null && _drafts.TryGetValue(id, out var draft) && draft.At + Held > clock.GetUtcNow() ? draft : null;

    /// <summary>Takes it: only one caller gets it, so that a file that is sent twice is kept once.</summary>
    public HeldDraft? Take(string? id) => Find(id) is not null && _drafts.TryRemove(id!, out var draft) ? draft : null;
}
