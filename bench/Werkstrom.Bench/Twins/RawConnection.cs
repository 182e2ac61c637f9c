using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Werkstrom.Bench.Twins;

/// <summary>One connection of HTTP/1.1 that costs its machine little: on two cores the load must not be most of what is measured.</summary>
sealed class RawConnection : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly string _head;
    byte[] _buffer = new byte[64 << 10];

    RawConnection(Uri address, string token) => _head = $"Host: {address.Authority}\r\nAuthorization: Bearer {token}\r\n";

    public static async Task<RawConnection> OpenAsync(Uri address, string token, CancellationToken stop)
    {
        RawConnection connection = new(address, token);
        await connection._socket.ConnectAsync(IPAddress.Loopback, address.Port, stop);
        return connection;
    }

    /// <summary>Sends a request and waits for its whole answer.</summary>
    /// <returns>The body.</returns>
    /// <exception cref="InvalidOperationException">The answer is no success.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> SendAsync(string method, string path, string? json, CancellationToken stop)
    {
        var body = json is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n";
        await _socket.SendAsync(Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\n{_head}{body}\r\n{json}"), stop);
        var (length, end) = (0, -1);
        do
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), stop);
            length += read > 0 ? read : throw new InvalidOperationException("The server closed the connection.");
            end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        } while (end < 0 || length < end + 4 + Length(end));

        return _buffer[9] == '2' ? _buffer.AsMemory(end + 4, length - end - 4)
            : throw new InvalidOperationException($"{method} {path}: {Encoding.UTF8.GetString(_buffer, 0, Math.Min(length, 600))}");
    }

    public void Dispose() => _socket.Dispose();

    int Length(int end)
    {
        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return 0;
        var line = head.AsSpan(at + "Content-Length: ".Length);
        var stop = line.IndexOf('\r');
        return int.Parse(stop < 0 ? line : line[..stop], CultureInfo.InvariantCulture);
    }
}
