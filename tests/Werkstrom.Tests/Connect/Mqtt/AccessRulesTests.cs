using Werkstrom.Connect.Mqtt.Access;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>What the rules of a key let its clients publish and subscribe to.</summary>
public sealed class AccessRulesTests
{
    [Theory]
    [InlineData("", "a/b", true, true)]
    [InlineData("allow a/#", "a/b", true, true)]
    [InlineData("allow a/#", "b", false, false)]
    [InlineData("allow publish a/#", "b", false, true)]
    [InlineData("allow subscribe a/#", "b", true, false)]
    [InlineData("allow a/#\ndeny a/secret/#", "a/b", true, true)]
    [InlineData("allow a/#\ndeny a/secret/#", "a/secret", false, false)]
    [InlineData("deny subscribe a/secret", "a/secret", true, false)]
    [InlineData("allow a b/#", "a b/c", true, true)]
    public void Topics(string text, string topic, bool publish, bool subscribe)
    {
        var rules = Read(text);

        Assert.Equal((publish, subscribe), (rules.MayPublish(topic), rules.MaySubscribe(topic)));
    }

    [Theory]
    [InlineData("allow subscribe a/#", "a/+/c", true)]
    [InlineData("allow subscribe a/#", "#", false)]
    [InlineData("allow subscribe a/+", "a/#", false)]
    [InlineData("deny subscribe a/secret", "a/+", false)]
    [InlineData("deny subscribe a/secret", "#", false)]
    [InlineData("deny subscribe a/secret", "a/open/#", true)]
    public void A_subscription_lies_wholly_within_an_allowed_filter_and_touches_no_denied_one(string text, string filter, bool may) =>
        Assert.Equal(may, Read(text).MaySubscribe(filter));

    [Fact]
    public void Names_of_client_and_key_are_put_in()
    {
        var rules = Read("allow machines/%c/#\nallow keys/%u\ndeny machines/%c/off").For("press 3", "gateway");

        Assert.True(rules.MayPublish("machines/press 3/on"));
        Assert.False(rules.MayPublish("machines/press 3/off"));
        Assert.False(rules.MayPublish("machines/press 4/on"));
        Assert.True(rules.MayPublish("keys/gateway"));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("a/b")]
    [InlineData("#")]
    [InlineData("")]
    public void A_client_whose_name_is_more_than_a_level_is_allowed_nothing_by_it_and_denied_at_any(string clientId)
    {
        var rules = Read("allow machines/%c/#\nallow common/+/x\ndeny common/%c/x").For(clientId, "key");

        Assert.False(rules.MayPublish($"machines/{clientId}/on"));
        Assert.False(rules.MayPublish("machines/a/b"));
        Assert.False(rules.MayPublish("common/a/x"));
    }

    [Fact]
    public void All_that_is_wrong_is_said_by_line()
    {
        List<DeviceFault> faults = [];
        AccessRules.Parse("permit a\nallow\nallow publish a/#/b\ndeny $share/g/a\nallow x/%i\nallow a%c/b\nallow good/%c", faults);

        Assert.Equal(["topics.line", "topics.line", "topics.filter", "topics.filter", "topics.place", "topics.place"], faults.Select(fault => fault.Code));
        Assert.Equal("'permit a' is no rule: allow or deny, then publish or subscribe or neither, then a filter.", faults[0].Text);
    }

    static AccessRules Read(string text)
    {
        List<DeviceFault> faults = [];
        var rules = AccessRules.Parse(text, faults);
        Assert.Empty(faults);
        return rules;
    }
}
