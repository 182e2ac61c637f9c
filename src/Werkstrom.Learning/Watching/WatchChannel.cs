namespace Werkstrom.Learning.Watching;

/// <summary>What about a signal is unusual.</summary>
public enum WatchChannel
{
    /// <summary>One value is further from what is usual at this time of the day than any before.</summary>
    Peak = 0,

    /// <summary>Two values in a row are, on the same side, further from what is usual than any before, slow drift allowed for.</summary>
    Lasting = 1,

    /// <summary>The mean of the last 30 steps has moved further from the long-term mean than ever before.</summary>
    Shift = 2,

    /// <summary>The values scatter more, or less, than ever before.</summary>
    Spread = 3,

    /// <summary>The values go up and down from step to step in another way than ever before: smoother or rougher.</summary>
    Shape = 4,

    /// <summary>The value has stood still much longer than ever before.</summary>
    Stuck = 5,

    /// <summary>No value has come for much longer than ever before.</summary>
    Silence = 6,

    /// <summary>A state that is rare or was never seen.</summary>
    RareState = 7,

    /// <summary>A state has lasted much longer than ever before.</summary>
    LongState = 8,
}
