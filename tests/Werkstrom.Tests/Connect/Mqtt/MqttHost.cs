using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Serving;
using Werkstrom.Store;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>The real host with a port for MQTT, and Debian's mosquitto clients for it.</summary>
public sealed class MqttHost : IAsyncLifetime
{
    public Host Host { get; } = new();

    public int Port { get; } = MqttPort.Spare();

    public Task InitializeAsync()
    {
        Host.Configuration["mqtt:port"] = Port.ToString(CultureInfo.InvariantCulture);
        Host.Configuration["mqtt:deniedSubscriptions"] = "test/nosubscribe";
        return Host.InitializeAsync();
    }

    public Task DisposeAsync() => Host.DisposeAsync();

    /// <summary>A new token.</summary>
    public async Task<string> TokenAsync(Scopes scopes, int? asset = null, string name = "machine") =>
        (await Host.Services.GetRequiredService<Tokens>().CreateAsync(new(name, scopes, AssetId: asset), default)).Key;

    /// <summary>Runs <c>mosquitto_pub</c> to its end.</summary>
    public async Task<(int Code, string Text)> PublishAsync(string token, params string[] more)
    {
        using var process = Start("mosquitto_pub", token, more);
        return await EndAsync(process);
    }

    /// <summary>Starts <c>mosquitto_pub</c> or <c>mosquitto_sub</c>.</summary>
    public Process Start(string program, string token, params string[] more) => Process.Start(new ProcessStartInfo(
        program, ["-h", "127.0.0.1", "-p", $"{Port}", .. token.Length == 0 ? Array.Empty<string>() : ["-u", "any", "-P", token], .. more])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    })!;

    /// <summary>Waits for the end of a client.</summary>
    public static async Task<(int Code, string Text)> EndAsync(Process process)
    {
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await text + await error);
    }

    /// <summary>The values of a signal, in order of time; null when there is no such signal.</summary>
    public async Task<double[]?> ReadAsync(string path)
    {
        if (!Host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal))
            return null;
        await Host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var all = new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return (await Host.Services.GetRequiredService<SampleQueries>().RawAsync(signal.Id, all, 10_000, default)).Values;
    }
}
