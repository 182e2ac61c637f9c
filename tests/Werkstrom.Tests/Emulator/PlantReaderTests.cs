using System.Text;
using System.Text.Json;
using Werkstrom.Emulator.PlantFiles;

namespace Werkstrom.Tests.Emulator;

public sealed class PlantReaderTests
{
    [Fact]
    public void The_example_is_right()
    {
        var (plan, faults) = PlantReader.Read(PlantResources.Bytes("example.json"));

        Assert.Empty(faults);
        Assert.Equal(["line1/mill1", "line1/packer1", "energy/main"], plan!.Machines.Select(m => m.Path));
        Assert.Equal(15, plan.Machines.Sum(m => m.Signals.Count));
    }

    [Fact]
    public void Every_type_is_right_and_brings_signals() => Assert.All(MachineTypes.Names, type =>
        Assert.InRange(PlantText.Right($$"""{"machines":[{"path":"m","type":"{{type}}"}]}""").Machines[0].Signals.Count, 3, 20));

    [Fact]
    public void All_faults_of_a_file_are_told_at_once() => Assert.Equal(
        [
            "line 2: $.seeed: unknown-key: 'seeed' is not known here. Did you mean 'seed'?",
            "line 3: $.every: duration: 'fast' is not a length of time such as 500ms, 90s, 10m, 1h30m or 2d.",
            "line 4: $.zone: zone: 'Europe/Berln' is no time zone such as Europe/Berlin.",
            "line 6: $.machines[0].path: path: 'line 1' must be one to eight names of letters, digits, _, - and ., with / between them.",
            "line 7: $.machines[0].signals[0]: missing: 'mean' is missing.",
            "line 7: $.machines[0].signals[0].unit: unit: The unit 'Celsius' is not a UCUM code: 'Celsius' is not known. Did you mean 'Cel'?",
            "line 8: $.machines[0].signals[1].points: order: The places of the points must rise.",
            "line 9: $.machines[0].signals[2]: value: A counter needs one of perCycle, perHour, of, not 2 of them.",
            "line 10: $.machines[0].failures[0].shows[0].signal: reference: The machine has no signal 'pp'. Did you mean 'p'?",
            "line 11: $.machines[0].mqtt.topic: placeholder: {machin} is not known here. Did you mean 'machine'?",
            "line 13: $.faults[0]: fault: 'stuk' is no fault. Did you mean 'stuck'?",
        ],
        PlantText.Faults("""
            {
              "seeed": 3,
              "every": "fast",
              "zone": "Europe/Berln",
              "machines": [
                { "path": "line 1", "cycle": "4m", "signals": [
                  { "name": "t", "unit": "Celsius", "form": "sine", "amplitude": 1, "period": "1h" },
                  { "name": "p", "form": "cycle", "unit": "kW", "points": [[0, 1], [0.5, 2], [0.4, 3]] }, // it falls back
                  { "name": "c", "form": "counter", "unit": "1", "perCycle": 1, "perHour": 1 } ],
                  "failures": [{ "kind": "wear", "name": "x", "life": "2d", "shows": [{ "signal": "pp", "adds": 1 }] }],
                  "mqtt": { "topic": "{machin}/{signal}" } }
              ],
              "faults": ["10m stuk m/t"],
            }
            """));

    [Theory]
    [InlineData("{\n\"machines\": [,]\n}", 2)]
    [InlineData("", 1)]
    [InlineData("{}\n{}", 2)]
    public void What_is_no_JSON_is_told_with_its_line(string text, int line)
    {
        var fault = Assert.Single(PlantReader.Read(Encoding.UTF8.GetBytes(text)).Faults);

        Assert.Equal((line, "json"), (fault.Line, fault.Rule));
    }

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Equal("json", Assert.Single(PlantReader.Read(Encoding.UTF8.GetBytes(new string('[', 100_000))).Faults).Rule);

    [Theory]
    [InlineData("{}", "missing")]
    [InlineData("[]", "type")]
    [InlineData("""{"machines":[]}""", "range")]
    [InlineData("""{"machines":[{"path":"m","type":"mill"},{"path":"m","type":"press"}]}""", "duplicate")]
    [InlineData("""{"machines":[{"path":"m","type":"mil"}]}""", "value")]
    [InlineData("""{"seed":1,"seed":2,"machines":[{"path":"m","type":"mill"}]}""", "duplicate")]
    [InlineData("""{"start":"2026-03-02T06:00:00","machines":[{"path":"m","type":"mill"}]}""", "time")]
    [InlineData("""{"expected":"_x","machines":[{"path":"m","signals":[{"name":"a","form":"state"},{"name":"a_x","form":"state"}]}]}""", "duplicate")]
    public void Each_rule_has_a_name(string text, string rule) => Assert.Contains(PlantReader.Read(Encoding.UTF8.GetBytes(text)).Faults, f => f.Rule == rule);

    [Fact]
    public void A_signal_of_a_type_is_replaced_in_its_place()
    {
        var machine = PlantText.Right("""{"machines":[{"path":"m","type":"meter","signals":[{"name":"power","unit":"W","form":"constant","value":5},{"name":"more","form":"state"}]}]}""").Machines[0];

        Assert.Equal(["power", "energy", "voltage", "more"], machine.Signals.Select(s => s.Name));
        Assert.Equal("W", machine.Signals[0].Unit);
    }

    [Fact]
    public void The_schema_names_the_keys_that_are_read()
    {
        using var schema = JsonDocument.Parse(PlantResources.Bytes("plant.schema.json"));
        var defined = schema.RootElement.GetProperty("$defs");
        var machine = defined.GetProperty("machine");

        Assert.Equal(PlantReader.Keys.Order(), KeysOf(schema.RootElement));
        Assert.Equal(MachineReader.Keys.Order(), KeysOf(machine));
        Assert.Equal(MachineTypes.Names.Order(), Texts(machine.GetProperty("properties").GetProperty("type").GetProperty("enum")));
        Assert.Equal(MachineReader.ToolKeys.Order(), KeysOf(machine.GetProperty("properties").GetProperty("toolBreak")));
        Assert.Equal(MessageReader.Keys.Order(), KeysOf(defined.GetProperty("mqtt")));
        Assert.Equal([FailureReader.WearKeys.Order(), FailureReader.RandomKeys.Order()], defined.GetProperty("failure").GetProperty("oneOf").EnumerateArray().Select(KeysOf));
        Assert.Equal(
            SignalReader.Forms.Select(f => string.Join(' ', SignalReader.Common.Concat(f.Value).Order())),
            defined.GetProperty("signal").GetProperty("oneOf").EnumerateArray().Select(s => string.Join(' ', KeysOf(s))));
    }

    static IEnumerable<string> KeysOf(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order();

    static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!).Order();
}
