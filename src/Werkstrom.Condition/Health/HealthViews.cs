namespace Werkstrom.Condition.Health;

/// <summary>The health of an asset.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Index">0 (far beyond its limit) over 50 (at it) to 100 (as in its healthy time); null when nothing can be said.</param>
/// <param name="At">When the last minute was over that could be judged.</param>
/// <param name="Since">Since when it has been beyond the limit; null when it is not.</param>
/// <param name="IsAlarm">It lasts and was told.</param>
/// <param name="Regime">The way of running in which that shows, in words.</param>
/// <param name="Why">Why nothing can be said; null while something can.</param>
/// <param name="SignalId">The signal with the index of the past; null before anything could be said.</param>
/// <param name="Parts">The signals that have to do with it, the strongest first.</param>
sealed record HealthSummary(
    int AssetId, double? Index, DateTimeOffset? At, DateTimeOffset? Since, bool IsAlarm, string? Regime, string? Why, int? SignalId, IReadOnlyList<HealthPart> Parts);

/// <summary>What one signal has to do with it.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Share">Share of the deviation, 0 to 1.</param>
/// <param name="Value">Its mean of the last minutes, in its unit.</param>
/// <param name="Usual">Its mean when all is well in the same way of running.</param>
/// <param name="Deviation">How many times its usual scatter it is off.</param>
sealed record HealthPart(int SignalId, double Share, double? Value, double? Usual, double Deviation);

/// <summary>The health of an asset with all that it rests on.</summary>
/// <param name="Summary">How it stands.</param>
/// <param name="LearnedAt">When it was learned last.</param>
/// <param name="LearnedFrom">The first minute it was learned from.</param>
/// <param name="LearnedTo">When the last one was over.</param>
/// <param name="Rows">Minutes that were learned from.</param>
/// <param name="Days">Days with such minutes.</param>
/// <param name="LeftOutIll">Minutes left out because it was not well or soon failed.</param>
/// <param name="LeftOutOdd">Minutes left out because they were unlike the others.</param>
/// <param name="Regimes">The ways in which it is run.</param>
/// <param name="Drifts">How its signals stand against the month before, the largest change first.</param>
/// <param name="DaysOf">The worst minute of each day.</param>
/// <param name="Sensitivity">How easily it speaks, 0 to 10.</param>
sealed record HealthDetail(
    HealthSummary Summary, DateTimeOffset? LearnedAt, DateTimeOffset? LearnedFrom, DateTimeOffset? LearnedTo, int Rows, int Days, int LeftOutIll,
    int LeftOutOdd, IReadOnlyList<HealthRegime> Regimes, IReadOnlyList<HealthDrift> Drifts, IReadOnlyList<HealthDay> DaysOf, double Sensitivity);

/// <summary>A way in which an asset is run.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">In words.</param>
/// <param name="Rows">In how many minutes of the healthy time it was seen.</param>
sealed record HealthRegime(int Number, string Name, int Rows);

/// <summary>How a signal stands against the month before.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Regime">In this way of running.</param>
/// <param name="Now">Median of the days of the last week.</param>
/// <param name="Before">Median of the days of the four weeks before.</param>
/// <param name="Effect">The change in scatters of days.</param>
/// <param name="Days">How many days of the last week.</param>
/// <param name="DaysBefore">How many days before.</param>
/// <param name="SisterChange">How far the sister machines moved meanwhile; null without such.</param>
/// <param name="Sisters">How many sister machines.</param>
/// <param name="IsTold">Large, lasting and only of this machine.</param>
/// <param name="Sentence">The same in words.</param>
sealed record HealthDrift(
    int SignalId, string Regime, double Now, double Before, double Effect, int Days, int DaysBefore, double? SisterChange, int Sisters, bool IsTold, string Sentence);
