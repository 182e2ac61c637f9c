using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Plant;

/// <summary>Signals and samples for the tests of pages and API, through the sink as every source does.</summary>
static class PlantData
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A signal of this path; made when it is new.</summary>
    public static async Task<Signal> SignalAsync(this Host host, string path, SignalKind kind = SignalKind.Measurement, string unit = "Cel")
    {
        var made = await host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new(path, kind, unit)], default);
        return made[0].Signal ?? throw new InvalidOperationException(made[0].Reason);
    }

    /// <summary>A client with a token of one scope.</summary>
    public static async Task<HttpClient> TokenClientAsync(this Host host, Scopes scopes)
    {
        var (_, key) = await host.Services.GetRequiredService<Tokens>().CreateAsync(new($"test {scopes}", scopes), default);
        var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }

    /// <summary>Writes values a minute apart from an instant on.</summary>
    public static async Task WriteAsync(this Host host, Signal signal, DateTimeOffset from, params double[] values)
    {
        var batch = new SampleBatch();
        for (var i = 0; i < values.Length; i++)
            batch.Add(signal.Id, Micros.Of(from.AddMinutes(i)), values[i]);
        await host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default); // what is acknowledged is readable a moment later
    }
}
