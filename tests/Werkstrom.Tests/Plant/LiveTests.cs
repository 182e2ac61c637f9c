using System.Net;
using System.Text.Json;

namespace Werkstrom.Tests.Plant;

public sealed class LiveTests(Host host) : IClassFixture<Host>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Given_a_reader_When_a_value_arrives_Then_it_is_told_the_last_one_at_once_and_then_the_new_one()
    {
        var signal = await host.SignalAsync("live/presse/kraft", unit: "kN");
        await host.WriteAsync(signal, PlantData.Start, 10);
        using var end = new CancellationTokenSource(Patience);
        using var stream = new StreamReader(await host.Local.GetStreamAsync($"api/live?signals={signal.Id}&every=100", end.Token));

        Assert.Equal((signal.Id, 10), await ValueAsync(stream, end.Token));
        await host.WriteAsync(signal, PlantData.Start.AddMinutes(1), 11);
        Assert.Equal((signal.Id, 11), await ValueAsync(stream, end.Token));
    }

    [Fact]
    public async Task Given_an_asset_When_it_is_followed_Then_signals_elsewhere_are_not_told()
    {
        var (mine, other) = (await host.SignalAsync("live/linie1/strom"), await host.SignalAsync("live/linie2/strom"));
        await host.WriteAsync(mine, PlantData.Start, 1);
        await host.WriteAsync(other, PlantData.Start, 2);
        using var end = new CancellationTokenSource(Patience);
        using var stream = new StreamReader(await host.Local.GetStreamAsync($"api/live?asset={mine.AssetId}", end.Token));
        Assert.Equal((mine.Id, 1), await ValueAsync(stream, end.Token));
    }

    [Fact]
    public async Task Given_a_signal_that_is_gone_When_others_are_asked_for_with_it_Then_they_come()
    {
        var signal = await host.SignalAsync("live/presse/weg");
        await host.WriteAsync(signal, PlantData.Start, 3);
        using var end = new CancellationTokenSource(Patience);
        using var stream = new StreamReader(await host.Local.GetStreamAsync($"api/live?signals=999999,{signal.Id}", end.Token));
        Assert.Equal((signal.Id, 3), await ValueAsync(stream, end.Token));
    }

    [Fact]
    public async Task Signals_that_are_gone_are_named_and_the_stream_stays_open_and_empty()
    {
        var signal = await host.SignalAsync("live/presse/anderes");
        await host.WriteAsync(signal, PlantData.Start, 3);
        using var end = new CancellationTokenSource(Patience);
        using var stream = new StreamReader(await host.Local.GetStreamAsync("api/live?signals=999999,999998", end.Token));
        List<string> lines = [];
        while (lines.Count < 8)
            lines.Add((await stream.ReadLineAsync(end.Token))!);
        Assert.Equal(["retry: 2000", "", "event: unknown", "data: {\"signals\":[999999,999998]}", "", "event: values"], lines.Take(6));
        Assert.Equal("data: {\"values\":[]}", lines[7]);
    }

    [Theory]
    [InlineData("signals=x", "signals")]
    [InlineData("asset=999999", "asset")]
    [InlineData("every=1", "every")]
    public async Task What_cannot_be_followed_is_named(string query, string input)
    {
        using var answer = await host.Local.GetAsync($"api/live?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{input}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static async Task<(int Signal, double Value)> ValueAsync(StreamReader stream, CancellationToken stop)
    {
        while (await stream.ReadLineAsync(stop) is { } line)
        {
            if (!line.StartsWith("data: {\"values\"", StringComparison.Ordinal))
                continue;
            var value = JsonDocument.Parse(line[6..]).RootElement.GetProperty("values").EnumerateArray().Single();
            return (value.GetProperty("signal").GetInt32(), value.GetProperty("v").GetDouble());
        }
        throw new EndOfStreamException();
    }
}
