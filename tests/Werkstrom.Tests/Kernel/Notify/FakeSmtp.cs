using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Werkstrom.Tests.Kernel.Notify;

/// <summary>A mail server on a free port that takes all mails and remembers what was said. A mail is there when the client was told that it is taken.</summary>
sealed class FakeSmtp : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeSmtp()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Mails { get; } = new();

    public void Dispose() => _listener.Dispose();

    /// <summary>What a mail says, decoded: subject line and text.</summary>
    public static string Text(string mail)
    {
        var body = mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Split("\n.\n")[0];
        return mail.Contains("base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)))
            : Encoding.UTF8.GetString(Unquoted(body));
    }

    static byte[] Unquoted(string text)
    {
        List<byte> bytes = [];
        text = text.Replace("=\n", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
            else
                bytes.Add((byte)text[i]);
            i += text[i] == '=' ? 2 : 0;
        }

        return [.. bytes];
    }

    async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TakeAsync(client);
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                if (e is not IOException)
                    return;
            }
        }
    }

    async Task TakeAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        StringBuilder said = new();
        await writer.WriteLineAsync("220 fake");
        var isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            said.Append(line).Append('\n');
            if (isData && line != ".")
                continue;
            if (isData)
            {
                Mails.Enqueue(said.ToString());
                said.Clear();
            }

            var answer = isData ? "250 taken" : line == "DATA" ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok";
            isData = line == "DATA";
            await writer.WriteLineAsync(answer);
            if (line == "QUIT")
                break;
        }
    }
}
