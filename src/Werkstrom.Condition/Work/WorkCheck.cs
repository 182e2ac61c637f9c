using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Work.Photos;
using Werkstrom.Kernel.Records;

namespace Werkstrom.Condition.Work;

/// <summary>What an order must be like; all that is wrong is told at once.</summary>
static class WorkCheck
{
    const int LongestLine = 200;
    const double MostHours = 100_000;

    /// <summary>All that is wrong with an order by itself.</summary>
    public static IEnumerable<WorkFault> Of(WorkOrder order)
    {
        if (order.Title.Trim().Length == 0)
            yield return new("title", "fault.title");
        foreach (var (field, text) in Lines(order).Where(line => line.Text is { Length: > LongestLine }))
            yield return new(field, "fault.long", text!.Length, LongestLine);
        if (order.Remark is { Length: > RecordField.MaxText } remark)
            yield return new("remark", "fault.long", remark.Length, RecordField.MaxText);
        if (!WorkState.All.Contains(order.State))
            yield return new("state", "fault.state", order.State, string.Join(", ", WorkState.All));
        if (!WorkState.Priorities.Contains(order.Priority))
            yield return new("priority", "fault.state", order.Priority, string.Join(", ", WorkState.Priorities));
        if (order.FailureMode is { } mode && !FailureModes.Codes.Contains(mode))
            yield return new("failure_mode", "fault.state", mode, string.Join(", ", FailureModes.Codes));
        if (order.PartCost is { } cost && cost is not (>= 0 and <= 1e9))
            yield return new("part_cost", "fault.number", cost);
        if (order.Downtime is { } hours && hours is not (>= 0 and <= MostHours))
            yield return new("downtime", "fault.number", hours);
        foreach (var fault in Times(order).Concat(Lists(order)))
            yield return fault;
    }

    static IEnumerable<WorkFault> Times(WorkOrder order)
    {
        if (order.PlannedFrom is null != order.PlannedTo is null)
            yield return new(order.PlannedFrom is null ? "planned_from" : "planned_to", "fault.slot.half");
        if (order.PlannedTo <= order.PlannedFrom)
            yield return new("planned_to", "fault.slot.order");
        if (order.EndedAt < order.StartedAt)
            yield return new("ended_at", "fault.ended");
    }

    static IEnumerable<WorkFault> Lists(WorkOrder order)
    {
        if (order.Checklist.Count > CheckLine.Most)
            yield return new("checklist", "fault.checklist.many", order.Checklist.Count, CheckLine.Most);
        if (order.Checklist.FirstOrDefault(line => line.Text.Length > CheckLine.Longest) is { } longest)
            yield return new("checklist", "fault.long", longest.Text.Length, CheckLine.Longest);
        else if (CheckLine.Write(order.Checklist) is { Length: > RecordField.MaxText } text)
            yield return new("checklist", "fault.long", text.Length, RecordField.MaxText);
        if (order.Photos.Count > WorkPhoto.Most)
            yield return new("photos", "fault.photos.many", WorkPhoto.Most);
    }

    static IEnumerable<(string Field, string? Text)> Lines(WorkOrder order) =>
        [("title", order.Title), ("part", order.Part), ("skill", order.Skill), ("assignee", order.Assignee)];
}

/// <summary>Something that is wrong with an order.</summary>
/// <param name="Field">Name of the record's field.</param>
/// <param name="Key">Name of the text that says the rule.</param>
/// <param name="Values">What fills it.</param>
sealed record WorkFault(string Field, string Key, params object[] Values)
{
    /// <summary>The rule in the reader's language.</summary>
    public string Say(IStringLocalizer texts) => texts[Key, Values];
}
