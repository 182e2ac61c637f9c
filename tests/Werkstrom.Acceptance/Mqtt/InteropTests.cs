using System.Text.Json;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>
/// The behaviours of the public interoperability suites (10 of 3.1.1, 27 of 5.0) in our own words (tests/clients/mqtt/interop.py),
/// with the program started as docs/connect-mqtt.md says.
/// </summary>
public sealed class InteropTests
{
    [Fact]
    public async Task Given_the_start_in_the_docs_When_all_behaviours_run_Then_each_is_as_it_should_be()
    {
        await using var program = new Running();
        foreach (var (name, value) in FromDocs())
            program.Environment[name] = value;
        var port = MqttProgram.FreePort();
        await program.StartAsync("serve", "--mqtt-port", port);

        var said = JsonSerializer.Deserialize<JsonElement>(await MqttProgram.RunAsync("/usr/bin/python3", "mqtt", "interop.py", port));

        var all = said.EnumerateArray().ToLookup(b => b.GetProperty("version").GetString());
        Assert.Equal((10, 27), (all["3.1.1"].Count(), all["5.0"].Count()));
        Assert.Equal("", string.Join('\n', said.EnumerateArray().Where(b => b.GetProperty("fault").ValueKind != JsonValueKind.Null)));
    }

    /// <summary>The settings in the command of the docs page.</summary>
    static Dictionary<string, string> FromDocs()
    {
        var docs = File.ReadAllText(Path.Combine(MqttProgram.Clients(".."), "..", "docs", "connect-mqtt.md"));
        var settings = docs.Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith("WERKSTROM_mqtt__", StringComparison.Ordinal)).Select(word => word.Split('=', 2));
        return settings.ToDictionary(setting => setting[0], setting => setting[1]);
    }
}
