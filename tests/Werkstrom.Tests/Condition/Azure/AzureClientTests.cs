using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Condition.Azure;

/// <summary>The real client of the retired service (npm: @azure/ai-anomaly-detector 3.0.0-beta.5) against the real host.</summary>
public sealed class AzureClientTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task The_client_lives_on_with_another_address_and_key()
    {
        var (_, key) = await host.Services.GetRequiredService<Tokens>().CreateAsync(new("azure client", Scopes.Read), default);
        var said = await RunAsync(host.Address.ToString().TrimEnd('/'), key);

        Assert.Equal(7, said.GetProperty("period").GetInt32());
        Assert.Equal([30], Numbers(said, "out"));
        Assert.Equal([49, 49, 49], Numbers(said, "lengths"));
        Assert.True(said.GetProperty("last").GetProperty("isAnomaly").GetBoolean());
        Assert.True(said.GetProperty("last").GetProperty("isPositive").GetBoolean());
        Assert.Equal(29, said.GetProperty("last").GetProperty("window").GetInt32()); // four periods and the point itself
        Assert.InRange(said.GetProperty("last").GetProperty("expected").GetDouble(), -3, 4); // day 49 is the first of a week: 0, and up to 1 of scatter
        Assert.Equal([40], Numbers(said, "change"));
        Assert.Equal(400, said.GetProperty("refused").GetProperty("status").GetInt32());
        Assert.Equal(401, said.GetProperty("wrongKey").GetProperty("status").GetInt32());
    }

    static int[] Numbers(JsonElement said, string name) => [.. said.GetProperty(name).EnumerateArray().Select(n => n.GetInt32())];

    static async Task<JsonElement> RunAsync(string url, string key, [CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(here, "../../../../clients"));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "detect.mjs"), url, key]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        var (words, errors) = (node.StandardOutput.ReadToEndAsync(limit.Token), node.StandardError.ReadToEndAsync(limit.Token));
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<JsonElement>(await words);
    }
}
