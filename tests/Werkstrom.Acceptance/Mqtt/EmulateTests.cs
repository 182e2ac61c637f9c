using System.Diagnostics;
using System.Text.Json;
using Werkstrom.Tests.Mqtt.Client;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>The emulated plant over MQTT: <c>werkstrom emulate</c> against the program and against Debian's mosquitto.</summary>
public sealed class EmulateTests
{
    [Fact]
    public async Task Given_a_server_that_is_away_When_it_comes_back_Then_no_second_is_missing()
    {
        await using MqttProgram program = new();
        await program.InitializeAsync();
        await program.Program.KillAsync();
        var began = DateTimeOffset.UtcNow;
        using var sending = Running.Begin("emulate", "--mqtt", $"mqtt://127.0.0.1:{program.Port}", "--token", program.Token);
        await Task.Delay(3_000); // seconds of the plant that find no server
        var back = DateTimeOffset.UtcNow;
        await program.StartAsync();
        await WaitAsync(async () => (await program.CountAsync("works/line1/mill1/power")) > 5);
        using var asked = Process.Start("kill", ["-TERM", $"{sending.Id}"]);
        var error = await sending.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Contains("Ended; 0 messages not acknowledged, 0 dropped", error, StringComparison.Ordinal);
        var samples = await program.ReadSamplesAsync("works/line1/mill1/power");
        Assert.InRange(samples[0].At, began.AddSeconds(-2), back);
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.Equal(TimeSpan.FromSeconds(1), pair.Second.At - pair.First.At));
    }

    static async Task WaitAsync(Func<Task<bool>> holds)
    {
        for (var began = Stopwatch.StartNew(); !await holds(); await Task.Delay(100))
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(90), "It does not come.");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("3.1.1")]
    public async Task Given_another_broker_When_it_emulates_Then_each_asset_sends_its_values(string version)
    {
        await using var broker = await Mosquitto.StartAsync();
        using var reader = Process.Start(new ProcessStartInfo("mosquitto_sub", ["-p", $"{broker.Port}", "-C", "28", "-W", "60", "-F", "%q %t %p", "-t", "site/#"])
        {
            RedirectStandardOutput = true,
        })!;
        var (code, _, error) = await Running.RunAsync(
            "emulate", "--mqtt", $"mqtt://127.0.0.1:{broker.Port}", "--mqtt-version", version, "--root", "site/metal works", "--seconds", "6");
        Assert.True(code == 0, error);

        var lines = (await reader.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(28, lines.Length);
        Assert.Equal(14, lines.Select(line => line[..line.IndexOf('{', StringComparison.Ordinal)]).Distinct().Count());
        var mill = lines.First(line => line.StartsWith("0 site/metal works/line1/mill1 {", StringComparison.Ordinal));
        var values = JsonSerializer.Deserialize<JsonElement>(mill[mill.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(values.GetProperty("time").GetInt64()), DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow);
        Assert.InRange(values.GetProperty("power").GetDouble(), 0, 20);
    }

    [Fact]
    public async Task Given_wrong_words_When_it_is_started_Then_each_is_named()
    {
        var (code, _, error) = await Running.RunAsync("emulate", "--mqtt", "http://x", "--url", "mqtt://x", "--mqtt-version", "4", "--root", "a/+", "--token", "");

        Assert.NotEqual(0, code);
        foreach (var option in (string[])["--mqtt, --url: ", "--mqtt: 'http://x' ", "--url: 'mqtt://x' ", "--token: ", "--mqtt-version: '4' ", "--root: 'a/+' "])
            Assert.Contains(option, error, StringComparison.Ordinal);
    }
}
