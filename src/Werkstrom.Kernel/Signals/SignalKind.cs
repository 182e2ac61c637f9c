namespace Werkstrom.Kernel.Signals;

/// <summary>What the numbers of a signal mean. It decides how they are summed up and drawn.</summary>
public enum SignalKind
{
    /// <summary>A measured quantity that holds until the next sample: temperature, power.</summary>
    Measurement = 0,

    /// <summary>A count that only grows, until it is reset: kWh, pieces.</summary>
    Counter = 1,

    /// <summary>A state: a small number with a text for each value.</summary>
    State = 2,

    /// <summary>A price; it holds for the interval that begins at the sample.</summary>
    Price = 3,

    /// <summary>A forecast; its samples carry when they were issued.</summary>
    Forecast = 4,
}
