using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Emulator.Sending;

/// <summary>
/// Sends lines as a careful gateway does: what is not acknowledged is kept, up to an hour of it, and sent again in order, after a pause that grows to
/// five seconds.
/// </summary>
sealed class LineClient : IDisposable
{
    /// <summary>So many posts wait while the server is away; at one a second this is an hour.</summary>
    const int Capacity = 3600;

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500), LongestPause = TimeSpan.FromSeconds(5);

    readonly HttpClient _http;
    readonly TimeProvider _clock;
    readonly Queue<string> _waiting = new();
    readonly ILogger _log;
    TimeSpan _pause;
    long _failed;

    /// <param name="server">Address of the server, for example <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="token">A token with scope <c>write</c>.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="log">Hears of what is refused or not reached.</param>
    public LineClient(Uri server, string token, TimeProvider clock, ILogger log)
    {
        (_clock, _log) = (clock, log);
        _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };
        _http.DefaultRequestHeaders.Authorization = new("Token", token);
    }

    /// <summary>Posts that wait to be sent again.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Posts until now.</summary>
    public long Taken { get; private set; }

    /// <summary>Posts that the server answered.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Whether half of what is kept waits.</summary>
    public bool IsBehind => _waiting.Count >= Capacity / 2;

    /// <summary>Posts lost since nothing could be sent for longer than an hour.</summary>
    public long Dropped { get; private set; }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends what waits and then these lines; keeps what the server does not acknowledge.</summary>
    /// <param name="lines">The lines; null for only what waits.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>True when nothing is left waiting.</returns>
    public async Task<bool> SendAsync(string? lines, CancellationToken stop)
    {
        if (lines is not null)
        {
            _waiting.Enqueue(lines);
            Taken++;
        }

        if (_waiting.Count > Capacity)
        {
            _waiting.Dequeue();
            Dropped++;
        }

        if (_clock.GetElapsedTime(_failed) < _pause)
            return false;
        while (_waiting.TryPeek(out var next))
        {
            if (!await TrySendAsync(next, stop))
            {
                (_failed, _pause) = (_clock.GetTimestamp(), _pause == default ? FirstPause : _pause * 2 > LongestPause ? LongestPause : _pause * 2);
                return false;
            }

            _waiting.Dequeue();
            Acknowledged++;
            _pause = default;
        }

        return true;
    }

    async Task<bool> TrySendAsync(string lines, CancellationToken stop)
    {
        try
        {
            using var content = new StringContent(lines, Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
            using var answer = await _http.PostAsync(new Uri("write?precision=ms", UriKind.Relative), content, stop);
            if (answer.IsSuccessStatusCode)
                return true;
            _log.Refused((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
            return answer.StatusCode == HttpStatusCode.BadRequest; // the good lines of it are stored; sending again mends nothing
        }
        catch (HttpRequestException e)
        {
            _log.NotReached(e.Message);
            return false;
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            _log.NotReached("no answer in 20 s");
            return false;
        }
    }
}
