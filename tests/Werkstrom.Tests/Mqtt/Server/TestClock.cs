namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Time that only the test moves; timers fire while it does.</summary>
sealed class TestClock : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<Timer> _timers = [];
    DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Goes on in steps of half a second, so that what watches time sees it pass.</summary>
    public void Advance(double seconds)
    {
        var step = TimeSpan.FromSeconds(0.5);
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= step)
        {
            Timer[] due;
            lock (_gate)
            {
                _now += left < step ? left : step;
                due = [.. _timers.Where(t => t.DueAt <= _now)];
            }

            foreach (var timer in due)
                timer.Fire(_now);
        }
    }

    /// <summary>Goes on slowly until that has come: the server may have heard the last packet later than the test sent it.</summary>
    public async Task AdvanceUntilAsync(Task come)
    {
        while (!come.IsCompleted)
        {
            Advance(0.5);
            await Task.WhenAny(come, Task.Delay(500));
        }

        await come;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    sealed class Timer(TestClock clock, Action fire) : ITimer
    {
        TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock.GetUtcNow() + dueTime;
            return true;
        }

        public void Fire(DateTimeOffset now)
        {
            DueAt = _period > TimeSpan.Zero ? now + _period : DateTimeOffset.MaxValue;
            fire();
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
