using Werkstrom.Connect.Mqtt.Rules;

namespace Werkstrom.Tests.Connect.Mqtt.Rules;

/// <summary>The written form of rules: which topics a filter fits, which of two comes first, and every way to write a rule wrongly.</summary>
public sealed class TopicRuleParserTests
{
    [Theory]
    [InlineData("works/{line}/{machine}/+/data", "works/1/press/x/data", "line=1 machine=press")]
    [InlineData("works/{line}/{machine}/+/data", "works/1/press/data", null)]
    [InlineData("works/{line}/{machine}/+/data", "Works/1/press/x/data", null)]
    [InlineData("works/{rest...}", "works/a/b/c", "rest=a/b/c")]
    [InlineData("works/{rest...}", "works", null)]
    [InlineData("works/#", "works", "")]
    [InlineData("works/#", "works/a/b", "")]
    [InlineData("#", "a", "")]
    [InlineData("{all...}", "/a//b", "all=/a//b")]
    [InlineData("a/+", "a/", "")]
    [InlineData("a/+", "a", null)]
    [InlineData("a/b", "a/b/c", null)]
    public void A_filter_fits_and_names_its_levels(string filter, string topic, string? names)
    {
        var found = Filter(filter).TryMatch(topic, out var match) ? string.Join(' ', match.Select(one => $"{one.Key}={one.Value}")) : null;

        Assert.Equal(names, found);
    }

    [Theory]
    [InlineData("a/b/c", "a/{x}/c")]
    [InlineData("a/b/#", "a/+/c")]
    [InlineData("a/+/c", "a/#")]
    [InlineData("a/b", "a/b/#")]
    [InlineData("a/{x}", "{y}/b")]
    [InlineData("+/+", "{all...}")]
    public void The_more_specific_filter_comes_first(string first, string second)
    {
        Assert.True(TopicFilter.Compare(Filter(first), Filter(second)) < 0);
        Assert.True(TopicFilter.Compare(Filter(second), Filter(first)) > 0);
    }

    [Theory]
    [InlineData("", "a line 'topic' is missing", "a line 'value' is missing, or 'online', 'sparkplug' or 'ignore'")]
    [InlineData("topic a/b\nonline $", "line 2: '$': online wants PLACE -> ASSET")]
    [InlineData("topic a/b\nonline $.* -> a on=1 up=2", "line 2: $.*: online is one place, without stars", "line 2: 'up=2' is not understood; behind the asset stand on=WORD and off=WORD")]
    [InlineData("topic a/b\nonline $ -> {$.id}", "line 2: {$.id}: the path of this asset holds levels of the topic only")]
    [InlineData("topic a/b\nonline $ -> ", "line 2: '$ ->': online wants PLACE -> ASSET")]
    [InlineData("topic a/b\nsparkplug -> works", "a rule with sparkplug is for topics that begin with spBv1.0/, and has no other lines")]
    [InlineData("topic spBv1.0/#\nsparkplug ->", "line 2: the path of the asset is missing")]
    [InlineData("topic a/b\nignore\nvalue $ -> a/b", "a rule that ignores has no values, no time, no quality and no online state")]
    [InlineData("topic a/b\ntopic a/c\nignore", "line 2: 'topic' may stand there once")]
    [InlineData("topic $SYS/#\nignore", "line 1: topics that begin with $ are never stored")]
    [InlineData("topic a#/b\nignore", "line 1: the level 'a#' of the topic: + and {name} stand alone between slashes, # and {name...} at the end; a name has letters, digits and _ and begins with a letter")]
    [InlineData("topic a/{r...}/b\nignore", "line 1: {r...} may only be the last level of the topic")]
    [InlineData("topic {a}/{a}\nignore", "line 1: the placeholder {a} stands in the topic twice")]
    [InlineData("topics a/b\ntopic a/b\nignore", "line 1: 'topics a/b' is not understood; lines begin with topic, value, time, quality, online, sparkplug, ignore or #")]
    [InlineData("topic a/b\nvalue $.x", "line 2: '$.x': a value is written PLACE -> SIGNAL, as in $.oil.t -> press3/oil_C")]
    [InlineData("topic a/b\nvalue x -> a/b", "line 2: 'x' is no place in the payload: it begins with $, as in $.oil.t, and has at most 500 characters")]
    [InlineData("topic a/b\nvalue $.a[x] -> a/b", "line 2: '$.a[x]' is no place in the payload from '[x]' on: there are .name, ['any name'], [2], .*, [*] and, at the end of a value's place, .**")]
    [InlineData("topic a/b\nvalue $.**.x -> a/{*}", "line 2: '$.**.x' is no place in the payload from '.x' on: there are .name, ['any name'], [2], .*, [*] and, at the end of a value's place, .**")]
    [InlineData("topic {m}/b\nvalue $ -> a/{n}", "line 2: {n} is no placeholder of the topic; there are: {m}")]
    [InlineData("topic a/b\nvalue $.x -> a/{*}", "line 2: {*}: the place of the value has 0 stars; the first is {*1}, the last {*}")]
    [InlineData("topic a/b\nvalue $.* -> a/b", "line 2: $.*: all that star 1 finds would become one signal; the path of the signal needs {*1}")]
    [InlineData("topic a/b\nvalue $[*].v -> a/b\ntime $[0].t", "line 2: $[*].v: all elements that star 1 finds would become one signal at one time; the path of the signal needs {*1}, or the time a [*] of its own")]
    [InlineData("topic a/b\nvalue $.v -> a/b\ntime $[*].t", "line 2: $[*].t has more stars than the place of its value (0), or ends with .**")]
    [InlineData("topic a/b\nvalue $ -> oil", "line 2: 'oil' needs an asset before the name of the signal, as in press3/temperature")]
    [InlineData("topic a/b\nvalue $ -> a//b:c{", "line 2: 'a//b:c{': a brace is not closed, or encloses nothing", "line 2: 'a//b:c{' has an empty level", "line 2: 'a//b:c{': a path holds letters, digits, spaces and _-.+()%°")]
    [InlineData("topic a/b\nvalue $ -> a/b unit=°C kind=gauge scale=0 offset=x speed=1", "line 2: '°C' is no unit of UCUM; °C is Cel, kWh is kW.h", "line 2: 'gauge' is not a kind; there are measurement, counter, state, price and forecast", "line 2: '0' is no number that can be used; decimals have a point, scale is not 0", "line 2: 'x' is no number that can be used; decimals have a point, scale is not 0", "line 2: 'speed=1' is not understood; behind the signal may stand unit=, kind=, scale= and offset=, each once")]
    [InlineData("topic a/b\nvalue $.x -> a/b\ntime $.t min", "line 3: '$.t min': behind the place of the time stands nothing, or one of iso, iso ZONE, s, ms, us, ns")]
    [InlineData("topic a/b\nvalue $.x -> a/b\ntime $.t iso Mars/Base", "line 3: the zone Mars/Base is not known; zones are written Europe/Berlin, UTC or +01:00")]
    public void All_that_is_wrong_with_a_rule_is_named_at_once(string text, params string[] problems)
    {
        Assert.Null(TopicRuleParser.Parse(text, out var found));
        Assert.Equal(problems, found.Select(problem => problem.Text));
    }

