using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Condition.Cases;

/// <summary>Carries out what a form of the case page asks for.</summary>
sealed class CaseForm(
    IHttpContextAccessor http, CaseActs acts, CaseDeskAnswer answer, IAuthorizationService authorization, IStringLocalizer<CasesText> text, Format format)
{
    /// <summary>Who acts, for the history.</summary>
    public static string Author(ClaimsPrincipal person) => person.Identity?.Name is { Length: > 0 } name ? name : "unnamed";

    /// <summary>What is wrong with the input, in the reader's language.</summary>
    public static IReadOnlyList<string> Faults(CaseAnswer answer, IStringLocalizer<CasesText> text) => answer.Fault is { } fault ? [text[fault.Rule, fault.Values]] : [];

    /// <summary>What a form sent; empty when it is not there.</summary>
    public string Sent(string name) => http.HttpContext.Sent(name);

    /// <summary>Does what was sent.</summary>
    /// <returns>True when it was done.</returns>
    public async Task<bool> DoAsync(long id, CancellationToken stop)
    {
        var user = http.HttpContext!.User;
        if (!(await authorization.AuthorizeAsync(user, Policies.Operate)).Succeeded)
            return false;
        CaseActor who = new(Author(user), SawState: CaseRecord.State(Sent("saw")), SawMark: Sent("mark") is { Length: > 0 } mark ? mark : null);
        answer.Last = await DoAsync(who, id, stop);
        if (WasDone(who, answer.Last))
            return true;
        answer.Faults = Faults(answer.Last, text);
        return answer.Last.Case is not null;
    }

    // pressed twice by the same person: the first press did it, and nobody was quicker
    bool WasDone(CaseActor who, CaseAnswer told) => (told.Late ?? told.Impossible) is { } now && now.Author == who.Name && (Sent("do"), now.State) switch
    {
        ("acknowledge", CaseState.Acknowledged) or ("close", CaseState.Closed) or ("false-alarm", CaseState.FalseAlarm) or ("reopen", CaseState.Open) => true,
        ("confirm", CaseState.Confirmed) => now.Mode == Sent("mode") && now.Cause == Confirmation().Cause,
        ("snooze", CaseState.Snoozed) => now.SnoozedUntil == format.ReadInput(Sent("until")),
        ("assign", _) => (now.Assignee ?? "") == Sent("person"),
        _ => false,
    };

    Task<CaseAnswer> DoAsync(CaseActor who, long id, CancellationToken stop) => Sent("do") switch
    {
        "acknowledge" => acts.AcknowledgeAsync(who, id, stop),
        "reopen" => acts.ReopenAsync(who, id, stop),
        "close" => acts.CloseAsync(who, id, stop),
        "assign" => acts.AssignAsync(who, id, Sent("person"), stop),
        "snooze" => acts.SnoozeAsync(who, id, format.ReadInput(Sent("until")) ?? DateTimeOffset.MinValue, stop),
        "false-alarm" => acts.FalseAlarmAsync(who, id, stop),
        "confirm" => acts.ConfirmAsync(who, id, Confirmation(), stop),
        _ => Task.FromResult(CaseAnswer.Wrong("do", "do.rule")),
    };

    Confirmation Confirmation() => new(
        Sent("mode"), Sent("cause") is { Length: > 0 } cause ? cause : null,
        Sent("failed") == "true" ? format.ReadInput(Sent("failedAt")) ?? DateTimeOffset.MaxValue : null, null);
}
