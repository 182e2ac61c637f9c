using System.Text;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Connect.Mqtt.Rules;

/// <summary>Payloads read by rules, form by form; each expected sample is written out by hand.</summary>
public sealed class RuleReaderTests
{
    // 2025-10-09T08:53:20Z
    const long At = 1_760_000_000_000_000;

    // a number and a text as they are
    [Theory]
    [InlineData("topic works/{m}/t\nvalue $ -> hall/{m}/oil_C", "works/p1/t", "71.5", "hall/p1/oil_C@1760000000000000=71.5")]
    [InlineData("topic works/{m}/t\nvalue $ -> hall/{m}/oil unit=Cel scale=0.5 offset=-40", "works/p1/t", " 200 ", "hall/p1/oil@1760000000000000=60")]
    [InlineData("topic works/{m}/t\nvalue $ -> hall/{m}/on", "works/p1/t", "true", "hall/p1/on@1760000000000000=1")]
    [InlineData("topic works/{m}/t\nvalue $ -> hall/{m}/mode", "works/p1/t", "auto", "hall/p1/mode@1760000000000000=0")]
    [InlineData("topic works/{m}/t\nvalue $ -> hall/{m}/mode", "works/p1/t", "\"auto\"", "hall/p1/mode@1760000000000000=0")]
    [InlineData("topic works/{m}/t\nvalue $ -> hall/{m}/n kind=counter", "works/p1/t", "\"12\"", "hall/p1/n@1760000000000000=12")]
    [InlineData("topic works/{r...}\nvalue $ -> {r...}", "works/a/b/c", "1", "a/b/c@1760000000000000=1")]
    [InlineData("topic {m}/t\nvalue $ -> hall/{m}", "p:1/t", "1", "hall/p%3A1@1760000000000000=1")]
    // members of objects
    [InlineData("topic a/b\nvalue $.oil.t -> p/oil\nvalue $['bar abs'] -> p/bar", "a/b", """{"oil":{"t":7},"bar abs":"1.5"}""", "p/oil@1760000000000000=7", "p/bar@1760000000000000=1.5")]
    [InlineData("topic a/b\nvalue $.t -> p/t\nvalue $.missing -> p/x", "a/b", """{"t":7}""", "p/t@1760000000000000=7")]
    [InlineData("topic a/b\nvalue $.* -> p/{*}", "a/b", """{"t":7,"on":false,"name":"x","sub":{"y":1},"none":null}""", "p/t@1760000000000000=7", "p/on@1760000000000000=0")]
    [InlineData("topic a/b\nvalue $.* -> p/{*} kind=state", "a/b", """{"mode":"auto"}""", "p/mode@1760000000000000=0")]
    [InlineData("topic a/b\nvalue $.m.*.v -> p/{*1}", "a/b", """{"m":{"t":{"v":1},"n/o":{"v":2}}}""", "p/t@1760000000000000=1", "p/n%2Fo@1760000000000000=2")]
    [InlineData("topic a/b\nvalue $.** -> p/{*}\ntime $.ts s", "a/b", """{"ts":1759996800,"x":{"y":{"z":1},"w":2}}""", "p/x/y/z@1759996800000000=1", "p/x/w@1759996800000000=2")]
    [InlineData("topic a/b\nvalue $.v -> {$.site}/{$.id}/v", "a/b", """{"v":1,"id":7,"site":"Köln"}""", "Köln/7/v@1760000000000000=1")]
    // times
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t", "a/b", """{"v":1,"t":"2025-10-09T10:00:00+02:00"}""", "p/v@1759996800000000=1")]
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t ms", "a/b", """{"v":1,"t":1759996800123}""", "p/v@1759996800123000=1")]
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t s", "a/b", """{"v":1,"t":1759996800.000123}""", "p/v@1759996800000123=1")]
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t us", "a/b", """{"v":1,"t":"1759996800123456"}""", "p/v@1759996800123456=1")]
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t ns", "a/b", """{"v":1,"t":1759996800123456789}""", "p/v@1759996800123456=1")]
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t iso Europe/Berlin", "a/b", """{"v":1,"t":"2025-10-09 10:00:00.5"}""", "p/v@1759996800500000=1")]
    [InlineData("topic a/b\nvalue $.v -> p/v\ntime $.t iso Europe/Berlin", "a/b", """{"v":1,"t":"2025-10-26T02:30"}""", "p/v@1761442200000000=1")]
    // arrays
    [InlineData("topic a/b\nvalue $[*].v -> p/v\ntime $[*].t ms", "a/b", """[{"t":1759996800000,"v":1},{"t":1759996801000,"v":2}]""", "p/v@1759996800000000=1", "p/v@1759996801000000=2")]
    [InlineData("topic a/b\nvalue $.v[*] -> p/v\ntime $.t[*] s", "a/b", """{"t":[1759996800,1759996801],"v":[3,4]}""", "p/v@1759996800000000=3", "p/v@1759996801000000=4")]
    [InlineData("topic a/b\nvalue $.tags[*].value -> p/{$.tags[*].name}", "a/b", """{"tags":[{"name":"t","value":1},{"name":"n","value":true}]}""", "p/t@1760000000000000=1", "p/n@1760000000000000=1")]
    [InlineData("topic gw/telemetry\nvalue $.*[*].values.* -> gw/{*1}/{*3}\ntime $.*[*].ts ms", "gw/telemetry", """{"A":[{"ts":1759996800000,"values":{"t":1,"h":2}}],"B":[{"ts":1759996801000,"values":{"t":3}}]}""", "gw/A/t@1759996800000000=1", "gw/A/h@1759996800000000=2", "gw/B/t@1759996801000000=3")]
    [InlineData("topic a/b\nvalue $.axes[1] -> p/y", "a/b", """{"axes":[1,2,3]}""", "p/y@1760000000000000=2")]
    public async Task A_payload_becomes_samples(string rule, string topic, string payload, params string[] samples)
    {
        await using var intake = await Intake.OpenAsync();

        Assert.Null(await TakeAsync(intake, rule, topic, payload));
        Assert.Equal(samples, intake.Stored());
    }

    [Theory]
    [InlineData("topic a/b\nvalue $.x -> p/x\nvalue $.y[*].z -> p/{*}", """{"z":1}""", "r: the payload has nothing at $.x, $.y[*].z")]
    [InlineData("topic a/b\nvalue $.x -> p/x", "71.5", "r: the payload has nothing at $.x")]
    [InlineData("topic a/b\nvalue $.x -> p/x", "{\"x\":", "r: the payload is no JSON (line 1, byte 6)")]
    [InlineData("topic a/b\nvalue $ -> p/x", """{"x":1}""", "r: the payload '{\"x\":1}' is neither a number, a boolean nor a text; the rule takes it as a whole")]
    [InlineData("topic a/b\nvalue $ -> p/x kind=counter", "auto", "r: the text 'auto' is no number, which the kind of the signal needs")]
    [InlineData("topic a/b\nvalue $.x -> p/x", """{"x":null}""", "r $.x: the value is null: the sender has none")]
    [InlineData("topic a/b\nvalue $.x -> p/x", """{"x":[1]}""", "r $.x: value [1] is no number, boolean or text")]
    [InlineData("topic a/b\nvalue $.x -> p/x", """{"x":9007199254740993}""", "r $.x: integer 9007199254740993 is beyond ±2^53 (9007199254740992) and would be rounded")]
    [InlineData("topic a/b\nvalue $.x -> p/x scale=1e300", """{"x":1e300}""", "r $.x: 1E+300 is too large for a number")]
    [InlineData("topic a/b\nvalue $.x -> {$.id}/x", """{"x":1}""", "r $.x: there is no text and no number at $.id for the path of the signal")]
    [InlineData("topic a/b\nvalue $.x -> p/x\ntime $.t", """{"x":1}""", "r $.x: there is no time at $.t")]
    [InlineData("topic a/b\nvalue $.x -> p/x\ntime $.t iso", """{"x":1,"t":"2025-10-09T10:00:00"}""", "r $.x: the time \"2025-10-09T10:00:00\" is not ISO 8601 with an offset (2026-01-01T00:00:00Z); for local times the rule names the zone")]
    [InlineData("topic a/b\nvalue $.x -> p/x\ntime $.t iso Europe/Berlin\nquality $.q", """{"x":1,"t":"2025-03-30T02:30","q":"fine"}""", "r $.x: the time \"2025-03-30T02:30\" is not ISO 8601, or the clocks jumped over it in spring; the quality \"fine\" is neither good, uncertain nor bad, nor a number from 0 to 254, nor a status code of OPC UA")]
    [InlineData("topic a/b\nvalue $.x -> p/x\ntime $.t s", """{"x":1,"t":1759996800123}""", null)]
    public async Task What_a_rule_cannot_read_is_refused_by_name(string rule, string payload, string? why)
    {
        await using var intake = await Intake.OpenAsync();
        var refused = await TakeAsync(intake, rule, "a/b", payload);

        Assert.NotNull(refused);
        if (why is null) // milliseconds read as seconds: the sentence of line protocol names what was meant
            Assert.Contains("ms", refused, StringComparison.Ordinal);
        else
            Assert.Equal(why, refused);
        Assert.Empty(intake.Stored());
    }

    [Fact]
    public async Task Units_qualities_and_kinds_hold_for_new_signals_and_values_are_converted_for_those_that_are_there()
    {
        await using var intake = await Intake.OpenAsync();
        const string Rule = "topic a/b\nvalue $.v -> p/v unit=$.u\nvalue $.n -> p/n unit=kW.h kind=counter\nquality $.q";
        Assert.Null(await TakeAsync(intake, Rule, "a/b", """{"v":300,"u":"K","n":5,"q":"uncertain"}"""));
        Assert.Null(await TakeAsync(intake, Rule, "a/b", """{"v":26.85,"u":"Cel","n":6}"""));

        Assert.Equal([300, 5, 300, 6], intake.Sink.Samples.Select(sample => Math.Round(sample.Value, 9)));
        Assert.Equal([64, 64, 192, 192], intake.Sink.Qualities);
        Assert.True(intake.Get<SignalCatalog>().TryGet("p/n", out var n));
        Assert.Equal((SignalKind.Counter, "kW.h"), (n.Kind, n.Unit));
        Assert.Equal("r $.v: p/v is kept in K; kW measures something else or is no UCUM code", await TakeAsync(intake, Rule, "a/b", """{"v":1,"u":"kW"}"""));
    }

    [Fact]
    public async Task One_bad_value_does_not_cost_the_others()
    {
        await using var intake = await Intake.OpenAsync();

        Assert.Equal("r $.t: the value is null: the sender has none", await TakeAsync(intake, "topic a/b\nvalue $.t -> p/t\nvalue $.n -> p/n", "a/b", """{"t":null,"n":1}"""));
        Assert.Equal([$"p/n@{At}=1"], intake.Stored());
    }

    [Fact]
    public async Task What_is_ignored_is_neither_stored_nor_refused()
    {
        await using var intake = await Intake.OpenAsync();

        Assert.Null(await TakeAsync(intake, "topic debug/#\nignore", "debug/x", "anything"));
        Assert.Empty(intake.Stored());
    }

    [Fact]
    public void A_plain_number_takes_the_short_way_only_when_the_rule_leaves_it_as_it_is()
    {
        Assert.Equal("hall/p/t_C", Reader("topic w/{m}/t\nvalue $ -> hall/{m}/t_C", "w/p/t").Plain!.Mapped.Path);
        Assert.Null(Reader("topic w/{m}/t\nvalue $ -> hall/{m}/t scale=2", "w/p/t").Plain);
        Assert.Null(Reader("topic w/{m}/t\nvalue $ -> hall/{m}/t kind=state", "w/p/t").Plain);
        Assert.Null(Reader("topic w/{m}/t\nvalue $.x -> hall/{m}/t", "w/p/t").Plain);
    }

    static RuleReader Reader(string text, string topic)
    {
        var rule = TopicRuleParser.Parse(text, out var problems);
        Assert.Empty(problems);
        Assert.True(rule!.Filter.TryMatch(topic, out var names));
        return new("r", rule, topic, names);
    }

    /// <summary>Sends one message through a rule; gives why it was refused.</summary>
    static async Task<string?> TakeAsync(Intake intake, string rule, string topic, string payload)
    {
        MqttRun run = new(intake.Get<SignalDesk>(), intake.Get<Werkstrom.Connect.Missing.RecentBook>());
        var times = LineTimes.At(intake.Get<TimeProvider>().GetUtcNow(), Precision.Microseconds, new());
        run.Begin(new(intake.Source), times);
        run.Take(0, Reader(rule, topic), new(topic, Encoding.UTF8.GetBytes(payload), At, times));
        await run.ResolveAsync(default);
        await intake.Sink.WriteAsync(run.Samples, default);
        return run.Refused.TryGetValue(0, out var reason) ? reason.Text : null;
    }
}
