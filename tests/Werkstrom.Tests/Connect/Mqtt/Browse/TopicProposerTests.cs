using System.Text;
using Werkstrom.Connect.Mqtt.Browse;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Tests.Connect.Mqtt.Browse;

/// <summary>Rules that are proposed, and that each proposal reads the payload it was made for.</summary>
public sealed class TopicProposerTests
{
    [Theory]
    [InlineData("71.5", "number", "value   $ -> works/p/x", 1)]
    [InlineData("auto", "text", "value   $ -> works/p/x kind=state", 1)]
    [InlineData("{broken", "broken", "value   $.** -> works/p/x/{*}", 0)]
    [InlineData("[1,", "list", "value   $[*] -> works/p/x/{*}", 0)]
    [InlineData("""{"\ud800":1}""", "broken", "value   $.** -> works/p/x/{*}", 0)]
    [InlineData("""{"s":"text","v":"3.5","w":"3,5","t":"2026-01-01T00:00:00Z","q":"good"}""", "object", "value   $.s -> works/p/x/s kind=state\nvalue   $.v -> works/p/x/v\nvalue   $.w -> works/p/x/w kind=state\ntime    $.t\nquality $.q", 3)]
    [InlineData("""{"state":"online","since":null,"note":""}""", "object", "value   $.state -> works/p/x/state kind=state", 1)]
    [InlineData("""{"a":{"my list":[{"c":1},{"c":2,"d":"on"}]}}""", "object", "value   $.a['my list'][*].c -> works/p/x/a/my list/{*1}/c\nvalue   $.a['my list'][*].d -> works/p/x/a/my list/{*1}/d kind=state", 3)]
    [InlineData("[[1,2],[3]]", "list", "value   $[*][*] -> works/p/x/{*1}/{*2}", 3)]
    [InlineData("""["on","21.5"]""", "list", "value   $[*] -> works/p/x/{*1} kind=state", 2)]
    [InlineData("{}", "object", "value   $.** -> works/p/x/{*}", 0)]
    [InlineData("""{"value":1,"time":"2026-01-01T00:00:00Z","quality":"bad","unit":"K"}""", "sample", "value   $.value -> works/p/x unit=$.unit\ntime    $.time\nquality $.quality", 1)]
    [InlineData("""{"a":1,"b":{"c":2},"q":"good","ts":1759996800}""", "object", "value   $.** -> works/p/x/{*}\ntime    $.ts\nquality $.q", 2)]
    [InlineData("""[{"t":1759996800000,"v":1},{"t":1759996801000,"v":2}]""", "samples", "value   $[*].v -> works/p/x\ntime    $[*].t", 2)]
    [InlineData("""[{"name":"oil temp","value":1},{"name":"n","value":2}]""", "samples", "value   $[*].value -> works/p/x/{$[*].name}", 2)]
    [InlineData("""[{"a":1,"b":2},{"a":3,"b":4}]""", "samples", "value   $[*].* -> works/p/x/{*1}/{*2}", 4)]
    [InlineData("""{"ts":1759996800,"my tags":[{"id":"a","val":1}]}""", "samples", "value   $['my tags'][*].val -> works/p/x/{$['my tags'][*].id}\ntime    $.ts", 1)]
    [InlineData("""{"t":[1759996800,1759996801],"oil":[3,4],"n":[5,6]}""", "columns", "value   $.oil[*] -> works/p/x/oil\nvalue   $.n[*] -> works/p/x/n\ntime    $.t[*]", 4)]
    [InlineData("""{"A":[{"ts":1759996800000,"values":{"t":1,"h":2}}],"B":[{"ts":1759996800000,"values":{"t":3}}]}""", "gateway", "value   $.*[*].values.* -> works/p/x/{*1}/{*3}\ntime    $.*[*].ts", 3)]
    [InlineData("""{"d":[{"n":"t1","v":"21,5"}],"ts":"22.11.2026 08:41:00"}""", "samples", "value   $.d[*].v -> works/p/x/{$.d[*].n}", 1)]
    [InlineData("""{"a":1,"time":"22.11.2026 08:41:00","ts":1759996800}""", "object", "value   $.** -> works/p/x/{*}\ntime    $.ts", 1)]
    [InlineData("""[{"t":"08:41","v":1},{"t":"08:42","v":2}]""", "samples", "value   $[*].v -> works/p/x/{*1}", 2)]
    [InlineData("[1,2,3]", "list", "value   $[*] -> works/p/x/{*}", 3)]
    public async Task A_payload_tells_its_rule(string payload, string form, string lines, int values)
    {
        await using var intake = await Intake.OpenAsync();
        var proposal = intake.Get<TopicProposer>().Propose("works/p/x", Encoding.UTF8.GetBytes(payload));

        Assert.Equal((form, $"topic   works/p/x\n{lines}", "works/p/x", "default"), (proposal.Form, proposal.Text, proposal.Name, proposal.Reader));
        var rule = TopicRuleParser.Parse(proposal.Text, out var problems);
        Assert.Empty(problems);
        var tried = intake.Get<TopicTrier>().Try(rule!, "r", "works/p/x", Encoding.UTF8.GetBytes(payload));
        Assert.Equal(values, tried.Values.Count(value => value.Reason is null));
    }

