using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Live;

/// <summary>What one server-sent event <c>values</c> carries.</summary>
/// <param name="Values">Values that are new since the last event; at the start the last value of every signal asked for.</param>
sealed record LiveFrame(IReadOnlyList<LiveFrame.Entry> Values)
{
    /// <summary>A comment that keeps proxies from closing a silent stream.</summary>
    public static readonly byte[] Heartbeat = ": still here\n\n"u8.ToArray();

    /// <summary>The first bytes of a stream: reconnect after two seconds.</summary>
    public static readonly byte[] Hello = "retry: 2000\n\n"u8.ToArray();

    /// <summary>An event <c>unknown</c> with the numbers that no signal has: <c>{"signals":[7,9]}</c>.</summary>
    public static byte[] Unknown(IReadOnlyList<int> signals) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: unknown\ndata: {{\"signals\":[{string.Join(',', signals)}]}}\n\n"));

    /// <summary>One value.</summary>
    /// <param name="Signal">Number of the signal.</param>
    /// <param name="T">Instant, milliseconds since 1970, UTC.</param>
    /// <param name="V">Value in the shown unit.</param>
    /// <param name="Q">OPC quality.</param>
    internal sealed record Entry(int Signal, double T, double V, byte Q);

    /// <summary>The bytes of an event, made once and sent to every reader of the same signals.</summary>
    /// <param name="values">The values.</param>
    /// <param name="at">Now: the number of the event, so that a browser can say where it stopped.</param>
    public static byte[] Write(IEnumerable<LiveValue> values, DateTimeOffset at)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        bytes.Write("event: values\nid: "u8);
        bytes.Write(Encoding.ASCII.GetBytes(at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        bytes.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(bytes))
            Write(json, values);
        bytes.Write("\n\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, IEnumerable<LiveValue> values)
    {
        json.WriteStartObject();
        json.WriteStartArray("values"u8);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteNumber("signal"u8, value.Signal);
            json.WriteNumber("t"u8, value.Instant / 1000.0);
            json.WriteNumber("v"u8, value.Value);
            json.WriteNumber("q"u8, value.Quality);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
