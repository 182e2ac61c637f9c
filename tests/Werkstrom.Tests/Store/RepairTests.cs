using System.Globalization;
using System.Net;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store;

/// <summary>The Store closes its file and opens it again, as it does when DuckDB has given up: who reads meanwhile waits, and is told when it takes too long.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    readonly Host _host = new();
    Signal _signal = null!;

    SampleStore Store => (SampleStore)_host.Services.GetService(typeof(SampleStore))!;

    string Samples => $"api/signals/{_signal.Id}/samples?from=1970-01-01T00:00:00Z&to=1970-01-02T00:00:00Z";

    public Task InitializeAsync() => Task.CompletedTask;

    // how long a reader waits for the repair
    async Task StartAsync(TimeSpan patience)
    {
        _host.Configuration["Store:RepairWait"] = patience.ToString("c", CultureInfo.InvariantCulture);
        await _host.InitializeAsync();
        var catalog = (SignalCatalog)_host.Services.GetService(typeof(SignalCatalog))!;
        _signal = (await catalog.EnsureAsync([new("repair/a", SignalKind.Measurement, "Cel")], default))[0].Signal!;
        SampleBatch batch = new();
        batch.Add(_signal.Id, Micros.PerHour, 21.5);
        await Store.WriteAsync(batch, default);
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_read_during_a_repair_waits_and_answers()
    {
        await StartAsync(TimeSpan.FromMinutes(2));
        for (var round = 0; round < 3; round++)
        {
            var open = await Store.WhenOpenAsync(default);
            open.Parts.Database.Report(new DuckException("FATAL Error: the test has it closed"));

            using var answer = await _host.Local.GetAsync(Samples);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((double[])[21.5], Values(await answer.Content.ReadAsStringAsync()));
            Assert.NotSame(open, await Store.WhenOpenAsync(default));
        }
    }

    [Fact]
    public async Task A_repair_that_takes_long_answers_503_with_a_time_and_then_all_is_as_before()
    {
        await StartAsync(TimeSpan.FromSeconds(1));
        await Store.FlushAsync(default);
        var (file, aside) = (new DataFolder(_host.Folder).Store, Path.Combine(_host.Folder, "aside"));
        File.Move(file, aside);
        await File.WriteAllTextAsync(file, "This is no database. " + new string('x', 20_000));
        (await Store.WhenOpenAsync(default)).Parts.Database.Report(new DuckException("FATAL Error: the test has it closed"));

        using (var read = await _host.Local.GetAsync(Samples))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 1.0), (read.StatusCode, read.Headers.RetryAfter?.Delta?.TotalSeconds));
            Assert.Contains("opens its file again", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (var page = new HttpRequestMessage(HttpMethod.Get, $"plant/signals/{_signal.Id}") { Headers = { { "Accept", "text/html" }, { "Accept-Language", "de" } } })
        using (var answer = await _host.Local.SendAsync(page))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("Einen Moment bitte", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        using (var write = await _host.Local.PostAsync("write?precision=ms", new StringContent("repair a=1 1760000000000\n")))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, write.StatusCode);

        File.Move(aside, file, overwrite: true);
        await Waiting.UntilAsync(() => Store.Status.Trouble is null);
        Assert.Equal((double[])[21.5], Values(await _host.Local.GetStringAsync(Samples)));
    }

    static double[] Values(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("samples").EnumerateArray().Select(s => s.GetProperty("value").GetDouble())];
}
