using System.Text;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Emulator.Sending;

/// <summary>Line protocol over HTTP: one post a second.</summary>
sealed class LineWay(Uri server, string token, ILineWriter lines, TimeProvider clock, ILogger log) : IWay
{
    const int MostText = 4_000_000;

    readonly LineClient _client = new(server, token, clock, log);
    readonly StringBuilder _text = new();

    public int Waiting => _client.Waiting;

    public long Dropped => _client.Dropped;

    public long Taken => _client.Taken;

    public long Acknowledged => _client.Acknowledged;

    public bool IsBehind => _client.IsBehind;

    public bool IsReached => _client.Waiting == 0;

    public bool IsFull => _text.Length >= MostText;

    public void Add(IReadOnlyList<double> values, DateTimeOffset at) => lines.Write(_text, values, at);

    public async ValueTask SendAsync(CancellationToken stop)
    {
        await _client.SendAsync(_text.Length == 0 ? null : _text.ToString(), stop);
        _text.Clear();
    }

    public Task SettleAsync(CancellationToken stop) => Task.CompletedTask; // a post that is sent is answered

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }
}
