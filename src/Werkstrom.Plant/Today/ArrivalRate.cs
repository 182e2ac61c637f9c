using Microsoft.Extensions.Hosting;
using Werkstrom.Store;

namespace Werkstrom.Plant.Today;

/// <summary>How many samples arrive in a second: the mean of the last minute, from the position of the ingest log.</summary>
sealed class ArrivalRate(SampleStore store, TimeProvider clock) : BackgroundService
{
    const int Readings = 13;
    static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    readonly Queue<(long At, long Position)> _readings = [];
    double? _perSecond;

    /// <summary>Samples in a second; null in the first seconds after the start.</summary>
    public double? PerSecond => _perSecond;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            Read(store.Status.Position);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    void Read(long position)
    {
        var now = clock.GetTimestamp();
        if (_readings.TryPeek(out var first))
            _perSecond = (position - first.Position) / clock.GetElapsedTime(first.At, now).TotalSeconds;
        _readings.Enqueue((now, position));
        if (_readings.Count > Readings)
            _readings.Dequeue();
    }
}
