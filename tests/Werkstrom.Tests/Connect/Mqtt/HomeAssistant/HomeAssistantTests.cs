using System.Text;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.HomeAssistant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect.Mqtt.HomeAssistant;

/// <summary>
/// MQTT discovery: announcements as devices send them (Home Assistant, "MQTT": examples of "MQTT Discovery", Zigbee2MQTT, Tasmota), and the
/// states that follow.
/// </summary>
public sealed class HomeAssistantTests
{
    const string At = "@1760000000000000=";

    // Zigbee2MQTT: one topic, a template for each entity, availability of bridge and device
    const string Temperature = """
        {"availability":[{"topic":"zigbee2mqtt/bridge/state","value_template":"{{ value_json.state }}"},{"topic":"zigbee2mqtt/Halle/availability","value_template":"{{ value_json.state }}"}],
         "availability_mode":"all","device":{"identifiers":["zigbee2mqtt_0x00158d0001"],"manufacturer":"Aqara","model":"WSDCGQ11LM","name":"Halle"},
         "device_class":"temperature","enabled_by_default":true,"object_id":"halle_temperature","state_class":"measurement","state_topic":"zigbee2mqtt/Halle",
         "unique_id":"0x00158d0001_temperature_zigbee2mqtt","unit_of_measurement":"°C","value_template":"{{ value_json.temperature }}"}
        """;

    const string Contact = """
        {"dev":{"ids":"zigbee2mqtt_0x00158d0001"},"dev_cla":"door","pl_on":false,"pl_off":true,"stat_t":"zigbee2mqtt/Halle","uniq_id":"c","val_tpl":"{{ value_json.contact }}","name":"Tor"}
        """;

    // Tasmota: short names and a base topic
    const string Energy = """
        {"name":"Energy Total","~":"tele/steckdose","stat_t":"~/SENSOR","avty_t":"~/LWT","pl_avail":"Online","pl_not_avail":"Offline","uniq_id":"AB12_ENERGY_Total",
         "dev":{"cns":[["mac","AA:BB:CC"]],"name":"Steckdose"},"unit_of_meas":"kWh","val_tpl":"{{value_json['ENERGY'].Total}}","stat_cla":"total_increasing","dev_cla":"energy"}
        """;

    // the device form of the documentation
    const string Device = """
        {"dev":{"ids":"ea334450945afc","name":"Kitchen","mf":"Bla electronics","sw":"1.0","sn":"ea334450945afc","hw":"1.0rev2"},"o":{"name":"bla2mqtt","sw":"2.1","url":"https://bla2mqtt.example.com/support"},
         "cmps":{"some_unique_component_id1":{"p":"sensor","device_class":"temperature","unit_of_measurement":"°C","value_template":"{{ value_json.temperature }}","unique_id":"temp01ae_t"},
                 "some_unique_id2":{"p":"sensor","device_class":"humidity","unit_of_measurement":"%","value_template":"{{ value_json.humidity }}","unique_id":"temp01ae_h"},
                 "gone":{"p":"sensor"},"press":{"p":"button","command_topic":"x"}},
         "state_topic":"sensorBedroom/state","qos":2}
        """;

    [Theory, OnSqlite, OnPostgres]
    public async Task States_are_read_as_announced(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        await intake.TakeAsync("homeassistant/sensor/0x00158d0001/temperature/config", Temperature);
        await intake.TakeAsync("homeassistant/binary_sensor/0x00158d0001/contact/config", Contact);
        await intake.TakeAsync("zigbee2mqtt/Halle", """{"temperature":21.5,"contact":false,"linkquality":90}""");
        await intake.TakeAsync("zigbee2mqtt/Halle", """{"contact":true}""");

        const string Path = "homeassistant/zigbee2mqtt_0x00158d0001";
        Assert.Equal([$"{Path}/temperature{At}21.5", $"{Path}/contact{At}1", $"{Path}/contact{At}0"], intake.Stored());
        Assert.Equal(("Cel", SignalKind.Measurement), Of(intake, Path + "/temperature"));
        Assert.Equal(SignalKind.State, Of(intake, Path + "/contact").Kind);
        Assert.Empty(intake.Letters());
    }

    [Fact]
    public async Task Short_names_a_base_topic_and_a_counter()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/sensor/AB12_ENERGY_Total/config", Energy);
        await intake.TakeAsync("tele/steckdose/SENSOR", """{"Time":"2026-01-01T00:00:00","ENERGY":{"Total":12.345,"Power":7}}""");
        await intake.TakeAsync("tele/steckdose/LWT", "Online");

