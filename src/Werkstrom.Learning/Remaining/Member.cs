using Werkstrom.Learning.Boosting;

namespace Werkstrom.Learning.Remaining;

/// <summary>What was learned without one part of the episodes.</summary>
sealed record Member(Fusion Fusion, BoostModel Model);
