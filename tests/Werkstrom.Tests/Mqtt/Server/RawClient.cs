using System.Net;
using System.Net.Sockets;
using Werkstrom.Tests.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>A socket, and bytes as they stand in the standards. Nothing of the library is used here.</summary>
sealed class RawClient : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    readonly Socket _socket;

    RawClient(Socket socket) => _socket = socket;

    public static async Task<RawClient> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawClient(socket);
    }

    /// <summary>CONNECT of MQTT 5, and the CONNACK that a server with default options gives.</summary>
    public async Task ConnectAsync(string id, string properties, bool clean, int keepAlive, bool present = false)
    {
        var size = Hex.Bytes(properties).Length;
        await SendAsync($"10 * 00 04 'MQTT' 05 {(clean ? "02" : "00")} {keepAlive >> 8:X2} {keepAlive & 255:X2} {size:X2} {properties} 00 {id.Length:X2} '{id}'");
        await ExpectAsync($"20 0E {(present ? "01" : "00")} 00 0B 21 03 E8 27 00 10 00 00 22 00 40");
    }

    public async Task SendAsync(string hex) => await SendAsync(Hex.Bytes(hex));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, limit.Token)..];
    }

    /// <summary>The next bytes are exactly these.</summary>
    public async Task ExpectAsync(string hex)
    {
        var expected = Hex.Bytes(hex);
        Assert.Equal(Hex.Text(expected), Hex.Text(await ReceiveAsync(expected.Length)));
    }

    /// <summary>Nothing else comes before the answer to a PINGREQ.</summary>
    public async Task ExpectQuietAsync()
    {
        await SendAsync("C0 00");
        await ExpectAsync("D0 00");
    }

    /// <summary>The server closes the connection, and says nothing more.</summary>
    public async Task ExpectEndAsync()
    {
        var (bytes, ended) = await TryReceiveAsync(1);
        Assert.Equal(("", true), (Hex.Text(bytes), ended));
    }

    /// <summary>The next bytes, fewer when the connection ends before.</summary>
    public async Task<byte[]> ReceiveAsync(int count) => (await TryReceiveAsync(count)).Bytes;

    /// <summary>The next whole packet, of less than 128 bytes.</summary>
    public async Task<byte[]> ReceivePacketAsync()
    {
        var head = await ReceiveAsync(2);
        Assert.Equal(2, head.Length);
        return [.. head, .. await ReceiveAsync(head[1])];
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Ends the connection as a crash does, with a reset.</summary>
    public void Crash()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    async Task<(byte[] Bytes, bool Ended)> TryReceiveAsync(int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        var bytes = new byte[count];
        var at = 0;
        while (at < count)
        {
            int read;
            try
            {
                read = await _socket.ReceiveAsync(bytes.AsMemory(at), limit.Token);
            }
            catch (SocketException)
            {
                read = 0; // reset
            }

            if (read == 0)
                return (bytes[..at], true);
            at += read;
        }

        return (bytes, false);
    }
}