    [Fact]
    public async Task Of_a_payload_that_was_cut_counts_what_is_whole()
    {
        await using var intake = await Intake.OpenAsync();
        var cut = Encoding.UTF8.GetBytes("""{"id":"press 3","axes":[{"name":"x","v":1.5},{"name":"y","v":2""");
        Assert.Equal("""{"id":"press 3","axes":[{"name":"x","v":1.5},{"name":"y"}]}""", Encoding.UTF8.GetString(PayloadStart.Close(cut)!));
        Assert.Equal(
            ("samples", "topic   works/p/x\nvalue   $.axes[*].v -> works/p/x/{$.axes[*].name}"),
            intake.Get<TopicProposer>().Propose("works/p/x", cut) is var proposal ? (proposal.Form, proposal.Text) : default);
        Assert.Null(PayloadStart.Close("""{"id":"press"""u8));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(PayloadStart.Close("""{"a":1,"b":}"""u8)!));
    }

    [Fact]
    public async Task Half_a_character_is_said_by_the_preview_as_it_is_by_the_intake()
    {
        await using var intake = await Intake.OpenAsync();
        var rule = TopicRuleParser.Parse("topic works/p/x\nvalue $.a -> works/p/x kind=state", out _);
        var tried = intake.Get<TopicTrier>().Try(rule!, "r", "works/p/x", Encoding.UTF8.GetBytes("""{"a":"\ud800"}"""));
        Assert.StartsWith("json.surrogate", tried.Reason!.Value.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_text_is_ignored_and_odd_topics_make_rules_that_hold()
    {
        await using var intake = await Intake.OpenAsync();
        var proposer = intake.Get<TopicProposer>();
        Assert.Equal("topic   a/b\nignore", proposer.Propose("a/b", new byte[] { 0, 1, 2, 255 }).Text);
        Assert.Equal("topic   alone\nvalue   $ -> mqtt/alone", proposer.Propose("alone", "1"u8.ToArray()).Text);
        Assert.Equal("topic   /a:b//+\nvalue   $ -> a%3Ab/%7Bc%7D", proposer.Propose("/a:b//{c}", "1"u8.ToArray()).Text);
    }

    [Fact]
    public async Task Levels_in_which_topics_differ_become_names_and_names_of_rules_do_not_meet()
    {
        await using var intake = await Intake.OpenAsync();
        foreach (var topic in (string[])["works/line1/press3/data", "works/line2/press3/data", "works/line1/press4/data", "works/line1/press3/mode"])
        {
            intake.Get<SeenTopics>().Of(topic)!.Note(
                new(new MqttTopic(Encoding.UTF8.GetBytes(topic)), "1"u8.ToArray(), MqttQos.AtMostOnce, false, 1, default),
                new(new() { ClientId = "c", Version = MqttVersion.V5, Transport = "tcp" }, MqttAdmission.Granted(null), DateTimeOffset.UnixEpoch));
        }

        var proposal = intake.Get<TopicProposer>().Propose("works/line1/press3/data", "1"u8.ToArray());
        Assert.Equal("topic   works/{line}/{press}/data\nvalue   $ -> works/{line}/{press}/data", proposal.Text);
        await intake.Get<TopicRuleBook>().PutAsync(new(0, proposal.Name, true, proposal.Text), "me", default);

        var again = intake.Get<TopicProposer>().Propose("works/line1/press3/data", "1"u8.ToArray());
        Assert.Equal(("works/{line}/{press}/data 2", "works/{line}/{press}/data"), (again.Name, again.Reader));
    }
}
