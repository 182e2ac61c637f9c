using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>How fast and how long a plant runs.</summary>
/// <param name="Speed">Plant time by real time; infinite for as fast as the other side takes it.</param>
/// <param name="For">How long in plant time; null until it is ended.</param>
sealed record PlantPace(double Speed, TimeSpan? For)
{
    /// <summary>Where the plant begins when the file does not say it: so that a run of known length ends now, otherwise now.</summary>
    public DateTimeOffset Start(DateTimeOffset now) => For is { } length && Speed > 1 ? now - (length * (1 - (1 / Speed))) : now;
}

/// <summary>
/// Lets the plant of a file run and sends what leaves it. When the other side is away or slow the plant's time stands still and is made up later:
/// nothing is lost.
/// </summary>
sealed class PlantRun(FilePlant plant, IWay way, TimeProvider time, PlantPace pace, FaultMenu menu, PlantProgress progress)
{
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs until its time is over, somebody says so, or it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var (begin, start) = (time.GetTimestamp(), plant.Now);
        DateTimeOffset? end = pace.For is { } length ? start + length : null;
        while (!stop.IsCancellationRequested && !menu.IsOver)
        {
            menu.Work();
            var goal = double.IsInfinity(pace.Speed) ? DateTimeOffset.MaxValue : start + (time.GetElapsedTime(begin) * pace.Speed);
            goal = end < goal ? end.Value : goal;
            var isThere = Advance(goal);
            await way.SendAsync(stop);
            progress.Tell();
            if (way.IsBehind)
                await CatchUpAsync(stop);
            if (isThere && goal == end)
                return;
            if (isThere)
                await Task.Delay(Pause, time, stop);
        }
    }

    TimeSpan Pause => TimeSpan.FromMilliseconds(Math.Clamp(plant.Plan.Every.TotalMilliseconds / pace.Speed, 10, 200));

    // in short pieces, so that faults from the keyboard and the progress do not wait
    bool Advance(DateTimeOffset goal)
    {
        var begin = time.GetTimestamp();
        while (plant.Now + plant.Plan.Every <= goal)
        {
            if (way.IsFull || time.GetElapsedTime(begin) > Longest)
                return false;
            plant.Advance();
            way.Add([], plant.Now);
        }

        return true;
    }

    async Task CatchUpAsync(CancellationToken stop)
    {
        while (way.IsBehind && !menu.IsOver)
        {
            await way.SettleAsync(stop);
            if (way.IsBehind)
                await Task.Delay(Longest, time, stop);
            await way.SendAsync(stop); // line protocol tries again by this
            menu.Work();
            progress.Tell();
        }
    }
}
