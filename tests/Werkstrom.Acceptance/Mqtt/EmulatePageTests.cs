using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>The page of <c>werkstrom emulate PLANT.json</c>: faults by a click, and what it says while the server is away.</summary>
public sealed class EmulatePageTests
{
    const string Plant = """
        { "name": "Probe", "root": "probe", "machines": [{ "path": "line1/mill1", "cycle": "10s", "signals": [
          { "name": "level", "unit": "%", "form": "sine", "mean": 50, "amplitude": 40, "period": "20s" },
          { "name": "pressure", "unit": "bar", "form": "constant", "value": 0, "noise": 1, "min": 0 }] }] }
        """;

    [Fact]
    public async Task A_sensor_gets_stuck_by_a_click_and_a_server_that_comes_back_gets_all_that_waited()
    {
        await using MqttProgram program = new();
        await program.InitializeAsync();
        var file = Path.Combine(program.Program.Folder, "plant.json");
        await File.WriteAllTextAsync(file, Plant);
        using var sending = Running.Begin("emulate", file, "--mqtt", $"mqtt://127.0.0.1:{program.Port}", "--token", program.Token, "--page", "0");
        try
        {
            using HttpClient page = new() { BaseAddress = await AddressAsync(sending) };
            await UntilAsync(async () => await program.CountAsync("probe/line1/mill1/level") > 2);

            using var begun = await page.PostAsync(new Uri("lines", UriKind.Relative), new StringContent("stuck line1/mill1/level"));
            Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
            await UntilAsync(async () => (await StateAsync(page)).GetProperty("faults").GetArrayLength() == 1);
            await LaterAsync(page, 4); // it keeps the value of the next step
            var first = Level(await StateAsync(page));
            await LaterAsync(page, 6);
            Assert.Equal(first, Level(await StateAsync(page)));

            using var wrong = await page.PostAsync(new Uri("lines", UriKind.Relative), new StringContent("stuck line1/mill1/leval"));
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("Did you mean 'line1/mill1/level'?", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var other = await page.GetAsync(new Uri("/state", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

            await program.Program.KillAsync();
            await UntilAsync(async () => !(await StateAsync(page)).GetProperty("isReached").GetBoolean());
            await program.StartAsync();
            await UntilAsync(async () => await StateAsync(page) is var now && now.GetProperty("isReached").GetBoolean() && now.GetProperty("waiting").GetInt32() <= 6);
            Assert.Equal(0, (await StateAsync(page)).GetProperty("dropped").GetInt64());

            var pressures = await program.ReadSamplesAsync("probe/line1/mill1/pressure");
            Assert.All(pressures, p => Assert.True(p.Value >= 0, "the sensor shows nothing below its least value"));
            Assert.All(pressures.Zip(pressures.Skip(1)), pair => Assert.Equal(TimeSpan.FromSeconds(1), pair.Second.At - pair.First.At));
        }
        finally
        {
            sending.Kill();
        }
    }

    // each second there are two messages
    static async Task LaterAsync(HttpClient page, int messages)
    {
        var until = (await StateAsync(page)).GetProperty("messages").GetInt64() + messages;
        await UntilAsync(async () => (await StateAsync(page)).GetProperty("messages").GetInt64() >= until);
    }

    static double Level(JsonElement state) => state.GetProperty("machines")[0].GetProperty("signals")[0].GetProperty("value").GetDouble();

    static async Task<JsonElement> StateAsync(HttpClient page) => JsonDocument.Parse(await page.GetStringAsync(new Uri("state", UriKind.Relative))).RootElement;

    static async Task<Uri> AddressAsync(Process process)
    {
        const string Before = "Plant and faults: ";
        for (var began = Stopwatch.StartNew(); began.Elapsed < TimeSpan.FromSeconds(90);)
        {
            var line = await process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException("The program ended.");
            if (!line.StartsWith(Before, StringComparison.Ordinal))
                continue;
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null); // else it would wait for a reader one day
            return new(line[Before.Length..]);
        }

        throw new TimeoutException("It says no address.");
    }

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var began = Stopwatch.StartNew(); !await holds(); await Task.Delay(100))
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(120), "It does not come.");
    }
}
