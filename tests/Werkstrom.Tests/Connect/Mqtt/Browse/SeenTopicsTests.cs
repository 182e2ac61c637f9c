using System.Text;
using Werkstrom.Connect.Mqtt.Browse;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Tests.Connect.Mqtt.Browse;

/// <summary>What is remembered of topics for people, within bounds.</summary>
public sealed class SeenTopicsTests
{
    const long Second = 1_000_000;

    static readonly MqttClientInfo Client = new(
        new() { ClientId = "press-7", Version = MqttVersion.V5, Transport = "tcp" }, MqttAdmission.Granted(null), DateTimeOffset.UnixEpoch);

    [Fact]
    public void The_last_payload_the_rate_and_the_sender_are_kept()
    {
        SeenTopic topic = new("a/b");
        for (var second = 100; second <= 120; second++)
        {
            Note(topic, $"{second}", second * Second);
            Note(topic, "between", (second * Second) + 1_000); // within a tenth of a second nothing is looked at
        }

        var view = topic.View(120 * Second);
        Assert.Equal(("120", 42, 2.0, "press-7"), (view.Shown, view.Count, view.Rate, view.Client));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(120).AddMilliseconds(1), view.Last);
        Assert.False(view.IsRefused);
        Assert.Equal(0.01, topic.View(220 * Second).Rate, 9); // one message in a hundred seconds: it has fallen silent
        topic.Refuse(120 * Second);
        Assert.True(topic.View(120 * Second).IsRefused);
    }

    [Theory]
    [InlineData("a\n  b\tc", "a b c")]
    [InlineData("Öl ä", "Öl ä")]
    public void A_text_is_shown_on_one_line(string payload, string shown) => Assert.Equal(shown, View(Encoding.UTF8.GetBytes(payload)).Shown);

    [Fact]
    public void What_is_no_text_is_shown_as_digits_and_what_is_long_is_cut()
    {
        Assert.Equal("0001ff", View([0, 1, 255]).Shown);
        Assert.True(View([0, 1, 255]).IsBinary);
        var view = View(Encoding.UTF8.GetBytes(new string('ä', 2_000)));
        Assert.Equal((512, true, false), (view.Text!.Length, view.IsCut, view.IsBinary));
        var odd = View(Encoding.UTF8.GetBytes("x" + new string('ä', 2_000))); // the cut falls into a letter
        Assert.Equal((512, false), (odd.Text!.Length, odd.IsBinary));
    }

    [Fact]
    public void No_more_topics_than_the_bound_are_kept_and_the_one_that_was_silent_longest_goes_first()
    {
        SeenTopics seen = new(TimeProvider.System);
        var first = seen.Of("first")!;
        Note(first, "1", 1);
        for (var at = 0; at < 3 * SeenTopics.Most; at++)
            Assert.True(Note(seen.Of($"t/{at}")!, "1", at + 2));

        Assert.InRange(seen.Count, SeenTopics.Most - 1_000, SeenTopics.Most);
        Assert.Null(seen.Find("first"));
        Assert.NotNull(seen.Find($"t/{(3 * SeenTopics.Most) - 1}"));
        Assert.False(Note(first, "2", 200_000)); // heard again by a connection that still has it
        seen.Return(first);
        Assert.Equal("2", seen.Find("first")!.Shown);
        Assert.Null(seen.Of("$SYS/x"));
        Assert.Null(seen.Of(new string('x', 1_001)));
    }

    [Fact]
    public void Names_are_found_below_a_level_and_by_a_text()
    {
        SeenTopics seen = new(TimeProvider.System);
        foreach (var name in (string[])["works/a", "works/a/b", "works/ab", "other/Works"])
            Note(seen.Of(name)!, "1", 1);
        seen.Of("works/a/silent");

        Assert.Equal(["works/a", "works/a/b"], seen.Names("works/a", ""));
        Assert.Equal(["other/Works", "works/a", "works/a/b", "works/ab"], seen.Names("", "WORKS"));
    }

    [Fact]
    public void Levels_with_one_child_are_drawn_together()
    {
        var root = TopicNode.Of(["a/b/c", "a/b/d/e", "x", "x/y"], "");

        Assert.Equal(["a/b 2", "x 2"], root.Children.Select(child => $"{child.Name} {child.Count}"));
        Assert.Equal(["a/b/c True", "a/b/d/e True"], root.Children.First().Children.Select(child => $"{child.Full} {child.IsTopic}"));
        Assert.Equal(["c", "d/e"], root.Children.First().Children.Select(child => child.Name));
        Assert.True(root.Children.Last().IsTopic);
        Assert.Equal(["c", "d/e"], TopicNode.Of(["a/b/c", "a/b/d/e"], "a/b").Children.Select(child => child.Name));
    }

    static SeenView View(byte[] payload)
    {
        SeenTopic topic = new("a");
        topic.Note(new(Topic, payload, MqttQos.AtMostOnce, false, Second, default), Client);
        return topic.View(Second);
    }

    static bool Note(SeenTopic topic, string payload, long instant) =>
        topic.Note(new(Topic, Encoding.UTF8.GetBytes(payload), MqttQos.AtMostOnce, false, instant, default), Client);

    static MqttTopic Topic { get; } = new("a"u8);
}
