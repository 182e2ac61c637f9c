namespace Werkstrom.Learning.Watching;

/// <summary>How easily a watch speaks. There is nothing else to set: one set of parameters serves every signal.</summary>
public sealed record WatchSettings
{
    const double Middle = 5, Margin = 0.03;
    readonly double _sensitivity = Middle;

    /// <summary>From 0 (only what is twice as far out as anything before) to 10 (everything that is a little further out); default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 10.</exception>
    public double Sensitivity
    {
        get => _sensitivity;
        init => _sensitivity = value is >= 0 and <= 10
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Sensitivity), value, "A sensitivity is from 0 to 10.");
    }

    /// <summary>The clock that people go by: what is usual at a time of the day moves with it when it is changed. Default UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The score from which a deviation is an alarm, about 1 to 2: 1.03 at the default sensitivity.</summary>
    public double Threshold => 1 + (Margin * Math.Pow(2, Middle - Sensitivity));
}
