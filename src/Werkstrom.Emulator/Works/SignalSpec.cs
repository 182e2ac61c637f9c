using Werkstrom.Kernel.Signals;

namespace Werkstrom.Emulator.Works;

/// <summary>One signal of the emulated plant.</summary>
/// <param name="Asset">Path of its asset below the works: <c>line1/mill1</c>.</param>
/// <param name="Name">Its name, lower case with underscores.</param>
/// <param name="German">What it is called in German.</param>
/// <param name="English">What it is called in English.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Decimals">Decimals that the sensor resolves; values are rounded to them.</param>
/// <param name="Kind">What its numbers mean.</param>
/// <param name="Limits">Warning and alarm limits, or null.</param>
sealed record SignalSpec(
    string Asset, string Name, string German, string English, string Unit, int Decimals,
    SignalKind Kind = SignalKind.Measurement, SignalLimits? Limits = null);
