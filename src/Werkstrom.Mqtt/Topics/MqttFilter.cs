namespace Werkstrom.Mqtt.Topics;

/// <summary>The rules of topic filters (section 4.7) and of shared subscriptions (section 4.8.2).</summary>
public static class MqttFilter
{
    /// <summary>More levels than this are refused: it bounds the work that one topic or filter can cause.</summary>
    public const int MostLevels = 128;

    const string Share = "$share/";

    /// <summary>Is it a filter: not empty, <c>#</c> alone in the last level, <c>+</c> alone in its level, a share with a name?</summary>
    /// <param name="filter">The filter, as in a SUBSCRIBE.</param>
    public static bool IsValid(string filter) =>
        TrySplitShare(filter, out var group, out var inner) ? IsGroup(group) && IsPlain(inner) : IsPlain(filter);

    /// <summary>Takes a shared subscription apart.</summary>
    /// <param name="filter">The filter, as in a SUBSCRIBE.</param>
    /// <param name="group">The name of the share.</param>
    /// <param name="inner">The filter of the share.</param>
    /// <returns>Whether the filter begins with <c>$share/</c>.</returns>
    public static bool TrySplitShare(string filter, out string group, out string inner)
    {
        (group, inner) = ("", filter);
        if (!filter.StartsWith(Share, StringComparison.Ordinal))
            return false;
        var end = filter.IndexOf('/', Share.Length);
        group = end < 0 ? "" : filter[Share.Length..end];
        inner = end < 0 ? "" : filter[(end + 1)..];
        return true;
    }

    /// <summary>Does a topic match a filter without share? Wildcards in the first level match no topic that begins with <c>$</c>.</summary>
    /// <param name="filter">A valid filter.</param>
    /// <param name="topic">A topic without wildcards.</param>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic.StartsWith('$') && (filter.StartsWith('#') || filter.StartsWith('+')))
            return false;
        while (true)
        {
            var wanted = Next(ref filter, out var lastOfFilter);
            if (wanted is "#")
                return true;
            var level = Next(ref topic, out var lastOfTopic);
            if (wanted is not "+" && !wanted.SequenceEqual(level))
                return false;
            if (lastOfTopic)
                return lastOfFilter || filter is "#"; // "a/#" matches "a", too
            if (lastOfFilter)
                return false;
        }
    }

    /// <summary>Is a topic short enough in levels to be taken?</summary>
    /// <param name="topic">A topic without wildcards.</param>
    public static bool IsShallow(ReadOnlySpan<char> topic) => topic.Count('/') < MostLevels;

    /// <summary>Takes the first level off.</summary>
    internal static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest, out bool last)
    {
        var end = rest.IndexOf('/');
        last = end < 0;
        var level = last ? rest : rest[..end];
        rest = last ? default : rest[(end + 1)..];
        return level;
    }

    static bool IsGroup(string group) => group.Length > 0 && !group.AsSpan().ContainsAny('+', '#');

    static bool IsPlain(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty || !IsShallow(filter))
            return false;
        var last = false;
        while (!last)
        {
            var level = Next(ref filter, out last);
            if (level.Contains('#') && (level is not "#" || !last))
                return false;
            if (level.Contains('+') && level is not "+")
                return false;
        }

        return true;
    }
}
