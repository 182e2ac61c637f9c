using Werkstrom.Condition.Past.Causes;

namespace Werkstrom.Condition.Past;

/// <summary>What the page of a case suggests as its cause, for who has to go on from there: a rule that holds first, else how similar situations ended.</summary>
sealed class CaseSuspicion(PastDesk past, Endings endings, HoldingCauses causes)
{
    // who looked at the page of the case has the answer at once
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What a case is suspected to be; null where nothing is, or where that takes too long.</summary>
    public async Task<Suspicion?> OfAsync(long caseId, CancellationToken stop)
    {
        var (_, answer) = await past.AskAsync(caseId, Patience, stop);
        if (answer is null)
            return null;
        var (held, _) = await causes.OfAsync(answer.Question, Patience, stop);
        if (held is [var first, ..])
            return new(first.Kind, first.Mode);
        var guess = CauseGuess.Of(answer, (await endings.OfAsync(answer.Question.AssetId, answer.Question, stop)).Failures);
        return guess.Sureness == Sureness.None ? null : new(guess.Kind, guess.Mode);
    }
}

/// <summary>A suspected failure.</summary>
/// <param name="Kind">What it is called; null where only its mode is known.</param>
/// <param name="Mode">Code of its failure mode, or null.</param>
sealed record Suspicion(string? Kind, string? Mode);
