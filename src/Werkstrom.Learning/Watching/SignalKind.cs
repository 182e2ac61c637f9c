namespace Werkstrom.Learning.Watching;

/// <summary>How the values of a signal are to be understood.</summary>
public enum SignalKind
{
    /// <summary>A measured quantity: a temperature, a power.</summary>
    Measure = 0,

    /// <summary>One of a few states, as numbers: an operating mode, an error code.</summary>
    State = 1,

    /// <summary>A count that only rises, apart from resets: pieces, kilowatt hours of a meter.</summary>
    Counter = 2,
}
