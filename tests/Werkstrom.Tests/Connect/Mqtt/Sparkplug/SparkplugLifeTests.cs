using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Connect.Mqtt.Sparkplug;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect.Mqtt.Sparkplug;

/// <summary>
/// Births, data and deaths: chapter 5 "Operational Behavior" and 6.4 of the Eclipse Sparkplug Specification 3.0. The payloads were made by
/// npm sparkplug-payload 1.0.3; in each name the number is <c>seq</c>.
/// </summary>
public sealed class SparkplugLifeTests
{
    const string Node = "spBv1.0/g/NBIRTH/n";
    const string Device = "spBv1.0/g/DBIRTH/n/d";
    const string Data = "spBv1.0/g/DDATA/n/d";

    // bdSeq 7; Supply Voltage = alias 1, Float, V; Properties/OS = alias 2, String
    const string NodeBirth0 = "088080B3C19C3312120A056264536571188080B3C19C332008580712210A144E6F646520436F6E74726F6C2F52656269727468188080B3C19C33200B700012320A0E537570706C7920566F6C746167651001188080B3C19C3320094A100A07656E67556E69741205080C420156650000484112240A0D50726F706572746965732F4F531002188080B3C19C33200C7A08526173706269616E1800";

    // Inputs/A = alias 10, Boolean; oil = alias 11, Double, °C; count = alias 12, Int64
    const string DeviceBirth1 = "088080B3C19C3312170A08496E707574732F41100A188080B3C19C33200B7001123D0A036F696C100B188080B3C19C33200A4A220A07656E67556E69740A075175616C6974791207080C4203C2B0431205080318C001690000000000D05140121D0A05636F756E74100C188080B3C19C33200458FBFFFFFFFFFFFFFFFF011801";
    const string Data2 = "08D08FB3C19C331214100B18E887B3C19C33200A690000000000205240120D100A18D08FB3C19C33200B70001802";

    // only aliases, no types, as [tck-id-payloads-metric-datatype-not-req] wants it
    const string Data3 = "08B897B3C19C331212100B18B897B3C19C336900000000006052401214100C18B897B3C19C3358FAFFFFFFFFFFFFFFFF011803";
    const string NodeData4 = "08A09FB3C19C33120E100118A09FB3C19C3365000044411804";
    const string DeviceDeath5 = "0888A7B3C19C331805";
    const string NewName5 = "08F0AEB3C19C3312100A036E657718F0AEB3C19C33200350091805";
    const string Death7 = "088080B3C19C33120B0A05626453657120085807";
    const string Death6 = "088080B3C19C33120B0A05626453657120085806";

    [Theory(DisplayName = "[tck-id-payloads-alias-birth-requirement, -alias-data-cmd-requirement] data is read by the aliases and types of the births"), OnSqlite, OnPostgres]
    public async Task Aliases(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        await BornAsync(intake);
        intake.Sink.Samples.Clear();
        await intake.TakeHexAsync(Data, Data2);
        await intake.TakeHexAsync(Data, Data3);
        await intake.TakeHexAsync("spBv1.0/g/NDATA/n", NodeData4);

        Assert.Equal(
            [
                "g/n/d/oil@1760000001000000=72.5", "g/n/d/Inputs/A@1760000002000000=0", "g/n/d/oil@1760000003000000=73.5",
                "g/n/d/count@1760000003000000=-6", "g/n/Supply Voltage@1760000004000000=12.25",
            ],
            intake.Stored());
        Assert.Empty(intake.Letters());
        Assert.Empty(Asked(intake));
    }