        Assert.Equal([$"homeassistant/AA%3ABB%3ACC/AB12_ENERGY_Total{At}12.345"], intake.Stored());
        Assert.Equal(("kW.h", SignalKind.Counter), Of(intake, "homeassistant/AA%3ABB%3ACC/AB12_ENERGY_Total"));
        Assert.True(intake.Declared("homeassistant/AA%3ABB%3ACC"));
        await intake.TakeAsync("tele/steckdose/LWT", "Offline");
        Assert.False(intake.Declared("homeassistant/AA%3ABB%3ACC"));
    }

    [Fact]
    public async Task A_device_is_announced_with_its_components()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/device/ea334450945afc/config", Device);
        await intake.TakeAsync("sensorBedroom/state", """{"temperature":19,"humidity":45.5}""");

        Assert.Equal([$"homeassistant/ea334450945afc/some_unique_component_id1{At}19", $"homeassistant/ea334450945afc/some_unique_id2{At}45.5"], intake.Stored());
        Assert.Equal("%", Of(intake, "homeassistant/ea334450945afc/some_unique_id2").Unit);
        Assert.Empty(intake.Letters());
    }

    [Theory]
    [InlineData("switch", """{"stat_t":"a/s"}""", "ON", "homeassistant/x=1")]
    [InlineData("switch", """{"stat_t":"a/s","state_on":"1","state_off":"0","payload_on":"a"}""", "0", "homeassistant/x=0")]
    [InlineData("light", """{"stat_t":"a/s","schema":"json"}""", """{"state":"OFF","brightness":10}""", "homeassistant/x=0")]
    [InlineData("light", """{"stat_t":"a/s","stat_val_tpl":"{{ value_json.POWER }}"}""", """{"POWER":"ON"}""", "homeassistant/x=1")]
    [InlineData("number", """{"stat_t":"a/s","unit_of_meas":"V"}""", "230.5", "homeassistant/x=230.5")]
    [InlineData("sensor", """{"stat_t":"a/s"}""", "idle", "homeassistant/x=0")]
    [InlineData("sensor", """{"stat_t":"a/s"}""", "12", "homeassistant/x=12")]
    [InlineData("sensor", """{"stat_t":"a/s","unit_of_meas":"V"}""", "unavailable", "")]
    [InlineData("sensor", """{"stat_t":"a/s","val_tpl":"{{ value_json.t }}"}""", "unavailable", "")]
    [InlineData("sensor", """{"stat_t":"a/s","val_tpl":"{{ value_json.t }}"}""", " unknown\n", "")]
    [InlineData("cover", """{"stat_t":"t","position_topic":"a/s"}""", "40", "homeassistant/x/position=40")]
    [InlineData("lock", """{"stat_t":"a/s"}""", "LOCKED", "homeassistant/x=0")]
    [InlineData("climate", """{"curr_temp_t":"a/s","curr_temp_tpl":"{{ value_json.t }}","mode_stat_t":"a/s","mode_stat_tpl":"{{ value_json.m }}"}""", """{"t":20.5,"m":"heat"}""", "homeassistant/x/current_temperature=20.5 homeassistant/x/mode=0")]
    [InlineData("button", """{"stat_t":"a/s"}""", "7", "a/s=7")]
    public async Task What_components_report(string component, string config, string payload, string stored)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync($"homeassistant/{component}/x/config", config);
        await intake.TakeAsync("a/s", payload);

        Assert.Equal(stored, string.Join(' ', intake.Stored().Select(line => line.Replace(At, "=", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task All_topics_of_availability_count_when_it_says_so()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/sensor/0x00158d0001/temperature/config", Temperature);
        await intake.TakeAsync("zigbee2mqtt/Halle", """{"temperature":21.5}""");
        await intake.TakeAsync("zigbee2mqtt/Halle/availability", """{"state":"online"}""");
        Assert.True(intake.Declared("homeassistant/zigbee2mqtt_0x00158d0001"));
        await intake.TakeAsync("zigbee2mqtt/bridge/state", """{"state":"offline"}""");
        Assert.False(intake.Declared("homeassistant/zigbee2mqtt_0x00158d0001"));
        await intake.TakeAsync("zigbee2mqtt/Halle/availability", """{"state":"online"}""");
        Assert.False(intake.Declared("homeassistant/zigbee2mqtt_0x00158d0001"));
        await intake.TakeAsync("zigbee2mqtt/bridge/state", """{"state":"online"}""");
        Assert.True(intake.Declared("homeassistant/zigbee2mqtt_0x00158d0001"));
    }

    [Fact]
    public async Task What_is_taken_away_is_read_as_before()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/sensor/x/config", """{"stat_t":"works/a/n","unit_of_meas":"V"}""");
        await intake.TakeAsync("works/a/n", "1");
        await intake.TakeRetainedAsync("homeassistant/sensor/x/config", "");
        await intake.TakeAsync("works/a/n", "2");

        Assert.Equal([$"homeassistant/x{At}1", $"works/a/n{At}2"], intake.Stored());
    }

    [Theory]
    [InlineData("""{"stat_t":"s","val_tpl":"{{ states('x') }}"}""", "x: the template {{ states('x') }} is in none of the forms that are read: {{ value }}, {{ value_json.x }}, with float, int, round, + - * /")]
    [InlineData("{", "the payload is no JSON (line 1, byte 2)")]
    [InlineData("[1]", "the announcement is no JSON object")]
    [InlineData("""{"stat_t":"\ud800"}""", "a text in it holds half a character: \\uD800 to \\uDFFF come in pairs")]
    public async Task An_announcement_that_cannot_be_read_is_refused_by_name(string config, string why)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/sensor/x/config", config);

        Assert.Equal(why, Sentences.English(intake.Letters().Single().Detail));
    }

    [Theory]
    [InlineData("""{"stat_t":"s","unit_of_meas":"V"}""", "sensor", "high", "homeassistant/x: 'high' is no number, as announced")]
    [InlineData("""{"stat_t":"s","val_tpl":"{{ value_json.v }}"}""", "sensor", "high", "homeassistant/x: the announced template wants JSON, the payload is 'high'")]
    [InlineData("""{"stat_t":"s"}""", "binary_sensor", "1", "homeassistant/x: '1' is neither 'ON' (on) nor 'OFF' (off), as announced")]
    public async Task A_state_that_is_not_as_announced_is_refused_by_name(string config, string component, string payload, string why)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync($"homeassistant/{component}/x/config", config);
        await intake.TakeAsync("s", payload);

        Assert.Equal(why, Sentences.English(intake.Letters().Single().Detail));
        Assert.Empty(intake.Stored());
    }

    [Theory]
    [InlineData("""{"cmps":{"a":5,"b":{"p":"sensor","stat_t":"s"},"c":{"stat_t":"s"}}}""", "a: the component does not say what it is (platform, p); c: the component does not say what it is (platform, p)")]
    [InlineData("""{"dev":{"ids":"x"}}""", "the announcement of a device has no components (components, cmps)")]
    [InlineData("""{"dev":[1],"avty":[1,{"t":5}],"cns":[[]],"cmps":{}}""", null)]
    public async Task Odd_announcements_of_devices_are_refused_by_name(string config, string? why)
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/device/x/config", config);

        Assert.Equal(why, intake.Letters().SingleOrDefault() is { } letter ? Sentences.English(letter.Detail) : null);
    }

    [Fact]
    public async Task What_Home_Assistant_says_of_itself_is_for_the_devices()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.TakeAsync("homeassistant/status", "offline");

        Assert.Empty(intake.Stored());
        Assert.Empty(intake.Letters());
    }

    [Fact]
    public async Task A_bound_key_cannot_say_what_becomes_of_topics_of_others()
    {
        await using var intake = await Intake.OpenAsync();
        var hall = (await intake.Get<AssetCatalog>().CreateAsync(null, "homeassistant", "", null, default)).Value!;
        Reach reach = new(hall.Id, intake.Get<SignalCatalog>(), intake.Get<AssetCatalog>());

        Assert.False(intake.Get<Werkstrom.Connect.Mqtt.Topics.TopicDesk>().Open("homeassistant/sensor/x/config").MayReach(reach));
        await intake.TakeAsync("homeassistant/sensor/x/config", """{"stat_t":"s","dev":{"ids":"d"}}""");
        Assert.True(intake.Get<Werkstrom.Connect.Mqtt.Topics.TopicDesk>().Open("s").MayReach(reach));
    }

    [Fact]
    public async Task What_is_sent_in_again_is_only_tried()
    {
        await using var intake = await Intake.OpenAsync();
        var book = intake.Get<HomeBook>();
        var config = Encoding.UTF8.GetBytes("""{"stat_t":"s","val_tpl":"{% x %}"}""");

        Assert.NotNull(book.Learn("homeassistant/sensor/x/config", new("sensor", null, "x"), config, isTried: true));
        Assert.Null(book.Open("s"));
    }

    static (string Unit, SignalKind Kind) Of(Intake intake, string path) =>
        intake.Get<SignalCatalog>().TryGet(path, out var signal) ? (signal.Unit, signal.Kind) : ("?", default);
}
