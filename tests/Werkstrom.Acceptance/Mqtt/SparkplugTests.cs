using System.Net.Http.Json;
using System.Text.Json;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>An edge node made of npm's mqtt and sparkplug-payload against the built program.</summary>
public sealed class SparkplugTests
{
    const string Host = "werkstrom";

    [Fact]
    public async Task Given_an_edge_node_of_npm_When_it_lives_and_is_lost_Then_values_and_online_state_follow()
    {
        await using MqttProgram program = new();
        program.Program.Environment["WERKSTROM_mqtt__sparkplugHost"] = Host;
        await program.InitializeAsync();

        var said = await LiveAsync(program);
        Assert.True(said.GetProperty("online").GetBoolean());
        Assert.Equal("""[[["Node Control/Rebirth","Boolean",true]]]""", said.GetProperty("asked").GetRawText()); // asked once
        Assert.Equal(JsonValueKind.Null, said.GetProperty("seq").ValueKind);

        await CheckAsync(program, said.GetProperty("at").GetInt64());
        await UntilOfflineAsync(program, "plant/edge");
        await UntilOfflineAsync(program, "plant/edge/press");

        await program.Program.KillAsync();
        await program.StartAsync();
        said = await LiveAsync(program); // nothing of the births is known any more: it is asked for again
        Assert.True(said.GetProperty("online").GetBoolean());
        Assert.Equal(1, said.GetProperty("asked").GetArrayLength());
        await UntilOfflineAsync(program, "plant/edge/press");

        await program.Program.StopAsync();
        await program.StartAsync();
        Assert.Contains("\"online\":true", await StateAsync(program), StringComparison.Ordinal);
    }

    static async Task<JsonElement> LiveAsync(MqttProgram program) => JsonSerializer.Deserialize<JsonElement>(
        await MqttProgram.RunAsync("node", "mqtt", "sparkplug.mjs", $"mqtt://127.0.0.1:{program.Port}", program.Token, Host));

    static Task<string> StateAsync(MqttProgram program) => MqttProgram.RunAsync(
        "mosquitto_sub", "mqtt", "-h", "127.0.0.1", "-p", program.Port, "-u", "any", "-P", program.Token, "-C", "1", "-W", "60", "-t", $"spBv1.0/STATE/{Host}");

    static async Task CheckAsync(MqttProgram program, long at)
    {
        Assert.Equal((double[])[24.5, 23.75], await program.ReadAsync("plant/edge/Supply Voltage"));
        Assert.Equal((double[])[41.25, 42.5], await program.ReadAsync("plant/edge/press/Hydraulics/oil"));
        Assert.Equal((double[])[1000, 1001], await program.ReadAsync("plant/edge/press/strokes"));
        Assert.Equal((double[])[1, 0], await program.ReadAsync("plant/edge/press/running"));
        Assert.Equal((double[])[0], await program.ReadAsync("plant/edge/press/mode")); // the first text
        Assert.Equal((double[])[-5], await program.ReadAsync("plant/edge/press/oldest"));
        Assert.Equal((double[])[4_000_000_000], await program.ReadAsync("plant/edge/press/pump/speed"));
        using var client = await program.Program.ClientAsync("engineer");
        var oldest = await client.GetFromJsonAsync<JsonElement>("/api/signals/by-path?path=plant/edge/press/oldest");
        Assert.Contains(DateTimeOffset.FromUnixTimeMilliseconds(at - 3_600_000).ToString("yyyy-MM-ddTHH:mm:ss", null), oldest.GetRawText(), StringComparison.Ordinal);
        var letters = await client.GetFromJsonAsync<JsonElement>("/api/connect/dead-letters");
        Assert.Equal(["birth"], letters.EnumerateArray().Select(letter => letter.GetProperty("reason").GetString()));
    }

    // its will is heard when the connection is gone
    static async Task UntilOfflineAsync(MqttProgram program, string path)
    {
        using var client = Client(program);
        for (var tries = 0; tries < 600; tries++)
        {
            var asset = await client.GetFromJsonAsync<JsonElement>($"/api/assets/by-path?path={path}");
            if (asset.GetProperty("asset").GetProperty("isOnline").ValueKind == JsonValueKind.False)
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"{path} did not go offline within a minute.");
    }

    static HttpClient Client(MqttProgram program) =>
        new() { BaseAddress = program.Program.Address, DefaultRequestHeaders = { Authorization = new("Bearer", program.Token) } };
}
