using Werkstrom.Connect.Mqtt.Sparkplug;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>The rules in force, ready to use. Immutable. The most specific filter that fits a topic holds.</summary>
sealed class TopicRuleSet
{
    /// <summary>Most rules that there may be: each may be tried for a new topic.</summary>
    public const int MostRules = 1_000;

    const int LongestName = 100;

    readonly (string Name, TopicRule Rule)[] _ready;

    TopicRuleSet(IReadOnlyList<TopicRuleView> rules, IEnumerable<(string Name, TopicRule Rule)> ready) =>
        (Rules, _ready) = (rules, [.. ready.OrderBy(one => one.Rule.Filter, Comparer<TopicFilter>.Create(TopicFilter.Compare))]);

    public static TopicRuleSet Empty { get; } = new([], []);

    /// <summary>All rules by name, those that are switched off, too.</summary>
    public IReadOnlyList<TopicRuleView> Rules { get; }

    /// <summary>The reader that the rules have for a topic; null when none fits.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="sparkplug">The edge nodes; null where no topics of Sparkplug are opened.</param>
    public ITopicReader? Open(string topic, SparkplugBook? sparkplug = null)
    {
        foreach (var (name, rule) in _ready)
        {
            if (rule.Filter.TryMatch(topic, out var names))
                return Open(name, rule, topic, names, sparkplug);
        }

        return null;
    }

    static ITopicReader? Open(string name, TopicRule rule, string topic, IReadOnlyDictionary<string, string> names, SparkplugBook? sparkplug)
    {
        if (rule.Sparkplug is { } group)
            return sparkplug?.Open(topic, name, group.Start(names));
        var values = rule.IsIgnored || rule.Values.Count > 0 ? new RuleReader(name, rule, topic, names) : null;
        return rule.Online is { } online ? new RuleOnlineReader(name, online, values, names) : values;
    }

    /// <summary>Makes a set of rules.</summary>
    /// <param name="rules">All rules, tidy.</param>
    /// <param name="problems">All that is wrong, by place and field (<c>rules[2].text</c>).</param>
    /// <returns>The set; null when something is wrong.</returns>
    public static TopicRuleSet? Of(IReadOnlyList<TopicRuleView> rules, out IReadOnlyDictionary<string, RuleProblem[]> problems)
    {
        Dictionary<string, RuleProblem[]> found = [];
        List<(string Name, TopicRule Rule)> ready = [];
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> shapes = new(StringComparer.Ordinal);
        if (rules.Count > MostRules)
            found["rules"] = [RuleProblem.Of("rule.count", $"{MostRules}")];
        for (var at = 0; at < rules.Count; at++)
        {
            var (rule, place) = (rules[at], $"rules[{at}]");
            if (rule.Name.Length is 0 or > LongestName || rule.Name.Any(char.IsControl))
                found[place + ".name"] = [RuleProblem.Of("rule.name.length", $"{LongestName}")];
            else if (!names.TryAdd(rule.Name, rule.Name))
                found[place + ".name"] = [RuleProblem.Of("rule.name.taken", rule.Name)];
            var read = TopicRuleParser.Parse(rule.Text, out var wrong);
            if (wrong.Count > 0)
                found[place + ".text"] = [.. wrong];
            else if (rule.IsOn && !shapes.TryAdd(read!.Filter.Shape, rule.Name))
                found[place + ".text"] = [RuleProblem.Of("rule.same", shapes[read.Filter.Shape])];
            else if (rule.IsOn)
                ready.Add((rule.Name, read!));
        }

        problems = found;
        return found.Count == 0 ? new([.. rules.OrderBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase)], ready) : null;
    }
}

/// <summary>Topics that a rule fits.</summary>
sealed class RuleTopics(TopicRuleBook book, SparkplugBook sparkplug) : ITopicKind
{
    public int Order => 100;

    public ITopicReader? Open(string topic) => book.Current.Open(topic, sparkplug);
}
