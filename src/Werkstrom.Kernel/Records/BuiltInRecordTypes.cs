namespace Werkstrom.Kernel.Records;

/// <summary>The record types that Werkstrom brings along. A row has its time and its asset besides these fields.</summary>
public static class BuiltInRecordTypes
{
    /// <summary>An order of production; its time is the planned start.</summary>
    public static RecordType Order { get; } = new("order", "Order",
    [
        new("number", "Order number", FieldType.Text, IsRequired: true),
        new("product", "Product", FieldType.Text, IsRequired: true),
        new("quantity", "Quantity", FieldType.Number, IsRequired: true),
        new("good", "Good parts", FieldType.Number),
        new("scrap", "Scrap", FieldType.Number),
        new("state", "State", FieldType.Choice, Choices: ["planned", "running", "done", "cancelled"]),
        new("started_at", "Started", FieldType.Instant),
        new("ended_at", "Ended", FieldType.Instant),
        new("due_at", "Due", FieldType.Instant),
        new("customer", "Customer", FieldType.Text),
    ])
    {
        IsBuiltIn = true,
    };

    /// <summary>A failure of a machine; its time is when it began.</summary>
    public static RecordType Failure { get; } = new("failure", "Failure",
    [
        new("kind", "Kind", FieldType.Text, IsRequired: true),
        new("severity", "Severity", FieldType.Choice, Choices: ["minor", "major", "critical"]),
        new("ended_at", "Ended", FieldType.Instant),
        new("cause", "Cause", FieldType.Text),
        new("remedy", "Remedy", FieldType.Text),
        new("failure_mode", "Failure mode", FieldType.Choice, Choices: FailureModes.Codes),
        new("part", "Part", FieldType.Text),
        new("is_replaced", "Part replaced", FieldType.Boolean),
    ])
    {
        IsBuiltIn = true,
    };

    /// <summary>A shift; its time is when it began.</summary>
    public static RecordType Shift { get; } = new("shift", "Shift",
    [
        new("name", "Shift", FieldType.Choice, IsRequired: true, Choices: ["early", "late", "night"]),
        new("ended_at", "Ended", FieldType.Instant),
        new("crew", "Crew", FieldType.Whole),
        new("remark", "Remark", FieldType.Text),
    ])
    {
        IsBuiltIn = true,
    };

    /// <summary>What somebody wants to keep: seen, done, agreed.</summary>
    public static RecordType Note { get; } = new("note", "Note",
    [
        new("text", "Text", FieldType.Text, IsRequired: true),
        new("topic", "Topic", FieldType.Text),
    ])
    {
        IsBuiltIn = true,
    };

    /// <summary>Something unusual that a person should know of; its time is when it began, its end when it was closed.</summary>
    public static RecordType Case { get; } = new("case", "Case",
    [
        new("title", "Title", FieldType.Text, IsRequired: true),
        new("state", "State", FieldType.Choice, IsRequired: true, Choices: ["open", "acknowledged", "snoozed", "confirmed", "false-alarm", "closed"]),
        new("severity", "Severity", FieldType.Choice, Choices: ["watch", "act"]),
        new("certainty", "Certainty", FieldType.Number, Unit: "%"),
        new("noticed_at", "Noticed", FieldType.Instant),
        new("last_at", "Last seen", FieldType.Instant),
        new("cause", "Suggested cause", FieldType.Text),
        new("failure_mode", "Failure mode", FieldType.Choice, Choices: FailureModes.Codes),
        new("assignee", "Assigned to", FieldType.Text),
        new("snoozed_until", "Snoozed until", FieldType.Instant),
        new("failure", "Failure record", FieldType.Whole),
        new("part_of", "Part of case", FieldType.Whole),
    ])
    {
        IsBuiltIn = true,
    };

    /// <summary>Work on an asset; its time is when it was written.</summary>
    public static RecordType WorkOrder { get; } = new("work-order", "Work order",
    [
        new("title", "Title", FieldType.Text, IsRequired: true),
        new("state", "State", FieldType.Choice, IsRequired: true, Choices: ["open", "planned", "in-work", "done", "cancelled"]),
        new("priority", "Priority", FieldType.Choice, Choices: ["low", "normal", "high", "urgent"]),
        new("case", "Case", FieldType.Whole),
        new("failure_mode", "Failure mode", FieldType.Choice, Choices: FailureModes.Codes),
        new("part", "Part", FieldType.Text),
        new("part_cost", "Cost of the part", FieldType.Number, Unit: "EUR"),
        new("skill", "Skill", FieldType.Text),
        new("assignee", "Assigned to", FieldType.Text),
        new("planned_from", "Planned from", FieldType.Instant),
        new("planned_to", "Planned to", FieldType.Instant),
        new("started_at", "Started", FieldType.Instant),
        new("ended_at", "Ended", FieldType.Instant),
        new("downtime", "Downtime", FieldType.Number, Unit: "h"),
        new("checklist", "Checklist", FieldType.Text),
        new("photos", "Photos", FieldType.Text),
        new("remark", "Remark", FieldType.Text),
    ])
    {
        IsBuiltIn = true,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordType> All { get; } = [Order, Failure, Shift, Note, Case, WorkOrder];
}
