using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Setup.Operation;

/// <summary>Looks at the free disk every five minutes and says when it will be full if it goes on as in the last seven days.</summary>
sealed class DiskTrend(DataFolder folder, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    const int MostLooks = 7 * 24 * 12;

    readonly Queue<(DateTimeOffset At, long Free)> _looks = new();
    readonly Lock _turn = new();

    /// <summary>The disk now, and when it will be full.</summary>
    public DiskView Now()
    {
        var drive = new DriveInfo(folder.Path);
        var now = time.GetUtcNow();
        lock (_turn)
            return new(drive.AvailableFreeSpace, drive.TotalSize, FullAt([.. _looks, (now, drive.AvailableFreeSpace)]), IsKnown(now));
    }

    /// <summary>Where the straight line through the points (least squares) meets zero; null when it does not fall.</summary>
    internal static DateTimeOffset? FullAt(IReadOnlyList<(DateTimeOffset At, long Free)> looks)
    {
        if (looks.Count < 2 || looks[^1].At - looks[0].At < Shortest)
            return null;
        var start = looks[^1].At;
        var hours = looks.Select(l => (l.At - start).TotalHours).ToArray();
        var (meanHour, meanFree) = (hours.Average(), looks.Average(l => (double)l.Free));
        var spread = hours.Sum(h => (h - meanHour) * (h - meanHour));
        var slope = looks.Select((l, i) => (hours[i] - meanHour) * (l.Free - meanFree)).Sum() / spread;
        if (slope >= 0)
            return null;
        var left = -looks[^1].Free / slope;
        return left < 24 * 365 * 10 ? start.AddHours(left) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
            Look();
        while (await timer.WaitForNextTickAsync(stop));
    }

    bool IsKnown(DateTimeOffset now) => _looks.TryPeek(out var first) && now - first.At >= Shortest;

    void Look()
    {
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        lock (_turn)
        {
            _looks.Enqueue((time.GetUtcNow(), free));
            if (_looks.Count > MostLooks)
                _looks.Dequeue();
        }
    }
}

/// <summary>The disk of the data folder.</summary>
/// <param name="FreeBytes">What Werkstrom may still write.</param>
/// <param name="TotalBytes">The whole disk.</param>
/// <param name="FullAt">When it is full by the trend; null when it does not fill in ten years or is not known.</param>
/// <param name="TrendKnown">False in the first hour after the start.</param>
sealed record DiskView(long FreeBytes, long TotalBytes, DateTimeOffset? FullAt, bool TrendKnown);
