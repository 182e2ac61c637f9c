using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Done = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Werkstrom.Condition.Cases.CaseDone>, Microsoft.AspNetCore.Http.HttpResults.ValidationProblem, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Werkstrom.Condition.Cases;

/// <summary>What programs do with cases: the same as people on the page.</summary>
static class CaseActEndpoints
{
    public static void Map(IEndpointRouteBuilder cases)
    {
        var one = cases.MapGroup("/cases/{id:long}").RequireAuthorization(Policies.Operate);
        one.MapPost("/acknowledge", (long id, CaseSeen? seen, CaseDoor door, CancellationToken stop) => door.DoAsync(id, seen, (who, acts) => acts.AcknowledgeAsync(who, id, stop)))
            .WithName("AcknowledgeCase").WithSummary("Says that somebody knows of it");
        one.MapPost("/snooze", (long id, CaseSnooze ask, CaseDoor door, CancellationToken stop) => door.SnoozeAsync(id, ask, stop))
            .WithName("SnoozeCase").WithSummary("Puts it off until a time; then it is open again");
        one.MapPost("/assign", (long id, CaseAssign ask, CaseDoor door, CancellationToken stop) => door.DoAsync(id, ask, (who, acts) => acts.AssignAsync(who, id, ask.Person, stop)))
            .WithName("AssignCase").WithSummary("Says who looks after it; without a person nobody");
        one.MapPost("/comment", (long id, CaseComment ask, CaseDoor door, CancellationToken stop) => door.DoAsync(id, null, (who, acts) => acts.CommentAsync(who, id, ask.Text, null, stop)))
            .WithName("CommentCase").WithSummary("Says something about it");
        one.MapPost("/confirm", (long id, CaseConfirm ask, CaseDoor door, CancellationToken stop) => door.ConfirmAsync(id, ask, stop))
            .WithName("ConfirmCase").WithSummary("Says that there is something and what; the detectors learn from it; with failedAt a failure is recorded");
        one.MapPost("/false-alarm", (long id, CaseSeen? seen, CaseDoor door, CancellationToken stop) => door.DoAsync(id, seen, (who, acts) => acts.FalseAlarmAsync(who, id, stop)))
            .WithName("CaseFalseAlarm").WithSummary("Says that there was nothing; the detectors learn from it");
        one.MapPost("/close", (long id, CaseSeen? seen, CaseDoor door, CancellationToken stop) => door.DoAsync(id, seen, (who, acts) => acts.CloseAsync(who, id, stop)))
            .WithName("CloseCase").WithSummary("Says that it is over");
        one.MapPost("/reopen", (long id, CaseSeen? seen, CaseDoor door, CancellationToken stop) => door.DoAsync(id, seen, (who, acts) => acts.ReopenAsync(who, id, stop)))
            .WithName("ReopenCase").WithSummary("Takes back what was said: acknowledged, put off, confirmed, false alarm or closed");
    }
}

/// <summary>The revision that was read: the act is refused when it is not the one that holds.</summary>
/// <param name="Revision">The revision; null to act on whatever holds.</param>
record CaseSeen(int? Revision = null);

/// <summary>Puts a case off.</summary>
/// <param name="Until">Until when, ISO 8601; at most a year from now.</param>
sealed record CaseSnooze(string? Until, int? Revision = null) : CaseSeen(Revision);

/// <summary>Assigns a case.</summary>
/// <param name="Person">Name of an active person of the house, operator or above; null or empty for nobody.</param>
sealed record CaseAssign(string? Person, int? Revision = null) : CaseSeen(Revision);

/// <summary>Something to say.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
sealed record CaseComment(string? Text);

/// <summary>Confirms a case.</summary>
/// <param name="FailureMode">Code of the failure mode, as in records of failures: VIB, OHE, BRD …</param>
/// <param name="Cause">The cause; null when not known.</param>
/// <param name="FailedAt">When it failed, ISO 8601: a record of the failure is made; null when it has not.</param>
/// <param name="Kind">What the failure is called; null: as the case.</param>
sealed record CaseConfirm(string? FailureMode, string? Cause = null, string? FailedAt = null, string? Kind = null, int? Revision = null) : CaseSeen(Revision);

/// <summary>A case after an act.</summary>
/// <param name="Case">As it holds now.</param>
/// <param name="Lessons">What the detectors learned.</param>
sealed record CaseDone(CaseView Case, IReadOnlyList<LessonView> Lessons);

/// <summary>Lets programs act on cases, and answers them.</summary>
sealed class CaseDoor(IHttpContextAccessor http, CaseActs acts, CaseReading reading, CaseWords words, CaseStory story, IStringLocalizer<CasesText> text, TimeProvider time)
{
    public Task<Done> SnoozeAsync(long id, CaseSnooze ask, CancellationToken stop)
    {
        RequestAsk read = new();
        var until = read.Instant("until", ask.Until, isNeeded: true);
        return read.Problem is { } problem ? Task.FromResult<Done>(problem) : DoAsync(id, ask, (who, all) => all.SnoozeAsync(who, id, until!.Value, stop));
    }

    public Task<Done> ConfirmAsync(long id, CaseConfirm ask, CancellationToken stop)
    {
        RequestAsk read = new();
        var at = read.Instant("failedAt", ask.FailedAt);
        if (!Kernel.Records.FailureModes.Codes.Contains(ask.FailureMode ?? ""))
            read.Add("failureMode", $"failureMode ({ask.FailureMode}) must be one of {string.Join(", ", Kernel.Records.FailureModes.Codes)}.");
        if (at > time.GetUtcNow())
            read.Add("failedAt", $"failedAt ({ask.FailedAt}) must not be in the future.");
        if (ask.Cause?.Length > Kernel.Records.RecordField.MaxText || ask.Kind?.Length > Kernel.Records.RecordField.MaxText)
            read.Add("cause", $"cause and kind have at most {Kernel.Records.RecordField.MaxText} characters.");
        return read.Problem is { } problem ? Task.FromResult<Done>(problem) : DoAsync(id, ask, (who, all) => all.ConfirmAsync(who, id, new(ask.FailureMode!, ask.Cause, at, ask.Kind), stop));
    }

    public async Task<Done> DoAsync(long id, CaseSeen? seen, Func<CaseActor, CaseActs, Task<CaseAnswer>> act)
    {
        var answer = await act(new(CaseForm.Author(http.HttpContext!.User), seen?.Revision), acts);
        return answer switch
        {
            { Case: not null } => await DoneAsync(id, answer),
            { Fault: { } fault } => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [fault.Input] = [text[fault.Rule, fault.Values]] }),
            _ => story.Refused(answer) is { } why ? Conflict(why) : CaseEndpoints.Missing(id),
        };
    }

    async Task<Done> DoneAsync(long id, CaseAnswer answer)
    {
        await reading.ReadAsync(id, http.HttpContext!.RequestAborted);
        var fresh = reading.Lessons.Take(answer.Lessons.Count);
        return TypedResults.Ok(new CaseDone(
            CaseView.Of(answer.Case!, words.Headline(answer.Case!, reading.Findings, time.GetUtcNow()), reading.Findings.Count),
            [.. fresh.Select(l => new LessonView(l.AssetId, l.SignalId, l.Kind, l.Before, l.After, story.Of(l, reading.History)))]));
    }

    static ProblemHttpResult Conflict(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict, title: "Not possible now");
}
