namespace Werkstrom.Energy.Index.Verifying;

/// <summary>What came of verifying a region.</summary>
/// <param name="Region">Code.</param>
/// <param name="IsSound">Nothing is wrong.</param>
/// <param name="Inputs">Versions of days of inputs that were hashed.</param>
/// <param name="Frozen">Frozen days that were recomputed.</param>
/// <param name="QuarterHours">Values that were recomputed.</param>
/// <param name="From">First frozen day.</param>
/// <param name="To">Last frozen day.</param>
/// <param name="Tip">Hash of the last frozen day: whoever notes it can prove later that nothing before it was changed.</param>
/// <param name="Faults">All that is wrong, in order of days.</param>
sealed record VerifyAnswer(
    string Region, bool IsSound, int Inputs, int Frozen, int QuarterHours, DateOnly? From, DateOnly? To, string? Tip, IReadOnlyList<VerifyFault> Faults);

/// <summary>A rule that a day breaks.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Rule">input-hash, signature, record, inputs, window, shares, formula, chain, day or series.</param>
/// <param name="Text">What was found and what was expected.</param>
sealed record VerifyFault(DateOnly Day, string Rule, string Text);