    [Fact(DisplayName = "[tck-id-operational-behavior-data-publish-nbirth-values, -dbirth-values] the values of births are stored, bdSeq and Node Control are no data")]
    public async Task Values_of_births()
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);

        Assert.Equal(
            ["g/n/Properties/OS=0", "g/n/Supply Voltage=12.5", "g/n/d/Inputs/A=1", "g/n/d/count=-5", "g/n/d/oil=71.25"],
            intake.Stored().Select(line => line.Replace("@1760000000000000", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal((true, true), (intake.Declared("g/n"), intake.Declared("g/n/d")));
    }

    [Fact(DisplayName = "[tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-offline, -devices-offline] the death of a node makes it and its devices offline")]
    public async Task Death()
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);
        await intake.TakeHexAsync("spBv1.0/g/NDEATH/n", Death7);
        Assert.Equal((false, false), (intake.Declared("g/n"), intake.Declared("g/n/d")));

        await BornAsync(intake);
        Assert.Equal((true, true), (intake.Declared("g/n"), intake.Declared("g/n/d")));
    }

    [Fact(DisplayName = "[tck-id-payloads-ndeath-bdseq] a death of another birth is ignored: the will of an earlier connection came late")]
    public async Task Stale_death()
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);
        await intake.TakeHexAsync("spBv1.0/g/NDEATH/n", Death6);

        Assert.Equal((true, true), (intake.Declared("g/n"), intake.Declared("g/n/d")));
    }

    [Fact(DisplayName = "[tck-id-operational-behavior-device-ddeath] the death of a device leaves its node online; a birth of the node waits for its devices")]
    public async Task Death_of_a_device()
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);
        await intake.TakeHexAsync("spBv1.0/g/DDEATH/n/d", DeviceDeath5);
        Assert.Equal((true, false), (intake.Declared("g/n"), intake.Declared("g/n/d")));

        await BornAsync(intake);
        await intake.TakeHexAsync(Node, NodeBirth0);
        Assert.Equal((true, false), (intake.Declared("g/n"), intake.Declared("g/n/d")));
    }

    [Fact(DisplayName = "data before a birth is kept with its reason, a birth is asked for once, and what was kept can be sent in again")]
    public async Task Unborn()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync([.. Enumerable.Range(0, 5).Select(_ => (Data, Convert.FromHexString(Data3)))]);

        var letters = intake.Letters();
        Assert.Equal((5, "birth"), (letters.Count, letters[0].Reason));
        Assert.Equal(
            "metric with alias 11: no birth of g/n/d has announced this alias; metric with alias 12: no birth of g/n/d has announced this alias",
            Sentences.English(letters[0].Detail));
        Assert.Equal(["spBv1.0/g/NCMD/n"], Asked(intake));
        Assert.Equal(Reasons.Birth, (await intake.Get<MqttIntake>().ReplayAsync(letters[0], intake.Sink, default))?.Code);
        Assert.Empty(Asked(intake));

        await BornAsync(intake);
        intake.Sink.Samples.Clear();
        Assert.Null(await intake.Get<MqttIntake>().ReplayAsync(letters[0], intake.Sink, default));
        Assert.Equal(["g/n/d/oil@1760000003000000=73.5", "g/n/d/count@1760000003000000=-6"], intake.Stored());
    }

    [Fact(DisplayName = "a birth is asked for again after half a minute, not before")]
    public async Task Asked_again()
    {
        SparkplugRebirths rebirths = new();
        SparkplugNode node = new("g/n", "spBv1.0/g/NCMD/n");
        foreach (var second in (int[])[0, 1, 29, 30, 59, 60])
            rebirths.Ask(node, Batches.At + (second * 1_000_000L));

        var count = 0;
        while (rebirths.Topics.TryRead(out _))
            count++;
        Assert.Equal(3, count); // at 0, 30 and 60 s
    }

    [Theory(DisplayName = "[tck-id-payloads-sequence-num-incrementing, tck-id-operational-behavior-host-reordering-rebirth] a gap is noticed, its data stored all the same")]
    [InlineData(new byte[] { 2, 3 }, 0)]
    [InlineData(new byte[] { 2, 4 }, 1)]
    [InlineData(new byte[] { 3 }, 1)]
    [InlineData(new byte[] { 2, 2 }, 1)]
    public async Task Gaps(byte[] sequence, int asked)
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);
        intake.Sink.Samples.Clear();
        foreach (var number in sequence)
            await intake.TakeHexAsync(Data, Data2[..^2] + number.ToString("X2", null));

        Assert.Equal(asked, Asked(intake).Count);
        Assert.Equal(sequence.Length * 2, intake.Sink.Samples.Count);
    }

    [Fact(DisplayName = "[tck-id-payloads-sequence-num-incrementing] after 255 comes 0")]
    public async Task Wraps()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeHexAsync(Node, NodeBirth0[..^2] + "FE01"); // seq 254
        await intake.TakeHexAsync(Device, DeviceBirth1[..^2] + "FF01");
        await intake.TakeHexAsync(Data, Data2[..^2] + "00");

        Assert.Empty(Asked(intake));
    }

    [Fact(DisplayName = "[tck-id-operational-behavior-data-publish-dbirth] a metric with name and type that no birth announced is stored, and a birth is asked for")]
    public async Task New_name()
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);
        await intake.TakeHexAsync(Data, Data2);
        Assert.Empty(Asked(intake));
        await intake.TakeHexAsync(Data, NewName5[..^2] + "03");

        Assert.Equal("g/n/d/new@1760000006000000=9", intake.Stored()[^1]);
        Assert.Equal(["spBv1.0/g/NCMD/n"], Asked(intake));
    }

    [Theory]
    [InlineData("spBv1.0/g/NCMD/n")]
    [InlineData("spBv1.0/g/DCMD/n/d")]
    [InlineData("spBv1.0/STATE/host")]
    public async Task Commands_and_the_state_of_hosts_are_no_data(string topic)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync(topic, """{"online":true,"timestamp":1760000000000}""");

        Assert.Empty(intake.Stored());
        Assert.Empty(intake.Letters());
    }

    [Fact]
    public async Task A_key_of_an_asset_reaches_neither_values_nor_state_of_others()
    {
        await using var intake = await Intake.OpenAsync();
        await BornAsync(intake);
        Assert.True(intake.Get<AssetCatalog>().TryGet("g/n/d", out var own));
        intake.Reach = new Reach(own.Id, intake.Get<SignalCatalog>(), intake.Get<AssetCatalog>());
        intake.Sink.Samples.Clear();
        await intake.TakeHexAsync("spBv1.0/g/DDATA/n/d", Data2);
        await intake.TakeHexAsync("spBv1.0/g/NDATA/n", NodeData4);
        await intake.TakeHexAsync("spBv1.0/g/NDEATH/n", Death7);

        Assert.Equal(["g/n/d/oil", "g/n/d/Inputs/A"], intake.Stored().Select(line => line[..line.IndexOf('@')]));
        Assert.Equal(["outside"], intake.Letters().Select(letter => letter.Reason));
        Assert.Equal((true, false), (intake.Declared("g/n"), intake.Declared("g/n/d")));
    }

    [Fact]
    public async Task What_a_birth_says_before_its_asset_is_there_holds_when_it_is()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeHexAsync(Node, "088080B3C19C33120E0A016D188080B3C19C33200338011800"); // no value, so no signal
        Assert.False(intake.Get<AssetCatalog>().TryGet("g/n", out _));
        await intake.TakeHexAsync("spBv1.0/g/DBIRTH/n/d", DeviceBirth1);
        intake.Get<Werkstrom.Connect.Mqtt.Online.OnlineDesk>().Look();

        Assert.True(intake.Declared("g/n"));
    }

    [Fact(DisplayName = "[tck-id-payloads-ncmd-timestamp, -ncmd-seq, tck-id-operational-behavior-data-commands-ncmd-rebirth-name, -value] the command, byte by byte as npm sparkplug-payload makes it")]
    public void Command() => Assert.Equal(
        "088080B3C19C3312210A144E6F646520436F6E74726F6C2F52656269727468188080B3C19C33200B7001",
        Convert.ToHexString(SparkplugRebirths.Command(DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000))));

    [Theory]
    [InlineData("spBv1.0/g/NBIRTH/n", "g/n")]
    [InlineData("spBv1.0/Sparkplug B Devices/DDATA/Raspberry Pi/Pi#1", "Sparkplug B Devices/Raspberry Pi/Pi%231")]
    [InlineData("spBv1.0/g/NBIRTH/n/d", null)]
    [InlineData("spBv1.0/g/DDATA/n", null)]
    [InlineData("spBv1.0/g/DDATA/n/d/e", null)]
    [InlineData("spBv1.0//NDATA/n", null)]
    [InlineData("spBv1.0/g/XDATA/n", null)]
    [InlineData("spAv1.0/g/NDATA/n", null)]
    public void Topics(string topic, string? path) =>
        Assert.Equal(path, SparkplugTopic.TryRead(topic, out var read) ? read.Path : null);

    static async Task BornAsync(Intake intake)
    {
        await intake.TakeHexAsync(Node, NodeBirth0);
        await intake.TakeHexAsync(Device, DeviceBirth1);
    }

    static List<string> Asked(Intake intake)
    {
        List<string> topics = [];
        while (intake.Get<SparkplugRebirths>().Topics.TryRead(out var topic))
            topics.Add(topic);
        return topics;
    }
}
