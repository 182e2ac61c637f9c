namespace Werkstrom.Learning.Remaining;

/// <summary>How long a unit will last, from one of its samples on.</summary>
/// <param name="Samples">The mean of what is likely, in samples, from 0; at most the model's cap.</param>
/// <param name="Lower">The truth is rarely below this, in samples, from 0.</param>
/// <param name="Upper">The truth is rarely above this, in samples.</param>
/// <param name="IsHealthy">No wear is to be seen yet: the prediction is within a tenth of the cap, and says "at least about this".</param>
public readonly record struct RemainingLife(double Samples, double Lower, double Upper, bool IsHealthy);

/// <summary>How much one signal moved a prediction.</summary>
/// <param name="Name">The signal; <c>age</c> for the number of samples since the start.</param>
/// <param name="Samples">By how much, in samples; below 0: shorter.</param>
/// <param name="Change">How far the signal's last samples are from its first, in standard deviations of its regime; NaN for the age.</param>
public readonly record struct Driver(string Name, double Samples, double Change);

/// <summary>What a model learned from, and how good it is on episodes that it had not seen.</summary>
/// <param name="Episodes">Lives learned from.</param>
/// <param name="Samples">Of all of them.</param>
/// <param name="Regimes">Ways of running that were found; 1: no difference.</param>
/// <param name="Cap">Above this, in samples, the model says "at least".</param>
/// <param name="Used">Signals that change within a regime.</param>
/// <param name="LeftOut">Signals that do not.</param>
/// <param name="Error">Root mean square error out of fold, in samples, of predictions and lives both cut at the cap.</param>
/// <param name="ErrorUncut">The same, of lives as they were.</param>
/// <param name="Coverage">How often the truth lay in the interval: learned from one half of the episodes, asked of the other.</param>
public sealed record RemainingLifeCard(
    int Episodes, int Samples, int Regimes, double Cap, IReadOnlyList<string> Used, IReadOnlyList<string> LeftOut,
    double Error, double ErrorUncut, double Coverage);
