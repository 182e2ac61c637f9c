using System.Text;
using Werkstrom.Connect.Mqtt.Rules;

namespace Werkstrom.Tests.Connect.Mqtt.Rules;

/// <summary>The examples of docs/topic-rules.md are what they say.</summary>
public sealed class TopicDocsTests
{
    [Fact]
    public async Task The_first_example_becomes_the_signals_that_the_page_names()
    {
        var docs = Docs();
        var rule = TopicRuleList.Read(docs.Split("```")[1].Trim('\n'), out _).Single();
        var payload = docs[docs.IndexOf("`{\"oil\"", StringComparison.Ordinal)..].Split('`')[1];
        await using var intake = await Intake.OpenAsync();

        var tried = intake.Get<TopicTrier>().Try(TopicRuleParser.Parse(rule.Text, out _)!, rule.Name, "works/line1/press3/data", Encoding.UTF8.GetBytes(payload));
        Assert.Equal(
            [
                "works/line1/press3/oil_temperature Cel 71.5 08:00:00", "works/line1/press3/strokes  1204 08:00:00", "works/line1/press3/bad  3 08:00:00",
            ],
            tried.Values.Select(value => FormattableString.Invariant($"{value.Path} {value.Unit} {value.Value} {value.At:HH:mm:ss}")));
    }

    [Fact]
    public async Task Each_example_of_payload_and_rule_is_stored_whole()
    {
        await using var intake = await Intake.OpenAsync();
        var table = Docs().Split("| payload | rule |\n| --- | --- |\n")[1].Split("\n\n")[0].Split('\n');
        var found = table.Select(row => row.Split('`').Where((_, at) => at % 2 == 1).ToArray()).Select(cells =>
        {
            var rule = TopicRuleParser.Parse("topic a/b\n" + string.Join('\n', cells[1..]), out var problems);
            Assert.Empty(problems);
            var tried = intake.Get<TopicTrier>().Try(rule!, "r", "a/b", Encoding.UTF8.GetBytes(cells[0]));
            Assert.True(tried.Reason is null && tried.Values.All(value => value.Reason is null), cells[0]);
            return string.Join(' ', tried.Values.Select(value => value.Path).Distinct());
        });

        Assert.Equal(["press3/oil_C", "press3/n", "press3/t press3/n", "gateway/A/t gateway/A/h", "press3/mode"], found);
    }

    static string Docs()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "docs", "topic-rules.md") is var page && File.Exists(page))
                return File.ReadAllText(page);
        }

        throw new FileNotFoundException("docs/topic-rules.md");
    }
}
