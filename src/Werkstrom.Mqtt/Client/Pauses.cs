namespace Werkstrom.Mqtt.Client;

/// <summary>Pauses before new connections: each twice as long as the one before, up to a limit, less a random part up to half.</summary>
sealed class Pauses(TimeSpan first, TimeSpan longest, Random random)
{
    int _attempts;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_attempts++, 30)));
        return TimeSpan.FromMilliseconds(full * (1 - (random.NextDouble() / 2)));
    }

    /// <summary>The longest pause, for when another client uses the same identifier: the two would displace each other without end.</summary>
    public TimeSpan Longest() => longest * (1 - (random.NextDouble() / 2));

    /// <summary>A connection was there for so long: a short one counts as an attempt.</summary>
    public void Lasted(TimeSpan time)
    {
        if (time.TotalMilliseconds >= first.TotalMilliseconds * Math.Pow(2, Math.Min(_attempts, 30)) || time >= longest)
            _attempts = 0;
    }
}
