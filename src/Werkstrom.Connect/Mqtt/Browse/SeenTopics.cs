using System.Collections.Concurrent;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Mqtt.Browse;

/// <summary>The topics that were seen since the start. Bounded: what was silent longest makes room.</summary>
sealed class SeenTopics(TimeProvider time)
{
    /// <summary>Most topics that are remembered.</summary>
    public const int Most = 10_000;

    // so many go at once, so that a flood of new topics does not sort for each
    const int Leaving = 1_000;

    // a longer one is no path
    const int LongestName = 1_000;

    readonly ConcurrentDictionary<string, SeenTopic> _topics = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    /// <summary>How many topics are remembered.</summary>
    public int Count => _topics.Count;

    /// <summary>A topic; null when it is not to be remembered.</summary>
    public SeenTopic? Of(string topic) => topic.Length > LongestName || topic.StartsWith('$') ? null
        : _topics.TryGetValue(topic, out var known) ? known
        : Add(new(topic));

    /// <summary>A topic that was let go and is heard again.</summary>
    public void Return(SeenTopic topic) => Add(topic);

    /// <summary>A topic as it is now; null when it was not seen.</summary>
    public SeenView? Find(string topic) => _topics.TryGetValue(topic, out var seen) && seen.Last > 0 ? seen.View(Micros.Of(time.GetUtcNow())) : null;

    /// <summary>The names of the topics that begin so and hold a text, in order.</summary>
    /// <param name="at">First levels, without a slash at the end; empty for all.</param>
    /// <param name="text">What the name holds, without regard to case; empty for all.</param>
    public List<string> Names(string at, string text)
    {
        List<string> names = [];
        foreach (var (name, seen) in _topics)
        {
            var isBelow = at.Length == 0 || (name.StartsWith(at, StringComparison.Ordinal) && (name.Length == at.Length || name[at.Length] == '/'));
            if (isBelow && seen.Last > 0 && name.Contains(text, StringComparison.OrdinalIgnoreCase))
                names.Add(name);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    SeenTopic Add(SeenTopic topic)
    {
        topic.IsGone = false;
        var kept = _topics.GetOrAdd(topic.Name, topic);
        if (_topics.Count > Most)
            MakeRoom();
        return kept;
    }

    void MakeRoom()
    {
        lock (_gate)
        {
            if (_topics.Count <= Most)
                return;
            foreach (var silent in _topics.Values.OrderBy(topic => topic.Last).Take(_topics.Count - Most + Leaving).ToList())
            {
                if (_topics.TryRemove(silent.Name, out var gone))
                    gone.IsGone = true;
            }
        }
    }
}
