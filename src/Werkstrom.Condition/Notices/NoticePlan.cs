using System.Globalization;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Notices;

/// <summary>Says who is to be told of a record that changed. Steps of a chain are planned at once, each with its time; what is not needed then is dropped then.</summary>
sealed class NoticePlan(AssetCatalog assets)
{
    // what the past was learned from, and what was imported, is no news
    static readonly TimeSpan NewsFor = TimeSpan.FromHours(24);

    /// <summary>The notices of a record as it is now, whether planned before or not.</summary>
    /// <param name="row">A case or a work order.</param>
    /// <param name="rules">All rules.</param>
    /// <param name="receivers">All receivers by number.</param>
    /// <param name="told">Numbers of the receivers who were told of this record already.</param>
    /// <param name="watching">Numbers of those of them who were told while it was only to be watched.</param>
    /// <param name="now">The time of the look.</param>
    public IEnumerable<Notice> Of(
        RecordRow row, IEnumerable<NoticeRule> rules, IReadOnlyDictionary<int, NoticeReceiver> receivers, IReadOnlySet<int> told, IReadOnlySet<int> watching, DateTimeOffset now)
    {
        foreach (var rule in rules.Where(r => r.IsOn && Concerns(r, row)))
        {
            NoticeStep[] steps = [.. NoticeStep.Read(rule.Steps).Where(s => receivers.TryGetValue(s.ReceiverId, out var to) && to.IsOn)];
            var notices = row.Type == WorkOrder.Type ? OfWork(WorkOrder.Of(row), rule, steps, receivers, now) : OfCase(CaseRecord.Of(row), rule, steps, told, now).Concat(Urgent(CaseRecord.Of(row), rule, steps, watching, now));
            foreach (var notice in notices)
                yield return notice;
        }
    }

    bool Concerns(NoticeRule rule, RecordRow row) => rule.AssetId is not { } root || (row.AssetId is { } asset && assets.IsWithin(asset, root));

    static IEnumerable<Notice> OfCase(Case one, NoticeRule rule, NoticeStep[] steps, IReadOnlySet<int> told, DateTimeOffset now)
    {
        if ((rule.OnlyAct && !one.IsAct) || one.PartOf is not null)
            return [];
        var newest = one.LastAt > one.NoticedAt ? one.LastAt : one.NoticedAt;
        if (rule.OnNew && one.State == CaseState.Open && now - newest < NewsFor)
            return Chain(one, rule, steps, now);
        return rule.OnClosed && one.State is CaseState.Confirmed or CaseState.FalseAlarm or CaseState.Closed && now - one.RecordedAt < NewsFor
            ? steps.Where((s, i) => told.Contains(s.ReceiverId) || (i == 0 && !rule.OnNew)).Select(s => Make(rule, s.ReceiverId, NoticeOccasion.CaseClosed, one.Id, 0, false, now, now))
            : [];
    }

    // whoever thinks that it only is to be watched has to know
    static IEnumerable<Notice> Urgent(Case one, NoticeRule rule, NoticeStep[] steps, IReadOnlySet<int> watching, DateTimeOffset now) =>
        rule.OnNew && one is { IsAct: true, PartOf: null, State: CaseState.Open or CaseState.Acknowledged }
            ? steps.Where(s => watching.Contains(s.ReceiverId)).Select(s => Make(rule, s.ReceiverId, NoticeOccasion.Urgent, one.Id, 0, true, now, now)) : [];

    static IEnumerable<Notice> Chain(Case one, NoticeRule rule, NoticeStep[] steps, DateTimeOffset now)
    {
        var due = now;
        for (var i = 0; i < steps.Length; i++)
        {
            due += TimeSpan.FromMinutes(steps[i].Minutes);
            yield return Make(rule, steps[i].ReceiverId, i == 0 ? NoticeOccasion.NewCase : NoticeOccasion.Unacknowledged, one.Id, i, one.IsAct, now, due);
        }
    }

    static IEnumerable<Notice> OfWork(WorkOrder order, NoticeRule rule, NoticeStep[] steps, IReadOnlyDictionary<int, NoticeReceiver> receivers, DateTimeOffset now)
    {
        if (now - order.RecordedAt >= NewsFor)
            yield break;
        foreach (var receiver in steps.Select(s => receivers[s.ReceiverId]).Where(to => to.Kind != ReceiverKind.Person || !IsSame(to.Name, order.Author)))
        {
            var isMine = receiver.Kind != ReceiverKind.Person || IsSame(receiver.Name, order.Assignee);
            if (rule.OnAssigned && order.Assignee is { } who && WorkState.IsLeft(order.State) && isMine)
                yield return Make(rule, receiver.Id, NoticeOccasion.Assigned, order.Id, 0, order.Priority == "urgent", now, now, who);
            if (rule.OnClosed && order.State == WorkState.Done)
                yield return Make(rule, receiver.Id, NoticeOccasion.WorkDone, order.Id, 0, false, now, now);
        }
    }

    static Notice Make(NoticeRule rule, int receiver, NoticeOccasion why, long record, int step, bool isAct, DateTimeOffset made, DateTimeOffset due, string more = "") => new()
    {
        Id = 0,
        Key = string.Create(CultureInfo.InvariantCulture, $"{record}:{why}:{step}:{receiver}{(more.Length > 0 ? ":" + more : "")}"),
        RuleId = rule.Id,
        ReceiverId = receiver,
        Occasion = why,
        RecordId = record,
        Step = step,
        IsAct = isAct,
        MadeAt = made,
        Due = due,
    };

    static bool IsSame(string name, string? other) => string.Equals(name.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);
}
