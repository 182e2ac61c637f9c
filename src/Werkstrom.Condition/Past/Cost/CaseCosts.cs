using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>What waiting costs, of a case: what the past says of it, and of it the cost.</summary>
sealed class CaseCosts(PastDesk past, CostDesk costs, Endings endings, RecordQueries records, TimeProvider time)
{
    /// <summary>The answer for a case.</summary>
    /// <param name="caseId">Number of the case.</param>
    /// <param name="patience">How long to wait for the search of the past.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>IsKnown: there is such a case, of a known asset. Answer: null while the past is still searched.</returns>
    public async Task<(bool IsKnown, CostAnswer? Answer)> AskAsync(long caseId, TimeSpan patience, CancellationToken stop)
    {
        var (isKnown, similar) = await past.AskAsync(caseId, patience, stop);
        if (similar is null)
            return (isKnown, null);
        var guess = CauseGuess.Of(similar, (await endings.OfAsync(similar.Question.AssetId, similar.Question, stop)).Failures);
        // an open case is weighed now; one that was closed as it was then
        var until = (await records.FindAsync(caseId, stop))?.Until;
        var at = until is { } closed && closed > similar.Question.At ? closed : until is null ? time.GetUtcNow() : similar.Question.At;
        return (true, await costs.OfAsync(similar, guess, at < similar.Question.At ? similar.Question.At : at, stop));
    }
}
