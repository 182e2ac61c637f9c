using System.Text;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;
using Werkstrom.Store.Ingest;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>From topic and payload to samples, when no rule says otherwise.</summary>
public sealed class MqttIntakeTests
{
    // 2025-10-09T08:53:20Z
    const long At = 1_760_000_000_000_000;

    [Theory, OnSqlite, OnPostgres]
    public async Task Topics_are_paths_and_members_of_objects_lie_below(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        await TakeAsync(intake, ("works/press/t_C", " 71.5 "), ("/works//press/on", "true"), ("works/press", """{"energy_kWh_total":3,"hydraulic":{"bar":210.5,"ok":false},"name":"P1","list":[1]}"""));

        Assert.Equal(
            [
                $"works/press/t_C@{At}=71.5", $"works/press/on@{At + 1}=1", $"works/press/energy_kWh_total@{At + 2}=3",
                $"works/press/hydraulic/bar@{At + 2}=210.5", $"works/press/hydraulic/ok@{At + 2}=0",
            ],
            intake.Stored());
        Assert.True(intake.Get<SignalCatalog>().TryGet("works/press/energy_kWh_total", out var energy));
        Assert.Equal((SignalKind.Counter, "kW.h"), (energy.Kind, energy.Unit));
        Assert.True(intake.Get<SignalCatalog>().TryGet("works/press/on", out var on));
        Assert.Equal(SignalKind.State, on.Kind);
    }

    [Fact]
    public async Task What_is_wrong_with_json_is_said_of_its_depth_and_of_half_characters()
    {
        await using var intake = await Intake.OpenAsync();
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{\"v\":1}" + new string('}', depth - 1);
        await intake.TakeAsync("works/a", Nested(65));
        await intake.TakeAsync("works/b", """{"\ud800":1}""");
        await intake.TakeAsync("works/c", Nested(64)[..^1]);
        await intake.TakeAsync("homeassistant/sensor/x/config", """{"name":"\ud800","stat_t":"x/y"}""");
        await intake.TakeAsync("homeassistant/sensor/y/config", Nested(65));

        Assert.Empty(intake.Stored());
        Assert.Equal(
            [
                "objects and arrays lie in one another more than 64 deep", "a text in it holds half a character: \\uD800 to \\uDFFF come in pairs",
                "the payload is no JSON (line 1, byte 385)", "a text in it holds half a character: \\uD800 to \\uDFFF come in pairs",
                "objects and arrays lie in one another more than 64 deep",
            ],
            intake.Letters().Select(letter => Sentences.English(letter.Detail)));
    }

    [Theory]
    [InlineData("""{"v":1,"time":"2025-10-09T10:00:00+02:00"}""", 1_759_996_800_000_000)]
    [InlineData("""{"v":1,"ts":1759996800}""", 1_759_996_800_000_000)]
    [InlineData("""{"v":1,"timestamp":1759996800123}""", 1_759_996_800_123_000)]
    [InlineData("""{"v":1,"at":1759996800123456}""", 1_759_996_800_123_456)]
    [InlineData("""{"v":1,"ts":1759996800123456789}""", 1_759_996_800_123_456)]
    [InlineData("""{"v":1,"time":"2025-10-09T10:00:00"}""", At)]
    public async Task A_time_in_the_payload_holds(string payload, long micros)
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(intake, ("works/press", payload));

        Assert.Equal([$"works/press/v@{micros}=1"], intake.Stored());
    }

    [Theory]
    [InlineData("""{"value":71.5}""", At, 71.5, 192)]
    [InlineData("""{"value":71.5,"time":"2025-10-09T10:00:00+02:00"}""", 1_759_996_800_000_000, 71.5, 192)]
    [InlineData("""{"value":71.5,"ts":1759996800123,"quality":"good"}""", 1_759_996_800_123_000, 71.5, 192)]
    [InlineData("""{"value":true,"time":null,"quality":"uncertain"}""", At, 1, 64)]
    [InlineData("""{"value":7,"quality":"BadNoCommunication"}""", At, 7, 0)]
    [InlineData("""{"value":7,"quality":"0x40920000"}""", At, 7, 64)]
    [InlineData("""{"value":7,"quality":2150694912}""", At, 7, 0)]
    [InlineData("""{"value":7,"quality":216,"unit":null}""", At, 7, 216)]
    [InlineData("""{"value":7,"quality":"0"}""", At, 7, 0)]
    public async Task An_object_that_is_one_sample_is_the_signal_of_its_topic(string payload, long micros, double value, byte quality)
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(intake, ("works/press/x", payload));

