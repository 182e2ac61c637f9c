using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Rules;

namespace Werkstrom.Tests.Connect.Mqtt.Rules;

/// <summary>Rules that say whether an asset is online, and where Sparkplug edge nodes stand.</summary>
public sealed class RuleOnlineTests
{
    [Theory]
    [InlineData("online $ -> works/{m} on=ready off=lost", "ready", true)]
    [InlineData("online $ -> works/{m} on=ready off=lost", " LOST\n", false)]
    [InlineData("online $ -> works/{m} on=ready", "sleeping", false)]
    [InlineData("online $ -> works/{m} off=3", "2", true)]
    [InlineData("online $ -> works/{m}", "online", true)]
    [InlineData("online $ -> works/{m}", "0", false)]
    [InlineData("online $.dev.up -> works/{m}", """{"dev":{"up":true}}""", true)]
    [InlineData("online $.dev.up -> works/{m} on=1 off=0", """{"dev":{"up":0}}""", false)]
    [InlineData("online $.dev.up -> works/{m}", """{"dev":{"down":true}}""", null)]
    public async Task Words(string line, string payload, bool? isOnline)
    {
        await using var intake = await OpenAsync($"topic gw/{{m}}/state\n{line}");
        await intake.TakeAsync("works/press/n", "1"); // the asset is there
        await intake.TakeAsync("gw/press/state", payload);

        Assert.Equal(isOnline, intake.Declared("works/press"));
        Assert.Empty(intake.Letters());
    }

    [Theory]
    [InlineData("online $ -> works/{m} on=1 off=0", "2", "r: '2' means neither online nor offline")]
    [InlineData("online $.x -> works/{m}", "2x", "r: $.x cannot be read; the payload is no JSON (line 1, byte 2)")]
    public async Task What_is_not_understood_is_refused_by_name(string line, string payload, string why)
    {
        await using var intake = await OpenAsync($"topic gw/{{m}}/state\n{line}");
        await intake.TakeAsync("gw/press/state", payload);

        Assert.Equal(why, Sentences.English(intake.Letters().Single().Detail));
    }

    [Fact]
    public async Task Beside_values()
    {
        await using var intake = await OpenAsync("topic gw/{m}/state\nvalue $.t -> works/{m}/t_C\nonline $.up -> works/{m}");
        await intake.TakeAsync("gw/press/state", """{"t":21.5,"up":true}""");

        Assert.Equal(["works/press/t_C@1760000000000000=21.5"], intake.Stored());
        Assert.True(intake.Declared("works/press"));
    }

    [Fact]
    public async Task Sparkplug_nodes_stand_where_the_rule_says_and_are_asked_for_their_birth_when_it_changes()
    {
        // by npm sparkplug-payload 1.0.3: DBIRTH with Inputs/A = alias 10, oil = alias 11, count = alias 12, seq 1; DDATA by alias, seq 2
        const string Birth = "088080B3C19C3312170A08496E707574732F41100A188080B3C19C33200B7001123D0A036F696C100B188080B3C19C33200A4A220A07656E67556E69740A075175616C6974791207080C4203C2B0431205080318C001690000000000D05140121D0A05636F756E74100C188080B3C19C33200458FBFFFFFFFFFFFFFFFF011801";
        const string Data = "08B897B3C19C331212100B18B897B3C19C336900000000006052401214100C18B897B3C19C3358FAFFFFFFFFFFFFFFFF011803";
        await using var intake = await OpenAsync("topic spBv1.0/{group}/#\nsparkplug -> works/{group}/hall1");
        await intake.TakeHexAsync("spBv1.0/plant/DBIRTH/edge/press", Birth);
        await intake.TakeHexAsync("spBv1.0/plant/NCMD/edge", Birth);
        Assert.Equal(
            ["works/plant/hall1/edge/press/Inputs/A", "works/plant/hall1/edge/press/count", "works/plant/hall1/edge/press/oil"],
            intake.Stored().Select(line => line[..line.IndexOf('@')]).Order(StringComparer.Ordinal));
        Assert.True(intake.Declared("works/plant/hall1/edge/press"));

        await SaveAsync(intake, "topic spBv1.0/{group}/#\nsparkplug -> works");
        await intake.TakeHexAsync("spBv1.0/plant/DDATA/edge/press", Data);
        Assert.Equal("birth", intake.Letters().Single().Reason);
        await intake.TakeHexAsync("spBv1.0/plant/DBIRTH/edge/press", Birth);
        await intake.TakeHexAsync("spBv1.0/plant/DDATA/edge/press", Data);
        Assert.Equal("works/edge/press/count@1760000003000000=-6", intake.Stored()[^1]);
    }

    static async Task<Intake> OpenAsync(string text)
    {
        var intake = await Intake.OpenAsync();
        await SaveAsync(intake, text);
        return intake;
    }

    static async Task SaveAsync(Intake intake, string text)
    {
        var saved = await intake.Get<TopicRuleBook>().ReplaceAsync([new(0, "r", true, text)], "me", default);
        Assert.True(saved.IsDone);
    }
}
