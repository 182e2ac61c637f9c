using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Tests.Mqtt.Topics;

/// <summary>Filters as sets of topics: one within another, and two that share a topic.</summary>
public sealed class FilterSetTests
{
    [Theory]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "#", true)]
    [InlineData("+", "#", false)]
    [InlineData("+/#", "#", false)] // they are the same; nobody writes it so
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/+/c", true)]
    [InlineData("a/#", "a/#", true)]
    [InlineData("a/#", "+/b", false)]
    [InlineData("a/#", "ab", false)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a/+", true)]
    [InlineData("a/+", "a/#", false)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/b", "a/+", false)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/x", false)]
    [InlineData("$SYS/#", "$SYS/x", true)]
    public void Within(string wide, string narrow, bool covers) => Assert.Equal(covers, MqttFilter.Covers(wide, narrow));

    [Theory]
    [InlineData("#", "a/b", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "+", true)]
    [InlineData("a/#", "b/#", false)]
    [InlineData("+/b", "a/+", true)]
    [InlineData("+/b", "a/c", false)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/b", "a/b/#", true)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/+/c", "a/b/#", true)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/+", false)]
    [InlineData("$SYS/#", "$SYS/+/y", true)]
    public void Shared(string one, string other, bool overlap)
    {
        Assert.Equal(overlap, MqttFilter.Overlaps(one, other));
        Assert.Equal(overlap, MqttFilter.Overlaps(other, one));
    }
}
