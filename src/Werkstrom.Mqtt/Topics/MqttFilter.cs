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

    /// <summary>Does a filter match every topic that another matches, level by level? Both without share. (<c>+/#</c> is not said to cover <c>#</c>.)</summary>
    /// <param name="wide">The filter that may be wider.</param>
    /// <param name="narrow">The other filter, or a topic.</param>
    public static bool Covers(ReadOnlySpan<char> wide, ReadOnlySpan<char> narrow)
    {
        if (narrow.StartsWith('$') && StartsWild(wide))
            return false;
        while (true)
        {
            var one = Next(ref wide, out var lastOfWide);
            var other = Next(ref narrow, out var lastOfNarrow);
            if (one is "#")
                return true;
            if (other is "#" || (one is not "+" && !one.SequenceEqual(other)))
                return false;
            if (lastOfNarrow)
                return lastOfWide || wide is "#";
            if (lastOfWide)
                return false;
        }
    }

    /// <summary>Is there a topic that both filters match? Both without share.</summary>
    /// <param name="one">A valid filter.</param>
    /// <param name="other">A valid filter, or a topic.</param>
    public static bool Overlaps(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if ((one.StartsWith('$') && StartsWild(other)) || (other.StartsWith('$') && StartsWild(one)))
            return false;
        while (true)
        {
            var first = Next(ref one, out var lastOfOne);
            var second = Next(ref other, out var lastOfOther);
            if (first is "#" || second is "#")
                return true;
            if (first is not "+" && second is not "+" && !first.SequenceEqual(second))
                return false;
            if (lastOfOne || lastOfOther)
                return (lastOfOne && lastOfOther) || (lastOfOne ? other is "#" : one is "#");
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

    static bool StartsWild(ReadOnlySpan<char> filter) => filter.StartsWith('#') || filter.StartsWith('+');

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
