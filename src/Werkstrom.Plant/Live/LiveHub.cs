using Microsoft.Extensions.Hosting;
using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Live;

/// <summary>Who listens to live values. Readers of the same signals share a channel; a worker sends the heartbeats.</summary>
sealed class LiveHub(LiveValues live, TimeProvider clock) : BackgroundService
{
    /// <summary>How many may listen at once; the next one is told to come back.</summary>
    public const int MostReaders = 5_000;

    static readonly TimeSpan BetweenHeartbeats = TimeSpan.FromSeconds(15);

    readonly Lock _lock = new();
    readonly Dictionary<string, LiveChannel> _channels = [];

    /// <summary>How many listen.</summary>
    public int Readers { get; private set; }

    /// <summary>Begins to listen; null when too many do. Dispose what comes back to end it.</summary>
    public Subscription? Listen(int[] signals, TimeSpan every)
    {
        var key = $"{every.TotalMilliseconds:0}:{string.Join(',', signals)}";
        lock (_lock)
        {
            if (Readers >= MostReaders)
                return null;
            Readers++;
            if (!_channels.TryGetValue(key, out var channel))
                _channels[key] = channel = new(signals, every, live, clock);
            return new(this, key, channel, channel.Add());
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenHeartbeats, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var channel in Channels())
                channel.Offer(LiveFrame.Heartbeat);
        }
    }

    LiveChannel[] Channels()
    {
        lock (_lock)
            return [.. _channels.Values];
    }

    void Leave(Subscription gone)
    {
        lock (_lock)
        {
            Readers--;
            gone.Channel.Remove(gone.Reader);
            if (gone.Channel.Count == 0 && _channels.Remove(gone.Key))
                gone.Channel.Dispose();
        }
    }

    /// <summary>One reader's place.</summary>
    internal sealed record Subscription(LiveHub Hub, string Key, LiveChannel Channel, LiveReader Reader) : IDisposable
    {
        /// <summary>Ends it.</summary>
        public void Dispose() => Hub.Leave(this);
    }
}
