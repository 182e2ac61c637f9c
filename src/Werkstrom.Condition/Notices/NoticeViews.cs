using Werkstrom.Kernel.Notify;

namespace Werkstrom.Condition.Notices;

/// <summary>A notice as the API shows it.</summary>
/// <param name="Id">Number.</param>
/// <param name="RuleId">Rule that planned it.</param>
/// <param name="ReceiverId">Who is told.</param>
/// <param name="Occasion">newCase, unacknowledged, caseClosed, assigned or workDone.</param>
/// <param name="RecordId">The record of the case or the work order.</param>
/// <param name="Step">0 for the first receiver of a chain.</param>
/// <param name="MadeAt">When it was planned.</param>
/// <param name="Due">When it is looked at next, while it waits.</param>
/// <param name="State">waiting, held, sending, sent (queued on disk) or dropped.</param>
/// <param name="Arrived">True when the other side took it, false when it was given up; null while it is tried.</param>
/// <param name="Error">Why the last try failed, or null.</param>
sealed record NoticeView(
    long Id, int RuleId, int ReceiverId, NoticeOccasion Occasion, long RecordId, int Step, DateTimeOffset MadeAt, DateTimeOffset Due, NoticeState State,
    bool? Arrived, string? Error)
{
    public static NoticeView Of(Notice n, MessageFate? fate) => new(
        n.Id, n.RuleId, n.ReceiverId, n.Occasion, n.RecordId, n.Step, n.MadeAt, n.Due, n.State,
        fate is { IsSent: true } ? true : fate is { IsGivenUp: true } ? false : null, fate?.Error);
}

/// <summary>A receiver as the API shows it; see <see cref="NoticeReceiver"/>.</summary>
/// <param name="Id">Number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">person, mail or webhook.</param>
/// <param name="PersonId">Number of the person, or null.</param>
/// <param name="Address">Mail address; of a webhook scheme and host, for the rest is often a secret.</param>
/// <param name="Form">plain, text or teams.</param>
/// <param name="Language">de, en, or empty for that of the person or the house.</param>
/// <param name="Zone">Zone of the quiet hours.</param>
/// <param name="Quiet">Quiet hours.</param>
/// <param name="ActBreaks">Whether what is urgent is told in quiet hours, too.</param>
/// <param name="PerHour">Messages an hour at most.</param>
/// <param name="IsOn">False: nothing is sent.</param>
sealed record ReceiverView(
    int Id, string Name, ReceiverKind Kind, int? PersonId, string Address, MessageForm Form, string Language, string Zone, string Quiet, bool ActBreaks, int PerHour, bool IsOn)
{
    public static ReceiverView Of(NoticeReceiver r) =>
        new(r.Id, r.Name, r.Kind, r.PersonId, Shown(r), r.Form, r.Language, r.Zone, r.Quiet, r.ActBreaks, r.PerHour, r.IsOn);

    /// <summary>An address as it may be shown.</summary>
    public static string Shown(NoticeReceiver r) =>
        r.Kind == ReceiverKind.Webhook && Uri.TryCreate(r.Address, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Authority}/…" : r.Address;
}

/// <summary>A rule as the API shows it; see <see cref="NoticeRule"/>.</summary>
/// <param name="Id">Number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="AssetId">Only this asset and those below it, or null.</param>
/// <param name="OnlyAct">True: only cases that say to act.</param>
/// <param name="OnNew">New cases.</param>
/// <param name="OnAssigned">Work orders that somebody is made responsible for.</param>
/// <param name="OnClosed">Closed cases, done work orders.</param>
/// <param name="Steps">The chain.</param>
/// <param name="IsOn">False: it tells nobody.</param>
sealed record RuleView(
    int Id, string Name, int? AssetId, bool OnlyAct, bool OnNew, bool OnAssigned, bool OnClosed, IReadOnlyList<NoticeStep> Steps, bool IsOn)
{
    public static RuleView Of(NoticeRule r) => new(r.Id, r.Name, r.AssetId, r.OnlyAct, r.OnNew, r.OnAssigned, r.OnClosed, NoticeStep.Read(r.Steps), r.IsOn);
}
