namespace Werkstrom.Tariff.Time;

/// <summary>Quarter-hours as numbers: how many have passed since 1970-01-01T00:00Z. That of 2026-11-22T13:00Z is 1,994,836.</summary>
public static class Quarters
{
    /// <summary>Seconds of one.</summary>
    public const int Seconds = 900;

    /// <summary>The one that begins at an instant.</summary>
    /// <exception cref="ArgumentException">Nothing begins then: the instant is no full quarter of an hour.</exception>
    public static int At(DateTimeOffset instant) => instant.UtcTicks % (TimeSpan.TicksPerSecond * Seconds) == 0
        ? Of(instant)
        : throw new ArgumentException($"{instant:O} is no full quarter of an hour.", nameof(instant));

    /// <summary>The one that holds an instant.</summary>
    public static int Of(DateTimeOffset instant) => (int)Math.Floor((double)instant.ToUnixTimeSeconds() / Seconds);

    /// <summary>When one begins, UTC.</summary>
    public static DateTimeOffset Start(int quarter) => DateTimeOffset.FromUnixTimeSeconds((long)quarter * Seconds);
}

/// <summary>Quarter-hours in a row.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many, 0 or more.</param>
public readonly record struct QuarterRange(int First, int Count)
{
    /// <summary>The first after it.</summary>
    public int End => First + Count;

    /// <summary>Whether it holds one.</summary>
    public bool Contains(int quarter) => quarter >= First && quarter < End;

    /// <summary>What both hold; empty when there is nothing.</summary>
    public QuarterRange Meet(QuarterRange other)
    {
        var first = Math.Max(First, other.First);
        return new(first, Math.Max(0, Math.Min(End, other.End) - first));
    }
}
