namespace Werkstrom.Learning.Life;

/// <summary>What holds from one failure to the next on a Kaplan–Meier curve.</summary>
/// <param name="Time">The failure at which the curve falls, in the unit of the lives.</param>
/// <param name="AtRisk">Parts that ran until then.</param>
/// <param name="Failed">Parts that failed then.</param>
/// <param name="Survival">Share that lives longer than <paramref name="Time"/>, 0 to 1.</param>
/// <param name="StandardError">Of the share, by Greenwood's formula.</param>
/// <param name="Lower">Lower bound of the share.</param>
/// <param name="Upper">Upper bound of the share.</param>
public readonly record struct SurvivalStep(
    double Time, int AtRisk, int Failed, double Survival, double StandardError, double Lower, double Upper);
