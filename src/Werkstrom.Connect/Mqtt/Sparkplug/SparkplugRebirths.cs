using System.Buffers;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>
/// Asks edge nodes for their births: the command <c>Node Control/Rebirth</c>. A node is asked once, and again only after
/// <see cref="Pause"/>, so that one that cannot answer is not flooded.
/// </summary>
sealed class SparkplugRebirths : IDisposable
{
    /// <summary>Least time between two questions to a node.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    const int Most = 10_000;

    readonly Meter _meter = new("Werkstrom.Mqtt");
    readonly Counter<long> _asked;
    readonly Channel<string> _topics =
        Channel.CreateBounded<string>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite });

    public SparkplugRebirths()
    {
        _asked = _meter.CreateCounter<long>("sparkplug.rebirths", "{command}", "Births that Sparkplug edge nodes were asked for");
        Gaps = _meter.CreateCounter<long>("sparkplug.gaps", "{gap}", "Gaps in the numbers of messages of Sparkplug edge nodes");
        StaleDeaths = _meter.CreateCounter<long>("sparkplug.deaths.stale", "{message}", "Deaths of Sparkplug edge nodes that came after the next birth");
    }

    /// <summary>Gaps in the numbers of messages.</summary>
    public Counter<long> Gaps { get; }

    /// <summary>Deaths that belong to an earlier birth.</summary>
    public Counter<long> StaleDeaths { get; }

    /// <summary>Topics of the commands to be sent.</summary>
    public ChannelReader<string> Topics => _topics.Reader;

    /// <summary>Asks a node for its birth, unless it was asked a short while ago. Its gate is held.</summary>
    /// <param name="node">The node.</param>
    /// <param name="now">Unix microseconds.</param>
    public void Ask(SparkplugNode node, long now)
    {
        if (node.AskedAt is { } before && now - before < (long)Pause.TotalMicroseconds)
            return;
        if (!_topics.Writer.TryWrite(node.Commands))
            return;
        node.AskedAt = now;
        _asked.Add(1);
    }

    /// <summary>The payload of the command: a time and the flag, no sequence number (chapter 6.4.26 "NCMD").</summary>
    /// <param name="now">The time.</param>
    public static byte[] Command(DateTimeOffset now)
    {
        const string Name = "Node Control/Rebirth";
        var millis = (ulong)now.ToUnixTimeMilliseconds();
        ArrayBufferWriter<byte> metric = new();
        Field(metric, 1, 2);
        Varint(metric, (ulong)Name.Length);
        metric.Write(System.Text.Encoding.UTF8.GetBytes(Name));
        Field(metric, 3, 0);
        Varint(metric, millis);
        Field(metric, 4, 0);
        Varint(metric, (ulong)SparkplugType.Boolean);
        Field(metric, 14, 0);
        Varint(metric, 1);
        ArrayBufferWriter<byte> payload = new();
        Field(payload, 1, 0);
        Varint(payload, millis);
        Field(payload, 2, 2);
        Varint(payload, (ulong)metric.WrittenCount);
        payload.Write(metric.WrittenSpan);
        return payload.WrittenSpan.ToArray();
    }

    public void Dispose() => _meter.Dispose();

    static void Field(ArrayBufferWriter<byte> output, int number, int wireType) => Varint(output, ((ulong)number << 3) | (uint)wireType);

    static void Varint(ArrayBufferWriter<byte> output, ulong value)
    {
        while (value >= 0x80)
        {
            output.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        output.Write([(byte)value]);
    }
}
