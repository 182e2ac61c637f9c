using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Ingest;

/// <summary>Line protocol over HTTP: 1,000 series, one point a line (<c>m,s=17 v=21.5 1767225600000000000</c>), instants ascending.</summary>
sealed class LineLoad
{
    const int Series = 1000;

    readonly byte[][] _bodies;

    LineLoad(byte[][] bodies, int points) => (_bodies, Points) = (bodies, points);

    public int Points { get; }

    /// <summary>Makes the bodies of one round; they are the same for every peer.</summary>
    public static LineLoad Make(int points, int linesABody, long firstSecond)
    {
        var random = new Random(4711);
        List<byte[]> bodies = [];
        StringBuilder text = new();
        for (var i = 0; i < points; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"m,s={i % Series} v={20 + (random.Next(1000) / 10.0)} {firstSecond + (i / Series)}000000000\n");
            if ((i + 1) % linesABody != 0)
                continue;
            bodies.Add(Encoding.ASCII.GetBytes(text.ToString()));
            text.Clear();
        }

        return new([.. bodies], points);
    }

    /// <summary>Sends everything with so many writers, each waiting for its acknowledgement before the next body.</summary>
    /// <returns>Points a second.</returns>
    public async Task<double> SendAsync(Peer peer, int writers, CancellationToken stop)
    {
        var next = -1;
        async Task WriteAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < _bodies.Length; i = Interlocked.Increment(ref next))
            {
                using var content = new ByteArrayContent(_bodies[i]);
                content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
                using var answer = await peer.Http.PostAsync(peer.WritePath, content, stop);
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException($"{peer.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            }
        }

        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync, stop)));
        return Points / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
