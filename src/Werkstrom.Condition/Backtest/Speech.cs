using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Backtest;

/// <summary>What something would have said over a span, and from what.</summary>
/// <param name="Said">The episodes that begin in the span.</param>
/// <param name="AssetId">The asset that is spoken of; null for all.</param>
/// <param name="Signals">The signals that were looked at.</param>
/// <param name="Series">What each of them has in the span.</param>
/// <param name="Notes">What to know about it.</param>
sealed record Speech(
    IReadOnlyList<Said> Said, int? AssetId, IReadOnlyList<Signal> Signals, IReadOnlyList<SeriesFacts> Series, IReadOnlyList<BacktestNote> Notes)
{
    /// <summary>What would have been said of a remaining life; null for other subjects.</summary>
    public LifeCourse? Life { get; init; }
}

/// <summary>What a signal has in a span.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Min">The least value; infinite where there is none.</param>
/// <param name="Max">The greatest value; infinite where there is none.</param>
readonly record struct SeriesFacts(long Count, double Min, double Max)
{
    public static SeriesFacts None { get; } = new(0, double.PositiveInfinity, double.NegativeInfinity);

    public SeriesFacts With(ReadOnlySpan<double> values)
    {
        var facts = this;
        foreach (var value in values)
            facts = new(facts.Count + 1, Math.Min(facts.Min, value), Math.Max(facts.Max, value));
        return facts;
    }
}
