using Werkstrom.Kernel.Signals;

namespace Werkstrom.Ui.Parts;

/// <summary>A signal as a chart draws it; the attribute <c>series</c> of <c>ws-chart</c> is a JSON array of these.</summary>
/// <param name="Id">Number of the signal.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">UCUM code of its values.</param>
/// <param name="Kind">What its numbers mean.</param>
/// <param name="Interval">Seconds between two samples as expected; null when not known.</param>
/// <param name="Digits">Digits after the decimal sign; null for as many as the number bears.</param>
/// <param name="Limits">Limits to draw, or null.</param>
/// <param name="States">Texts of a state signal by number, or null.</param>
/// <param name="Usual">What is usual, drawn as a band where the signal has its panel alone; null for none.</param>
public sealed record ChartLine(
    int Id, string Title, string Unit, SignalKind Kind, double? Interval, int? Digits = null, SignalLimits? Limits = null,
    IReadOnlyDictionary<int, string>? States = null, ChartBand? Usual = null)
{
    /// <summary>The line of a signal.</summary>
    /// <param name="states">Its texts when it is a state signal: <c>catalog.States(signal.Id)</c>.</param>
    public static ChartLine Of(Signal signal, IReadOnlyDictionary<int, string>? states = null) => new(
        signal.Id, signal.Label, signal.Unit, signal.Kind, signal.ExpectedInterval?.TotalSeconds,
        Limits: signal.Limits == SignalLimits.None ? null : signal.Limits,
        States: states is { Count: > 0 } ? states : null);
}

/// <summary>A band of values.</summary>
/// <param name="Low">Its least value, in the unit of the signal.</param>
/// <param name="High">Its greatest value.</param>
public sealed record ChartBand(double Low, double High);
