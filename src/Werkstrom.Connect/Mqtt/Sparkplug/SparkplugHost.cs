using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>
/// What a host application of Sparkplug B says: that it is there (chapter 6.4.29 "STATE", when it has an identifier), and to which edge
/// nodes that their births are wanted.
/// </summary>
sealed class SparkplugHost(MqttServer server, SparkplugRebirths rebirths, TimeProvider time, IOptions<MqttOptions> options, ILogger<SparkplugHost> log)
    : BackgroundService, IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken stop) => TellAsync(isOnline: true, stop);

    public Task StoppingAsync(CancellationToken stop) => TellAsync(isOnline: false, stop);

    public Task StoppedAsync(CancellationToken stop) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var topic in rebirths.Topics.ReadAllAsync(stop))
                await PublishAsync(topic, SparkplugRebirths.Command(time.GetUtcNow()), MqttQos.AtMostOnce, retain: false, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    Task TellAsync(bool isOnline, CancellationToken stop)
    {
        if (options.Value.SparkplugHost is not { Length: > 0 } id)
            return Task.CompletedTask;
        var text = string.Create(
            CultureInfo.InvariantCulture, $$"""{"online":{{(isOnline ? "true" : "false")}},"timestamp":{{time.GetUtcNow().ToUnixTimeMilliseconds()}}}""");
        return PublishAsync($"spBv1.0/STATE/{id}", Encoding.UTF8.GetBytes(text), MqttQos.AtLeastOnce, retain: true, stop);
    }

    async Task PublishAsync(string topic, byte[] payload, MqttQos qos, bool retain, CancellationToken stop)
    {
        try
        {
            await server.PublishAsync(topic, payload, qos, retain, stop);
        }
        catch (IOException e)
        {
            log.SparkplugUnsaid(topic, e); // the journal cannot be written: nodes that are connected have it all the same
        }
    }
}