        Assert.Equal([FormattableString.Invariant($"works/press/x@{micros}={value}")], intake.Stored());
        Assert.Equal([quality], intake.Sink.Qualities);
    }

    [Fact]
    public async Task A_sample_with_a_unit_is_converted_and_a_text_is_a_state()
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(
            intake, ("works/press/t", """{"value":300,"unit":"K"}"""), ("works/press/t", """{"value":26.85,"unit":"Cel"}"""),
            ("works/press/mode", """{"value":"auto"}"""), ("works/press/mode", """{"value":"hand"}"""), ("works/press/mode", """{"value":"auto"}"""));
        await TakeAsync(intake, ("works/press/mode", """{"value":"hand","quality":"bad"}"""), ("works/press/t", """{"value":-273.15,"unit":"Cel"}"""));

        Assert.Equal([300, 300, 0, 1, 0, 1, 0], intake.Sink.Samples.Select(sample => Math.Round(sample.Value, 9)));
        Assert.Equal([192, 192, 192, 192, 192, 0, 192], intake.Sink.Qualities);
        Assert.True(intake.Get<SignalCatalog>().TryGet("works/press/t", out var t));
        Assert.Equal("K", t.Unit);
    }

    [Theory]
    [InlineData("""{"value":1,"note":"x"}""", "works/press/x/value")]
    [InlineData("""{"value":{"value":1}}""", "works/press/x/value/value")]
    public async Task Other_objects_with_a_value_are_values_by_their_names(string payload, string path)
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(intake, ("works/press/x", payload));

        Assert.Equal([$"{path}@{At}=1"], intake.Stored());
    }

    [Theory]
    [InlineData("°C", "Cel")]
    [InlineData("kWh", "kW.h")]
    [InlineData("bar", "bar")]
    public async Task A_unit_is_known_as_people_write_it(string unit, string code)
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(intake, ("works/press/x", $$"""{"value":1,"unit":"{{unit}}"}"""));

        Assert.True(intake.Get<SignalCatalog>().TryGet("works/press/x", out var x));
        Assert.Equal(code, x.Unit);
    }

    [Fact]
    public async Task A_number_that_is_no_instant_is_a_value_whatever_its_name()
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(intake, ("works/press", """{"time":12.5}"""));

        Assert.Equal([$"works/press/time@{At}=12.5"], intake.Stored());
    }

    [Theory]
    [InlineData("running", "the payload 'running' is neither a number, a boolean nor a JSON object, and no rule is for its topic")]
    [InlineData("[1,2]", "the payload '[1,2]' is neither a number, a boolean nor a JSON object, and no rule is for its topic")]
    [InlineData("NaN", "NaN is not a finite number")]
    [InlineData("9007199254740993", "integer 9007199254740993 is beyond ±2^53 (9007199254740992) and would be rounded")]
    [InlineData("{\"a\":", "the payload is no JSON (line 1, byte 6)")]
    [InlineData("{\"a\":\"x\"}", "the JSON object holds no number and no boolean, and no rule is for its topic")]
    [InlineData("""{"value":"\uD800"}""", "a text in it holds half a character: \\uD800 to \\uDFFF come in pairs")]
    [InlineData("""{"\uDFFF":1}""", "a text in it holds half a character: \\uD800 to \\uDFFF come in pairs")]
    [InlineData("""{"value":1,"unit":"furlong"}""", "'furlong' is no unit: UCUM codes are Cel, bar, kW.h and the like")]
    [InlineData("{\"value\":null}", "the value is null: the sender has none")]
    [InlineData("{\"value\":\"\"}", "the value is an empty text")]
    [InlineData(
        "{\"value\":1,\"time\":\"10:00\",\"quality\":\"fine\",\"unit\":3}",
        "the time \"10:00\" is no plausible instant: ISO 8601 with an offset (2026-01-01T00:00:00Z), or Unix time in s, ms, µs or ns; unit is no text; "
        + "the quality \"fine\" is neither good, uncertain nor bad, nor a number from 0 to 254, nor a status code of OPC UA")]
    [InlineData("{\"a\":9007199254740993}", "a: integer 9007199254740993 is beyond ±2^53 (9007199254740992) and would be rounded")]
    public async Task What_cannot_be_read_is_refused_by_name_and_its_neighbours_are_stored(string payload, string why)
    {
        await using var intake = await Intake.OpenAsync();
        var run = new MqttRun(intake.Get<SignalDesk>(), intake.Get<Werkstrom.Connect.Missing.RecentBook>());
        var times = Times(intake);
        run.Begin(new(intake.Source), times);
        run.Take(0, new DefaultReader("works/a/n"), new("works/a/n", Encoding.UTF8.GetBytes(payload), At, times));
        run.Take(1, new DefaultReader("works/a/m"), new("works/a/m", "5"u8.ToArray(), At, times));
        await run.ResolveAsync(default);

        Assert.Equal(why, run.Refused[0].Text);
        Assert.Equal((1, 5.0), (run.Samples.Count, run.Samples.Values[0]));
        Assert.Single(run.Refused);
    }

    [Theory]
    [InlineData("works/a/n", "works/a/n")]
    [InlineData("ruled/a/n", "hall/a/n")]
    public async Task A_plain_number_of_a_known_signal_allocates_nothing(string name, string path)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.Get<Werkstrom.Connect.Mqtt.Rules.TopicRuleBook>().PutAsync(new(0, "r", true, "topic ruled/{m}/n\nvalue $ -> hall/{m}/n"), "me", default);
        await TakeAsync(intake, (name, "1"));
        Assert.Equal([$"{path}@{At}=1"], intake.Stored());
        var run = new MqttRun(intake.Get<SignalDesk>(), intake.Get<Werkstrom.Connect.Missing.RecentBook>());
        var (desk, topic, times, payload) = (intake.Get<TopicDesk>(), new MqttTopic(Encoding.UTF8.GetBytes(name)), Times(intake), "71.5"u8.ToArray());
        MqttClientInfo client = new(new() { ClientId = "c", Version = MqttVersion.V5, Transport = "tcp" }, MqttAdmission.Granted(null), DateTimeOffset.UnixEpoch);
        for (var turn = 0; turn < 2; turn++)
        {
            run.Begin(new(intake.Source), times);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var at = 0; at < 1_000; at++)
            {
                var choice = desk.Of(topic);
                choice.Seen!.Note(new(topic, payload, MqttQos.AtLeastOnce, false, At + at, default), client);
                run.Take(at, choice.Reader, new(name, payload, At + at, times, false, client));
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(1_000, run.Samples.Count);
            if (turn > 0) // everything has grown to its size; the least object a message would be 24,000 bytes, the runtime itself takes some hundred at times
                Assert.InRange(allocated, 0, 1_000);
        }
    }

    [Fact]
    public async Task Retained_messages_taken_away_and_system_topics_are_no_samples()
    {
        await using var intake = await Intake.OpenAsync();
        await TakeAsync(intake, ("works/press/n", ""), ("$SYS/x/n", "1"), ("$anything/n", "2"));

        Assert.Empty(intake.Stored());
        Assert.Equal(0, intake.Source.Rejected);
    }

    [Fact]
    public async Task A_full_disk_is_answered_and_nothing_is_kept_of_the_batch()
    {
        await using var intake = await Intake.OpenAsync();
        intake.Sink.Refuses = new StoreFullException("full");
        var batch = await TakeAsync(intake, ("works/press/n", "1"), ("works/press/n", "bad"));

        Assert.Equal([MqttReason.QuotaExceeded, MqttReason.QuotaExceeded], [batch.At(0).Reason, batch.At(1).Reason]);
        Assert.Equal((0L, 0L), (intake.Source.Accepted, intake.Source.Rejected)); // the sender keeps them and comes again
    }

    [Fact]
    public async Task A_busy_store_is_asked_again()
    {
        await using var intake = await Intake.OpenAsync();
        intake.Sink.Refuses = new StoreBusyException(TimeSpan.FromMilliseconds(1));
        var taking = TakeAsync(intake, ("works/press/n", "1"));
        intake.Sink.Refuses = null;
        await taking.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal([$"works/press/n@{At}=1"], intake.Stored());
    }

    [Fact]
    public async Task Sent_in_again_a_message_has_its_first_instant()
    {
        await using var intake = await Intake.OpenAsync();
        Werkstrom.Connect.Missing.DeadLetter letter = new()
        {
            Id = 1,
            At = DateTimeOffset.UnixEpoch,
            Source = "s",
            Kind = "mqtt",
            Context = MqttIntake.ContextOf("works/press/n with space", At),
            Line = 1,
            Reason = "syntax",
            Detail = "",
            Raw = "3.5",
            IsBase64 = false,
            IsCut = false,
            Bytes = 3,
        };

        Assert.Null(await intake.Get<MqttIntake>().ReplayAsync(letter, intake.Sink, default));
        Assert.Equal([$"works/press/n with space@{At}=3.5"], intake.Stored());
    }

    static Werkstrom.Connect.LineProtocol.LineTimes Times(Intake intake) => Werkstrom.Connect.LineProtocol.LineTimes.At(
        intake.Get<TimeProvider>().GetUtcNow(), Werkstrom.Connect.LineProtocol.Precision.Microseconds, new());

    /// <summary>Messages of QoS 1 in one batch, a microsecond apart.</summary>
    static async Task<MqttBatch> TakeAsync(Intake intake, params (string Topic, string Payload)[] messages)
    {
        MqttIdentity who = new(new(intake.Source, intake.Reach), Scopes.Write, null, null);
        MqttCandidate candidate = new() { ClientId = "c", Version = MqttVersion.V5, Transport = "tcp" };
        MqttBatch batch = new(new(candidate, MqttAdmission.Granted(who), DateTimeOffset.UnixEpoch));
        for (var at = 0; at < messages.Length; at++)
        {
            MqttPublish publish = new() { Payload = Encoding.UTF8.GetBytes(messages[at].Payload), Id = (ushort)(at + 1), Qos = MqttQos.AtLeastOnce };
            batch.Add(publish, new MqttTopic(Encoding.UTF8.GetBytes(messages[at].Topic)), At + at);
        }

        await intake.Get<MqttIntake>().TakeAsync(batch, default);
        return batch;
    }
}
