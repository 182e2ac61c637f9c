using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>What tests of side-cars ask of the real host.</summary>
static class EdgeHost
{
    const string Base = "api/connect/edge";


    /// <summary>Adds a server; of OPC UA it waits until that was browsed.</summary>
    /// <returns>What it has, or the fault that was said.</returns>
    public static async Task<JsonElement> AddAsync(this Host host, object wish, string name)
    {
        host.Local.DefaultRequestHeaders.AcceptLanguage.TryParseAdd("en");
        await host.PostAsync("", wish);
        return await host.UntilAsync($"/{Uri.EscapeDataString(name)}/nodes", nodes => !nodes.GetProperty("isRunning").GetBoolean());
    }

    public static async Task<JsonElement> PostAsync(this Host host, string path, object? body = null)
    {
        using var answer = await host.Local.PostAsJsonAsync(Base + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static Task<JsonElement> GetAsync(this Host host, string path) => host.Local.GetFromJsonAsync<JsonElement>(Base + path);

    /// <summary>Asks until an answer is as it should be.</summary>
    public static async Task<JsonElement> UntilAsync(this Host host, string path, Func<JsonElement, bool> isRight)
    {
        JsonElement last = default;
        await Waiting.UntilAsync(async () => isRight(last = await host.GetAsync(path)), () => last.ToString());
        return last;
    }

    /// <summary>Waits for so many samples of a signal.</summary>
    public static async Task<Series> SamplesAsync(this Host host, string path, int count)
    {
        Series? found = null;
        await Waiting.UntilAsync(async () => (found = await host.ReadAsync(path))?.Count >= count, () => $"{path}: {(found is null ? "no signal" : $"{found.Count}")} of {count}");
        return found!;
    }

    /// <summary>All samples of a signal; null when there is none of this path.</summary>
    public static async Task<Series?> ReadAsync(this Host host, string path)
    {
        if (!host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal))
            return null;
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var all = new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return await host.Services.GetRequiredService<SampleQueries>().RawAsync(signal.Id, all, 10_000, default);
    }

    public static Signal Signal(this Host host, string path)
    {
        Assert.True(host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal), path);
        return signal;
    }

    /// <summary>The texts of a state signal in order of time.</summary>
    public static IEnumerable<string> Texts(this Host host, string path, Series samples)
    {
        var states = host.Services.GetRequiredService<SignalCatalog>().States(host.Signal(path).Id);
        return samples.Values.Select(value => states[(int)value]);
    }
}
