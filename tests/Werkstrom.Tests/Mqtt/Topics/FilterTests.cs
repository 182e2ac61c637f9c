using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Tests.Mqtt.Topics;

/// <summary>Section 4.7: the examples of the standard, and the corners.</summary>
public sealed class FilterTests
{
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "sport/tennis/player1/#", "sport/tennis/player1", true },
        { "sport/tennis/player1/#", "sport/tennis/player1/ranking", true },
        { "sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true },
        { "sport/#", "sport", true },
        { "#", "a/b/c", true },
        { "#", "/", true },
        { "sport/tennis/+", "sport/tennis/player1", true },
        { "sport/tennis/+", "sport/tennis/player1/ranking", false },
        { "sport/+", "sport", false },
        { "sport/+", "sport/", true },
        { "+/+", "/finance", true },
        { "/+", "/finance", true },
        { "+", "/finance", false },
        { "+/tennis/#", "sport/tennis", true },
        { "sport/+/player1", "sport/tennis/player1", true },
        { "sport/+/player1", "sport/tennis/player2", false },
        { "#", "$SYS/x", false },
        { "+/monitor/Clients", "$SYS/monitor/Clients", false },
        { "$SYS/#", "$SYS/x", true },
        { "$SYS/monitor/+", "$SYS/monitor/Clients", true },
        { "ACCOUNTS", "Accounts", false },
        { "a//b", "a/b", false },
        { "a/+/b", "a//b", true },
        { "a/b", "a/b/c", false },
        { "a/b/c", "a/b", false },
    };

    [Theory(DisplayName = "[MQTT-4.7.1-1..3, 4.7.2-1, 4.7.3-4] a filter matches a topic, in each of the three ways that the library asks")]
    [MemberData(nameof(Cases))]
    public void Matches(string filter, string topic, bool matches)
    {
        var filters = new FilterTree<string>();
        filters.Add(filter, "found");
        var found = new List<string>();
        filters.Match(topic, found);
        var topics = new TopicTree<string>();
        topics.Set(topic, topic);

        Assert.Equal((matches, matches, matches), (MqttFilter.Matches(filter, topic), found.Count == 1, topics.Match(filter).Count == 1));
    }

    [Theory(DisplayName = "[MQTT-4.7.1-1..3, 4.8.2-1, -2] what a filter may be")]
    [InlineData("a/b", true)]
    [InlineData("/", true)]
    [InlineData("a//#", true)]
    [InlineData("+/+/#", true)]
    [InlineData("$share/g/+/x", true)]
    [InlineData("$share/g//", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("a/#/c", false)]
    [InlineData("a+/b", false)]
    [InlineData("$share/g", false)]
    [InlineData("$share/g/", false)]
    [InlineData("$share//a", false)]
    [InlineData("$share/g+/a", false)]
    public void Valid(string filter, bool valid) => Assert.Equal(valid, MqttFilter.IsValid(filter));

    [Fact(DisplayName = "more than 128 levels are refused")]
    public void Deep()
    {
        Assert.True(MqttFilter.IsValid(string.Join('/', Enumerable.Repeat("a", 128))));
        Assert.False(MqttFilter.IsValid(string.Join('/', Enumerable.Repeat("a", 129))));
    }

    [Fact(DisplayName = "the tree finds what a search through all filters finds, while it grows and shrinks")]
    public void Tree_agrees_with_a_search()
    {
        var random = new Random(7);
        var tree = new FilterTree<Bound>();
        var all = new List<Bound>();
        for (var i = 0; i < 3000; i++)
        {
            if (all.Count > 60 || (all.Count > 0 && random.Next(3) == 0))
            {
                var at = random.Next(all.Count);
                tree.Remove(all[at].Filter, all[at]);
                all.RemoveAt(at);
            }
            else
            {
                var filter = Levels(random, ["a", "b", "", "+", "$x"]) + (random.Next(3) == 0 ? "/#" : "");
                all.Add(new Bound(filter));
                tree.Add(filter, all[^1]);
            }

            var topic = Levels(random, ["a", "b", "", "$x"]);
            var found = new List<Bound>();
            tree.Match(topic, found);
            Assert.Equal(
                all.Select(b => b.Filter).Where(f => MqttFilter.Matches(f, topic)).Order(StringComparer.Ordinal),
                found.Select(b => b.Filter).Order(StringComparer.Ordinal));
        }
    }

    [Fact(DisplayName = "retained values go and leave nothing behind")]
    public void Values_go()
    {
        var tree = new TopicTree<string>();
        tree.Set("a/b/c", "1");
        tree.Set("a", "2");
        Assert.Equal("1", tree.Set("a/b/c", null));

        Assert.Null(tree.Set("a/b/c", null));
        Assert.Equal(["2"], tree.Match("#"));
        Assert.Equal("2", tree.Get("a"));
        Assert.Null(tree.Get("a/b"));
    }

    static string Levels(Random random, string[] from) => string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => from[random.Next(from.Length)]));

    sealed class Bound(string filter)
    {
        public string Filter => filter;
    }
}
