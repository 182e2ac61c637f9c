using Microsoft.Extensions.Logging;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>The server as malformed packets meet it: small limits, everybody is let in, and its errors are counted.</summary>
static class FuzzTarget
{
    public static MqttServerOptions Options() => new()
    {
        Limits = new MqttLimits
        {
            MaximumPacketSize = MalformedPackets.LargestPacket,
            ReceiveMaximum = MalformedPackets.ReceiveMaximum,
            QueuedMessages = 1000,
            QueuedBytes = 1 << 20,
        },
        TopicAliasMaximum = MalformedPackets.AliasMaximum,
        MaximumSessionExpiry = 0,
        RetainedMessages = 100,
    };

    public sealed class Everybody : IMqttAuthority
    {
        public ValueTask<MqttAdmission> AdmitAsync(MqttCandidate candidate, CancellationToken stop) => new(MqttAdmission.Granted());

        public bool MayPublish(MqttClientInfo client, string topic) => true;

        public bool MaySubscribe(MqttClientInfo client, string filter) => true;
    }

    /// <summary>Counts what an operator would have to look at: nothing that a client sends may be that.</summary>
    public sealed class ErrorCount : ILogger<MqttServer>
    {
        int _count;

        public int Count => Volatile.Read(ref _count);

        public string? First { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && Interlocked.Increment(ref _count) == 1)
                First = $"{formatter(state, exception)} {exception}";
        }
    }
}
