using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Access;

/// <summary>A rule of a key for topics.</summary>
/// <param name="Allows">True for allow, false for deny.</param>
/// <param name="Publish">It holds for publishing.</param>
/// <param name="Subscribe">It holds for subscribing.</param>
/// <param name="Filter">A filter; a level of it may be <c>%c</c> (client identifier) or <c>%u</c> (name of the key).</param>
sealed record AccessRule(bool Allows, bool Publish, bool Subscribe, string Filter)
{
    const string Client = "%c";
    const string User = "%u";

    /// <summary>Reads <c>allow|deny [publish|subscribe] FILTER</c>.</summary>
    public static AccessRule? Parse(string line, out DeviceFault? fault)
    {
        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var action = words.Length > 2 && words[1] is "publish" or "subscribe" ? words[1] : "";
        var filter = string.Join(' ', words.Skip(action.Length > 0 ? 2 : 1)).Trim();
        fault = words is not ["allow" or "deny", _, ..] ? new("topics.line", $"'{line}' is no rule: allow or deny, then publish or subscribe or neither, then a filter.", line)
            : !MqttFilter.IsValid(filter) || MqttFilter.TrySplitShare(filter, out _, out _) ? new("topics.filter", $"'{filter}' in '{line}' is no filter: # stands alone at the end, + alone in its level.", filter, line)
            : Levels(filter).Any(level => level.Contains('%') && level is not (Client or User)) ? new("topics.place", $"'{filter}' in '{line}': a level is %c, %u, or has no %.", filter, line)
            : null;
        return fault is null ? new(words[0] == "allow", action is "" or "publish", action is "" or "subscribe", filter) : null;
    }

    /// <summary>The rule with the names of a client. What cannot be put in (it has /, + or #) allows nothing, and denies at any name.</summary>
    public AccessRule? For(string clientId, string keyName)
    {
        if (!Filter.Contains('%'))
            return this;
        var levels = Levels(Filter).Select(level => level switch { Client => clientId, User => keyName, _ => level }).ToArray();
        var isSafe = !Array.Exists([clientId, keyName], name => name.AsSpan().ContainsAny("/+#")) && levels.All(level => level.Length > 0);
        if (isSafe)
            return this with { Filter = string.Join('/', levels) };
        return Allows ? null : this with { Filter = string.Join('/', Levels(Filter).Select(level => level is Client or User ? "+" : level)) };
    }

    static string[] Levels(string filter) => filter.Split('/');
}
