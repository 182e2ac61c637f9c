using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Connect.Mqtt.Online;

/// <summary>Births and wills that are a word on a topic.</summary>
public sealed class OnlineTests
{
    [Theory]
    [InlineData("works/press/status", "online", true)]
    [InlineData("works/press/LWT", "Offline", false)]
    [InlineData("works/press/availability", """{"state":"offline"}""", false)]
    [InlineData("works/press/status", "lost", false)]
    [InlineData("works/press/status", " Connected\n", true)]
    public async Task A_word_is_the_online_state_and_a_state_of_its_own(string topic, string payload, bool isOnline)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync(topic, payload);

        Assert.Equal(isOnline, intake.Declared("works/press"));
        Assert.True(intake.Get<SignalCatalog>().TryGet(topic, out var signal));
        Assert.Equal(isOnline ? "online" : "offline", intake.Get<SignalCatalog>().States(signal.Id)[0]);
        Assert.Empty(intake.Letters());
    }

    [Theory]
    [InlineData("works/press/status", "5", "works/press/status@1760000000000000=5")]
    [InlineData("works/press/status", """{"n":5}""", "works/press/status/n@1760000000000000=5")]
    [InlineData("works/press/other", "online", "")]
    public async Task Other_payloads_and_topics_are_read_as_always(string topic, string payload, string stored)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync(topic, payload);

        Assert.Equal(stored, string.Join(' ', intake.Stored()));
        Assert.Null(intake.Declared("works/press"));
    }

    [Fact]
    public async Task Without_names_of_levels_no_topic_says_it()
    {
        await using var intake = await Intake.OpenAsync(settings: [("mqtt:onlineTopics", "")]);
        await intake.TakeAsync("works/press/status", "online");

        Assert.Equal("syntax", intake.Letters().Single().Reason);
    }

    [Fact]
    public void What_an_asset_says_of_itself_outranks_what_its_samples_say()
    {
        IAssetState states = new AssetConditions(TimeProvider.System);
        states.Tell(1, isOnline: true);
        states.Declare(1, false);
        states.Tell(1, isOnline: true, health: 0.5);
        Assert.Equal((false, (bool?)false, 0.5), (states.Of(1).IsOnline, states.Of(1).Declared, states.Of(1).Health));
        states.Declare(1, null);
        Assert.Equal((true, null), (states.Of(1).IsOnline, states.Of(1).Declared));
    }
}
