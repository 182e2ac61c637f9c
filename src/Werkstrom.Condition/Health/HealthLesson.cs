using Werkstrom.Learning.Health;

namespace Werkstrom.Condition.Health;

/// <summary>What was learned of an asset.</summary>
/// <param name="Model">What it looks like when it is well.</param>
/// <param name="Regimes">The ways in which it is run.</param>
/// <param name="Columns">Places, among the sensors of the asset, of those that are judged.</param>
/// <param name="Facts">What it was learned from.</param>
sealed record HealthLesson(HealthModel Model, OperatingRegimes Regimes, int[] Columns, HealthFacts Facts);

/// <summary>What was learned from.</summary>
/// <param name="From">The first minute.</param>
/// <param name="To">When the last minute was over; what came later was not known.</param>
/// <param name="Rows">Minutes that were learned from.</param>
/// <param name="Days">Days with such minutes.</param>
/// <param name="Ill">Minutes left out because it was not well, or soon failed.</param>
/// <param name="Odd">Minutes left out because they are unlike the others.</param>
/// <param name="Unused">Signals that say nothing, with the reason: <c>empty</c>, <c>constant</c>, <c>counter</c> or <c>state</c>.</param>
sealed record HealthFacts(DateTimeOffset From, DateTimeOffset To, int Rows, int Days, int Ill, int Odd, IReadOnlyList<UnusedSignal> Unused);

/// <summary>A signal that is not judged.</summary>
sealed record UnusedSignal(int SignalId, string Why);

/// <summary>Why nothing can be said of an asset.</summary>
/// <param name="Why">Key of the sentence.</param>
/// <param name="Have">How much there is of what is too little.</param>
/// <param name="Need">How much is needed.</param>
sealed record HealthGap(string Why, double Have = 0, double Need = 0);
