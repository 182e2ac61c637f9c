using Microsoft.Extensions.Localization;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Past;

/// <summary>Says in the reader's language what the past says.</summary>
sealed class SimilarWords(IStringLocalizer<PastText> text, Format format)
{
    /// <summary>How many of the similar situations a failure ended, and after how long; or why nothing can be said.</summary>
    public string Share(SimilarAnswer answer)
    {
        if (answer.Why is { } why)
            return text["why." + SimilarView.Camel($"{why}"), Days(answer.LookedAt), answer.Length is { } length ? Hours(length) : ""];
        var (n, failed) = (answer.Known.Count, answer.Failed);
        if (n == 0)
            return text["share.open", Format.Count(answer.Found.Count)];
        if (failed.Count == 0)
            return text[n == 1 ? "share.none.one" : "share.none", Format.Count(n), Format.Number(answer.HorizonDays, 0)];
        var leads = failed.Select(f => f.LeadDays!.Value).Order().ToArray();
        return text[n == 1 ? "share.one" : "share", Format.Count(failed.Count), Format.Count(n), Range(leads[0], leads[^1])];
    }

    /// <summary>The suggested cause with n and how sure it is.</summary>
    public string Cause(CauseGuess guess, SimilarAnswer answer) => guess.Sureness switch
    {
        Sureness.None => text["cause.none", text["cause.because." + (answer.Why is null ? "found" : "nothing")]],
        var sure => text["cause." + SimilarView.Camel($"{sure}"), Named(guess.Kind, guess.Mode), Format.Count(guess.Votes), Format.Count(guess.All)],
    };

    /// <summary>What was compared with what.</summary>
    public string How(SimilarAnswer answer, TimeSpan length)
    {
        var (compared, of, machines, up) = (Hours(length), Days(answer.LookedAt), Format.Count(answer.Machines), format.Time(answer.Question.At));
        return answer.State is { } state ? text["similar.how.state", compared, of, machines, up, state] : text["similar.how", compared, of, machines, up];
    }

    /// <summary>How one ended.</summary>
    public string Ended(SimilarSituation one) => one.Ending switch
    {
        Ending.Failure when one.Failure is { } failure => failure.Until is { } until
            ? text["ended.failure", Named(failure.Kind, failure.Mode), Lead(one.LeadDays!.Value), Format.Span(until - failure.At)]
            : text["ended.failure.open", Named(failure.Kind, failure.Mode), Lead(one.LeadDays!.Value)],
        Ending.Confirmed => text["ended.confirmed", one.Mode is { } mode ? FailureModeWords.Of(mode) : "–"],
        var ending => text["ended." + SimilarView.Camel($"{ending}")],
    };

    /// <summary>What a failure is called, with its mode in words.</summary>
    public static string Named(string? kind, string? mode) => (kind, mode) switch
    {
        ({ Length: > 0 } name, { } code) => $"{name} ({FailureModeWords.Of(code)})",
        ({ Length: > 0 } name, null) => name,
        (_, { } code) => FailureModeWords.Of(code),
        _ => "–",
    };

    /// <summary>A stretch of time in hours or days.</summary>
    public string Hours(TimeSpan span) => span.TotalHours < 48 ? $"{Format.Number(span.TotalHours)}\u00A0h" : Days(span.TotalDays);

    /// <summary>Days in words.</summary>
    public string Days(double days) => text.Count("days", (long)Math.Round(days));

    string Lead(double days) => days < 2 ? $"{Format.Number(days * 24, 0)}\u00A0h" : text["lead.days", Format.Number(Math.Round(days, 1))];

    string Range(double least, double most) =>
        most < 2 ? Same(Format.Number(least * 24, 0), Format.Number(most * 24, 0), "\u00A0h")
        : text["days", Same(Format.Number(Math.Round(least, 1)), Format.Number(Math.Round(most, 1)), "")];

    string Same(string least, string most, string unit) => least == most ? least + unit : text["range", least, most] + unit;
}
