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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordType> All { get; } = [Order, Failure, Shift, Note];
}
