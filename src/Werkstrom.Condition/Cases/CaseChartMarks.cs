using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Events;

namespace Werkstrom.Condition.Cases;

/// <summary>What is drawn as marks on the charts of a case: its findings, and failures and other events of its assets.</summary>
sealed class CaseChartMarks(CaseBook book, FindingLinks links, CaseWords words, FailureBook failures, IEvents events)
{
    const int Most = 100;

    /// <summary>The marks within a span; null when there is no such case.</summary>
    public async Task<IReadOnlyList<CaseChartMark>?> ReadAsync(long id, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        if (await book.FindAsync(id, stop) is not { } one)
            return null;
        var found = (await links.OfAsync([id], stop)).Where(f => f.Since < to && f.Since >= from).Take(Most);
        var level = one.IsAct ? EventLevel.Act : EventLevel.Watch;
        List<CaseChartMark> marks = [.. found.Select(f => new CaseChartMark(f.Since, f.EndedAt > f.Since ? f.EndedAt : null, words.Sentence(f), level))];
        if (one.AssetId is { } asset)
        {
            marks.AddRange((await failures.ListAsync(asset, from, to, stop)).Select(f => new CaseChartMark(f.At, f.Until > f.At ? f.Until : null, f.Kind, EventLevel.Act)));
            // a failure that is a record, too, is one mark; the case itself is none
            marks.AddRange((await events.ListAsync(asset, from, to, Most, stop))
                .Where(e => e.Kind != CaseMarks.Kind && marks.TrueForAll(m => (m.From - e.From).Duration() > TimeSpan.FromSeconds(1)))
                .Select(e => new CaseChartMark(e.From, e.To, e.Text, e.Level)));
        }

        return [.. marks.OrderBy(m => m.From)];
    }
}

/// <summary>A mark on a chart.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it lasts or when it is a moment.</param>
/// <param name="Words">What it is, for people.</param>
/// <param name="Level">How much it matters.</param>
sealed record CaseChartMark(DateTimeOffset From, DateTimeOffset? To, string Words, EventLevel Level);
