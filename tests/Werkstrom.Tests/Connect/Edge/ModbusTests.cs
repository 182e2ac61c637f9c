using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Connect.Edge;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>A real Modbus/TCP device (npm jsmodbus), read by the side-car that the host runs.</summary>
public sealed class ModbusTests(Host host) : IClassFixture<Host>
{
    // registers 0 to 99 are there, beyond them the library answers with nothing; 0x41BC0000 is 23.5 as a float of 32 bits
    const string Map = """
        name;address;table;type;order;scale;unit;interval
        oven/temperature;10;holding;int16;;0.1;°C;0.1
        oven/flow;11;holding;float32;;;m3/h;0.1
        oven/total;20;holding;uint32;little;;kWh;0.1
        oven/on;3;coil;;;;;0.1
        oven/away;150;holding;uint16;;;;0.1
        """;

    static readonly int[] Measured = [65_301, 0x41BC, 0x0000];
    static readonly int[] Total = [34_464, 1];

    [Fact]
    public async Task Registers_become_signals_with_scale_and_unit_and_a_register_that_is_refused_does_not_cost_the_others()
    {
        await using var machine = await Machine.ModbusAsync();
        await machine.DoAsync(new { holding = 10, words = Measured }); // -235
        await machine.DoAsync(new { holding = 20, words = Total }); // 100,000, the low word first
        await machine.DoAsync(new { coil = 3, value = true });
        await host.PostAsync("", new { kind = "modbus", url = machine.Url, name = "Ofen 1", asset = "Werk/Ofen" });
        Assert.Equal(5, (await host.PostAsync("/Ofen%201/map", new { map = Map })).GetProperty("count").GetInt32());
        await host.PostAsync("/Ofen%201/start");

        Assert.Equal(-23.5, (await host.SamplesAsync("Werk/Ofen/oven/temperature", 2)).Values[0]);
        Assert.Equal(23.5, (await host.SamplesAsync("Werk/Ofen/oven/flow", 1)).Values[0]);
        Assert.Equal(100_000, (await host.SamplesAsync("Werk/Ofen/oven/total", 1)).Values[0]);
        Assert.Equal(1, (await host.SamplesAsync("Werk/Ofen/oven/on", 1)).Values[0]);
        Assert.Equal(("Cel", "kW.h"), (host.Signal("Werk/Ofen/oven/temperature").Unit, host.Signal("Werk/Ofen/oven/total").Unit));
        var detail = await host.UntilAsync("/Ofen%201", d => Point(d, "Werk/Ofen/oven/away").GetProperty("error").ValueKind == JsonValueKind.String);
        Assert.Equal("the answer of the device is too short", Point(detail, "Werk/Ofen/oven/away").GetProperty("error").GetString());

        await machine.DoAsync(new { stop = true });
        await host.UntilAsync("/Ofen%201", d => Point(d, "Werk/Ofen/oven/flow").GetProperty("quality").GetString() == "bad");
        await machine.DoAsync(new { start = true });
        await host.UntilAsync("/Ofen%201", d => Point(d, "Werk/Ofen/oven/flow").GetProperty("quality").GetString() == "good");
        var qualities = (await host.ReadAsync("Werk/Ofen/oven/flow"))!.Qualities;
        Assert.Single(qualities, (byte)0);
        Assert.Equal(192, qualities[0]);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_map_is_said_with_its_line()
    {
        await host.PostAsync("", new { kind = "modbus", url = "tcp://127.0.0.1:502", name = "falsch" });
        host.Local.DefaultRequestHeaders.AcceptLanguage.TryParseAdd("en");

        using var answer = await host.Local.PostAsJsonAsync(
            "api/connect/edge/falsch/map", new { map = "name,address,type,unit\na,70000,int16,\nb,1,int24,\n,2,,\nc,3,,blubb\nA,4,,\na,5,," });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("map").EnumerateArray().Select(e => e.GetString());
        Assert.Equal(
            [
                "Line 2: address is '70000', not a number from 0 to 65535.",
                "Line 3: type is 'int24', not one of int16, uint16, int32, uint32, float32, float64, bool.",
                "Line 4: 'name' is missing.",
                "Line 5: 'blubb' is not a unit that is known.",
                "Line 7: 'a' is named twice.",
            ],
            errors);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_device_and_its_map_is_said_at_once_and_nothing_is_added()
    {
        await host.PostAsync("", new { kind = "modbus", url = "tcp://127.0.0.1:502", name = "schon da" });
        host.Local.DefaultRequestHeaders.AcceptLanguage.TryParseAdd("en");
        object wish = new { kind = "modbus", url = "http://plc", name = "Schon DA", asset = "Werk/" + new string('x', 300), security = "sign", map = "name,address\na,70000" };

        foreach (var path in new[] { "", "/check" })
        {
            using var answer = await host.Local.PostAsJsonAsync("api/connect/edge" + path, wish);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
            Assert.Equal(["asset", "map", "name", "security", "url"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
            Assert.Equal("Line 2: address is '70000', not a number from 0 to 65535.", errors.GetProperty("map")[0].GetString());
            Assert.Equal("'Schon DA' is the name of another one.", errors.GetProperty("name")[0].GetString());
        }

        Assert.Single((await host.GetAsync("")).EnumerateArray(), one => one.GetProperty("name").GetString()!.Equals("schon da", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_command_line_says_all_that_is_wrong_at_once_a_file_that_is_not_there_too()
    {
        var device = await host.PostAsync("", new { kind = "modbus", url = "tcp://127.0.0.1:502", name = "mit Tafel", map = "name,address\na,1\nb,2" });
        Assert.Equal(2, device.GetProperty("points").GetInt32());
        EdgeVerb verb = new(host.Local, default);

        var refused = await Assert.ThrowsAsync<EdgeException>(() => verb.AddAsync(new { kind = "modbus", url = "plc", name = "a/b" }, "There is no file 'x.csv'."));
        var unread = await Assert.ThrowsAsync<EdgeException>(() => verb.AddAsync(new { kind = "modbus", url = "tcp://plc", name = "ab" }, "There is no file 'x.csv'."));

        Assert.Equal(
            ["'plc' is not an address such as tcp://192.168.0.20:502.", "'a/b' cannot be a name: 1 to 100 characters without slash.", "There is no file 'x.csv'."],
            refused.Key.Split(Environment.NewLine));
        Assert.Equal("There is no file 'x.csv'.", unread.Key);
        Assert.DoesNotContain((await host.GetAsync("")).EnumerateArray(), one => one.GetProperty("name").GetString() == "ab");
    }

    static JsonElement Point(JsonElement detail, string signal) =>
        detail.GetProperty("points").EnumerateArray().Single(p => p.GetProperty("signal").GetString() == signal);
}
