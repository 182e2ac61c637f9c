using System.Text.Json;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>
/// The clients that machines and gateways have: npm's mqtt, Debian's python3-paho-mqtt and mosquitto-clients, in both versions, by TCP
/// and WebSocket. Each does what a machine does; what it got is told, and what it published is found as samples.
/// </summary>
public sealed class RealClientTests(MqttProgram program) : IClassFixture<MqttProgram>
{
    [Theory]
    [InlineData("3.1.1", "tcp")]
    [InlineData("3.1.1", "ws")]
    [InlineData("5.0", "tcp")]
    [InlineData("5.0", "ws")]
    public async Task Npm_mqtt(string version, string way)
    {
        var name = $"npm {version} {way}";
        var url = way == "tcp" ? $"mqtt://127.0.0.1:{program.Port}" : $"ws://{program.Program.Address.Authority}/mqtt";
        var said = await MqttProgram.RunAsync("node", "mqtt", "clients.mjs", url, program.Token, version, name);

        await CheckAsync(version, name, said);
    }

    [Theory]
    [InlineData("3.1.1", "tcp")]
    [InlineData("3.1.1", "websockets")]
    [InlineData("5.0", "tcp")]
    [InlineData("5.0", "websockets")]
    public async Task Paho_of_Debian(string version, string way)
    {
        var name = $"paho {version} {way}";
        var port = way == "tcp" ? program.Port : $"{program.Program.Address.Port}";
        var said = await MqttProgram.RunAsync("/usr/bin/python3", "mqtt", "clients.py", "127.0.0.1", port, program.Token, version, name, way);

        await CheckAsync(version, name, said);
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Mosquitto_of_Debian(string version)
    {
        string[] server = ["-h", "127.0.0.1", "-p", program.Port, "-u", "any", "-P", program.Token, "-V", version];
        for (var qos = 0; qos <= 2; qos++) // retained, so that it does not matter who comes first
            await MqttProgram.RunAsync("mosquitto_pub", "mqtt", [.. server, "-r", "-q", $"{qos}", "-t", $"{version}/q{qos}", "-m", $"{qos + 1}.5"]);
        var got = await MqttProgram.RunAsync("mosquitto_sub", "mqtt", [.. server, "-q", "2", "-C", "3", "-W", "60", "-F", "%t %q %r %p", "-t", $"{version}/+"]);

        Assert.Equal([$"{version}/q0 0 1 1.5", $"{version}/q1 1 1 2.5", $"{version}/q2 2 1 3.5"], got.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.Equal(2.5, Assert.Single(await program.ReadAsync($"{version}/q1")));
    }

    async Task CheckAsync(string version, string name, string said)
    {
        var expected = $$"""
            {"qos":[["{{name}}/line/q0",0,"1.5"],["{{name}}/line/q1",1,"2.5"],["{{name}}/line/q2",2,"3.5"]],
             "retained":[true,"7"],"will":"0","session":[true,"1","2"],"shared":[20,true]{{(version == "5.0" ? OnlyFive : "")}}}
            """;
        Assert.Equal(Plain(expected), Plain(said));
        for (var qos = 0; qos <= 2; qos++)
            Assert.Equal(qos + 1.5, Assert.Single(await program.ReadAsync($"{name}/line/q{qos}")));
        Assert.Equal((double[])[1, 2], await program.ReadAsync($"{name}/away"));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => (double)n), await program.ReadAsync($"{name}/work"));
    }

    const string OnlyFive = """, "answer":["42","k1"],"properties":[17,"text/plain",true,"früh"]""";

    static string Plain(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json));
}
