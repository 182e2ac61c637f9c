using Werkstrom.Condition.Rules;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>What is back-tested.</summary>
abstract record BacktestSubject
{
    /// <summary>A rule, kept or not yet.</summary>
    public sealed record OfRule(ConditionRule Rule) : BacktestSubject;

    /// <summary>The watching of one signal, or of all of an asset and what is below it.</summary>
    /// <param name="SignalId">The signal; null for an asset.</param>
    /// <param name="AssetId">The asset; null for a signal.</param>
    /// <param name="Sensitivity">0 to 10; null: as it is set.</param>
    public sealed record OfWatch(int? SignalId, int? AssetId, double? Sensitivity) : BacktestSubject;

    /// <summary>The health of an asset and of those below it.</summary>
    /// <param name="AssetId">The asset.</param>
    /// <param name="Sensitivity">0 to 10; null: as it is set.</param>
    public sealed record OfHealth(int AssetId, double? Sensitivity) : BacktestSubject;

    /// <summary>The remaining life of an asset.</summary>
    /// <param name="AssetId">The asset.</param>
    public sealed record OfLife(int AssetId) : BacktestSubject;
}

/// <summary>A question: would it have warned?</summary>
/// <param name="Subject">What.</param>
/// <param name="Range">Over which past span.</param>
/// <param name="Horizon">How long before a failure a word counts as its announcement.</param>
sealed record BacktestAsk(BacktestSubject Subject, TimeRange Range, TimeSpan Horizon)
{
    /// <summary>The horizon unless another is chosen.</summary>
    public static TimeSpan DefaultHorizon { get; } = TimeSpan.FromDays(7);
}

/// <summary>How far a back-test has come.</summary>
/// <param name="done">Is told the share that is done, 0 to 1.</param>
sealed class BacktestProgress(Action<double>? done = null)
{
    public void At(double share) => done?.Invoke(share);
}

/// <summary>The answer.</summary>
/// <param name="Ask">The question.</param>
/// <param name="Verdict">What it would have said, against the failures.</param>
/// <param name="AssetId">The asset whose failures counted; null for all.</param>
/// <param name="Signals">The signals that were looked at.</param>
/// <param name="Samples">How many samples these have in the span.</param>
/// <param name="Notes">What to know before one trusts it.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Took">How long that took.</param>
sealed record BacktestAnswer(
    BacktestAsk Ask, Verdict Verdict, int? AssetId, IReadOnlyList<int> Signals, long Samples, IReadOnlyList<BacktestNote> Notes, DateTimeOffset At, TimeSpan Took)
{
    /// <summary>What would have been said of a remaining life; null for other subjects.</summary>
    public LifeCourse? Life { get; init; }
}

/// <summary>A sentence about a back-test.</summary>
/// <param name="Key">Key of the text, for example <c>note.failures.one</c>.</param>
/// <param name="Named">What the text names: numbers, texts.</param>
sealed record BacktestNote(string Key, params object[] Named);
