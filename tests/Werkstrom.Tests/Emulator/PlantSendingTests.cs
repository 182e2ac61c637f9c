using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;
using Werkstrom.Emulator.Sending;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Mqtt.Client;
using Werkstrom.Tests.Connect.Mqtt;
using static Werkstrom.Tests.Emulator.PlantText;

namespace Werkstrom.Tests.Emulator;

public sealed class PlantSendingTests
{
    const string Signals = """{"name":"t","unit":"Cel","form":"constant","value":20.5},{"name":"state","form":"state","text":true}""";

    [Fact]
    public void Each_signal_is_a_message_with_its_unit() => Assert.Equal(
        [
            """works/m/t {"time":1772431201000,"value":20.5,"unit":"Cel"}""",
            """works/m/state {"time":1772431201000,"value":"run","unit":"1"}""",
            """works/m/t_expected {"time":1772431201000,"value":20.5,"unit":"Cel"}""",
        ],
        Messages(Plan(Signals, plant: """ "root": "works", "expected": "_expected", """)));

    [Fact]
    public void A_topic_without_signal_makes_one_message_a_machine() => Assert.Equal(
        ["""plant/m {"time":1772431201000,"t":20.5,"state":"run"}"""], Messages(Plan(Signals, plant: """ "mqtt": { "topic": "plant/{machine}" }, """)));

    [Fact]
    public void Payload_and_topic_are_as_the_file_says() => Assert.Equal(
        ["cell/t 20.5 2026-03-02T06:00:01.000Z", "own/state \"run\" 2026-03-02T06:00:01.000Z"],
        Messages(Plan(
            """{"name":"t","unit":"Cel","form":"constant","value":20.5},{"name":"state","form":"state","text":true,"topic":"own/{signal}"}""",
            """ "mqtt": { "topic": "cell/{signal}", "payload": "{value} {iso}" }, """)));

    [Fact]
    public void Line_protocol_has_a_tag_for_each_level()
    {
        FilePlant plant = new(Right($$"""{"root":"works","machines":[{"path":"l1/m1/spindle","signals":[{{Signals}}]}]}"""), Start);
        plant.Advance();
        StringBuilder text = new();

        new PlantLines(plant).Write(text, [], plant.Now);

        Assert.Equal("works,area=l1,unit=m1,level3=spindle t=20.5,state=\"run\" 1772431201000\n", text.ToString());
    }

    /// <summary>Ten machines, a quarter of an hour as fast as it goes, a lost link in between: each second of each machine is there once.</summary>
    [Fact]
    public async Task Nothing_is_lost_on_the_way_to_the_server_at_full_speed()
    {
        MqttHost host = new();
        await host.InitializeAsync();
        try
        {
            var plan = Fleet();
            FilePlant plant = new(plan, Start);
            MqttTarget target = new(new($"mqtt://127.0.0.1:{host.Port}"), "plant", await host.TokenAsync(Scopes.Write));
            await using MqttWay way = new(target, new PlantMessages(plant), TimeProvider.System, NullLogger.Instance);

            await RunAsync(plant, way);

            Assert.Equal((900 * 10 * 2, 0, 0L), (way.Taken, way.Waiting, way.Dropped));
            await AllAreThereAsync(host);
            Assert.Equal("Cel", host.Host.Services.GetRequiredService<SignalCatalog>().TryGet("works/m3/t", out var signal) ? signal.Unit : null);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nothing_is_lost_over_line_protocol()
    {
        MqttHost host = new();
        await host.InitializeAsync();
        try
        {
            FilePlant plant = new(Fleet(), Start);
            await using LineWay way = new(host.Host.Address, await host.TokenAsync(Scopes.Write), new PlantLines(plant), TimeProvider.System, NullLogger.Instance);

            await RunAsync(plant, way);

            Assert.Equal((0, 0L), (way.Waiting, way.Dropped));
            await AllAreThereAsync(host);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    static PlantPlan Fleet()
    {
        var machines = Enumerable.Range(0, 10).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{"path":"m{{i}}","signals":[{"name":"n","unit":"1","form":"counter","perHour":3600},{"name":"t","unit":"Cel","form":"constant","value":20}]}"""));
        return Right($$"""{"root":"works","faults":["2m link m3 for 5m"],"machines":[{{string.Join(',', machines)}}]}""");
    }

    static async Task RunAsync(FilePlant plant, IWay way)
    {
        using CancellationTokenSource limit = new(Waiting.Limit);
        PlantPace pace = new(double.PositiveInfinity, TimeSpan.FromMinutes(15));
        PlantProgress progress = new(plant, way, TimeProvider.System, null, TextWriter.Null, isTerminal: false);
        await new PlantRun(plant, way, TimeProvider.System, pace, new(plant, TextWriter.Null), progress).RunAsync(limit.Token);
        await Waiting.UntilAsync(async () =>
        {
            await way.SettleAsync(limit.Token);
            return way.Waiting == 0;
        });
    }

    static async Task AllAreThereAsync(MqttHost host)
    {
        var seconds = Enumerable.Range(1, 900).Select(n => (double)n).ToArray();
        for (var i = 0; i < 10; i++)
            Assert.Equal(seconds, await host.ReadAsync($"works/m{i}/n"));
    }

    static string[] Messages(PlantPlan plan)
    {
        FilePlant plant = new(plan, Start);
        plant.Advance();
        List<MqttMessage> messages = [];
        new PlantMessages(plant).Write(messages, [], plant.Now);
        return [.. messages.Select(m => $"{m.Topic} {Encoding.UTF8.GetString(m.Payload.Span)}")];
    }
}
