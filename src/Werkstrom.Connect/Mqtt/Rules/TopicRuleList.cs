using System.Globalization;
using System.Text;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>
/// All rules as one text, to be kept, compared and carried elsewhere: each begins with a line <c>rule NAME</c>; one that is not in
/// force has a line <c>off</c>.
/// </summary>
static class TopicRuleList
{
    const string Head = "rule ";
    const string Off = "off";

    /// <summary>Writes rules.</summary>
    public static string Write(IEnumerable<TopicRuleView> rules)
    {
        StringBuilder text = new();
        foreach (var rule in rules)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(Head).Append(rule.Name).Append('\n');
            if (!rule.IsOn)
                text.Append(Off).Append('\n');
            text.Append(rule.Text).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads rules; their texts are not looked into.</summary>
    /// <param name="text">As <see cref="Write"/> makes it.</param>
    /// <param name="problem">Why it is no list of rules; null when it is one.</param>
    public static List<TopicRuleView> Read(string text, out RuleProblem? problem)
    {
        List<TopicRuleView> rules = [];
        problem = null;
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (IsHead(line))
                rules.Add(new(0, line.Trim()[(Head.Length - 1)..], true, ""));
            else if (rules.Count == 0 && line.Trim() is { Length: > 0 } stray && stray[0] != '#')
                problem ??= RuleProblem.Of("rule.list", $"{number}", stray.Length > 40 ? stray[..40] + "…" : stray);
            else if (rules.Count > 0)
                rules[^1] = line.Trim() == Off ? rules[^1] with { IsOn = false } : rules[^1] with { Text = rules[^1].Text + line + "\n" };
        }

        return [.. rules.Select(rule => rule.Tidy())];
    }

    /// <summary>Says of a problem of a rule on which line of the whole text it stands.</summary>
    /// <param name="text">The text that was read.</param>
    /// <param name="place">Which rule, as <see cref="TopicRuleSet.Of"/> says it: <c>rules[2].text</c>.</param>
    /// <param name="problem">The problem; its line, if it has one, counts within the rule.</param>
    public static RuleProblem InWhole(string text, string place, RuleProblem problem)
    {
        if (place.Split('[', ']') is not [_, var which, ..])
            return problem;
        var wanted = int.Parse(which, CultureInfo.InvariantCulture);
        var (rule, line, head, number) = (-1, 0, 0, 0);
        foreach (var one in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (IsHead(one))
                (rule, line, head) = (rule + 1, 0, rule + 1 == wanted ? number : head);
            else if (rule == wanted && one.Trim() != Off && (line > 0 || one.Trim().Length > 0) && ++line == problem.Line)
                return problem with { Line = number };
        }

        return problem with { Line = head };
    }

    // one without a name, too: that it is missing is said
    static bool IsHead(string line) => line.StartsWith(Head, StringComparison.Ordinal) || line.TrimEnd() == Head.TrimEnd();
}
