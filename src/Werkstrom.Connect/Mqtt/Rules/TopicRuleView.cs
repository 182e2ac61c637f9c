namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>A rule as it is sent and shown.</summary>
/// <param name="Id">Its number; 0 for a new one.</param>
/// <param name="Name">Its name, 1 to 100 characters.</param>
/// <param name="IsOn">False when it is kept but not in force.</param>
/// <param name="Text">What it says: lines of <c>topic</c>, <c>value</c>, <c>time</c>, <c>quality</c> or <c>ignore</c>.</param>
sealed record TopicRuleView(long Id, string Name, bool IsOn, string Text)
{
    public static TopicRuleView Of(TopicRuleRow row) => new(row.Id, row.Name, row.IsOn, row.Text);

    public TopicRuleRow ToRow() => new() { Id = Id, Name = Name, IsOn = IsOn, Text = Text };

    /// <summary>White space at the ends, and line ends of other systems, taken away.</summary>
    public TopicRuleView Tidy() => this with
    {
        Name = Name.Trim(),
        Text = string.Join('\n', Text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n'),
    };
}