    [Fact]
    public void A_list_of_rules_is_written_and_read_again()
    {
        TopicRuleView[] rules = [new(1, "Press data", true, "# oil\ntopic a/b\n\nvalue $ -> a/b"), new(2, "Noise", false, "topic debug/#\nignore")];
        const string Text = "rule Press data\n# oil\ntopic a/b\n\nvalue $ -> a/b\n\nrule Noise\noff\ntopic debug/#\nignore\n";

        Assert.Equal(Text, TopicRuleList.Write(rules));
        Assert.Equal(rules.Select(rule => rule with { Id = 0 }), TopicRuleList.Read("# mine\r\n\r\n" + Text.ReplaceLineEndings("\r\n"), out var problem));
        Assert.Null(problem);
        TopicRuleList.Read("topic a/b\nrule x\n", out problem);
        Assert.Equal("line 1, 'topic a/b': each rule begins with a line 'rule NAME'", problem!.Value.Text);
    }

    [Fact]
    public void What_is_wrong_in_a_list_is_said_with_its_line_in_the_whole()
    {
        const string Text = "# mine\nrule A\noff\n\ntopic a/b\nvalue x\ntime $.t min\n\nrule\ntopic a/c\n\nrule C\ntopic a/d\n";
        Assert.Null(TopicRuleSet.Of(TopicRuleList.Read(Text, out _), out var problems));
        Assert.Equal(
            ["rules[0].text 6", "rules[0].text 7", "rules[1].name 9", "rules[1].text 9", "rules[2].text 12"],
            problems.SelectMany(place => place.Value.Select(problem => $"{place.Key} {TopicRuleList.InWhole(Text, place.Key, problem).Line}")));
    }

    [Fact]
    public void Problems_come_in_the_order_of_the_lines_and_those_of_the_whole_rule_last()
    {
        TopicRuleParser.Parse("value x\ntopc a\nvalue $ -> a/b unit=furlong", out var problems);
        Assert.Equal([1, 2, 3, 0], problems.Select(problem => problem.Line));
    }

    static TopicFilter Filter(string text)
    {
        RuleProblems problems = new();
        var filter = TopicFilter.Parse(text, problems);
        Assert.Empty(problems.All);
        return filter!;
    }
}
