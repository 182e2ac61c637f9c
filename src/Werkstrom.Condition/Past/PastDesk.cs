using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace Werkstrom.Condition.Past;

/// <summary>
/// Answers what the past says of a case. A search goes on when its page was left, and its answer is kept for a while, so that the next look
/// has it at once.
/// </summary>
sealed class PastDesk(CaseQuestions questions, SimilarSearch search, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // people go on recording how situations ended
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    const int Most = 50;

    readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);

    /// <summary>The answer for a case.</summary>
    /// <param name="caseId">Number of the case.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="stop">Ends the wait, not the search.</param>
    /// <returns>IsKnown: there is such a case, of a known asset. Answer: null while it is still looked for.</returns>
    public async Task<(bool IsKnown, SimilarAnswer? Answer)> AskAsync(long caseId, TimeSpan patience, CancellationToken stop)
    {
        if (await questions.OfAsync(caseId, stop) is not { } question)
            return (false, null);
        var answer = Search(question);
        try
        {
            return (true, await answer.WaitAsync(patience, time, stop));
        }
        catch (TimeoutException)
        {
            return (true, null);
        }
    }

    Task<SimilarAnswer> Search(CaseQuestion question)
    {
        var now = time.GetUtcNow();
        foreach (var (key, _) in _running.Where(r => r.Value.Answer.IsValueCreated && r.Value.Answer.Value.IsCompleted && now - r.Value.Since > Kept))
            _running.TryRemove(key, out _);
        foreach (var (key, _) in _running.OrderBy(r => r.Value.Since).Take(_running.Count - Most))
            _running.TryRemove(key, out _);
        var name = FormattableString.Invariant(
            $"{question.CaseId} {question.Since.UtcTicks} {question.At.UtcTicks} {string.Join(',', question.Signals.Select(s => $"{s.Id}:{s.Unit}"))}");
        var running = _running.GetOrAdd(name, _ => new(now, new(() => Task.Run(() => search.FindAsync(question, lifetime.ApplicationStopping)))));
        if (running.Answer.Value.IsFaulted)
            _running.TryRemove(name, out _); // told once, and tried again the next time
        return running.Answer.Value;
    }

    sealed record Running(DateTimeOffset Since, Lazy<Task<SimilarAnswer>> Answer);
}
