using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>What is asked of the past: what a case looks like, and up to when anything may be known.</summary>
/// <param name="CaseId">Number of the case.</param>
/// <param name="AssetId">The machine.</param>
/// <param name="Since">When the first sign of it began.</param>
/// <param name="At">Its last sign, the present while it lasts; what came later is not looked at.</param>
/// <param name="Signals">Up to three signals of the machine that show it most, the clearest first.</param>
sealed record CaseQuestion(
    long CaseId, int AssetId, DateTimeOffset Since, DateTimeOffset At, IReadOnlyList<Signal> Signals);
