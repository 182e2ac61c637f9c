using Werkstrom.Condition.Work.Photos;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Work;

/// <summary>A work order as it holds now: a record of the type <c>work-order</c>, read.</summary>
sealed record WorkOrder
{
    /// <summary>Name of the record type.</summary>
    public const string Type = "work-order";

    /// <summary>Number of the record; 0 before it is written.</summary>
    public long Id { get; init; }

    /// <summary>Revision that was read.</summary>
    public int Revision { get; init; }

    public int? AssetId { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from: <c>hand</c>, <c>case:12</c>, <c>api</c>.</summary>
    public string Origin { get; init; } = "hand";

    public required string Title { get; init; }

    /// <summary>See <see cref="WorkState"/>.</summary>
    public string State { get; init; } = WorkState.Open;

    public string Priority { get; init; } = "normal";

    /// <summary>Number of its case, or null.</summary>
    public long? CaseId { get; init; }

    public string? FailureMode { get; init; }

    public string? Part { get; init; }

    /// <summary>Euros.</summary>
    public double? PartCost { get; init; }

    public string? Skill { get; init; }

    public string? Assignee { get; init; }

    public DateTimeOffset? PlannedFrom { get; init; }

    public DateTimeOffset? PlannedTo { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Hours.</summary>
    public double? Downtime { get; init; }

    public IReadOnlyList<CheckLine> Checklist { get; init; } = [];

    public IReadOnlyList<WorkPhoto> Photos { get; init; } = [];

    public string? Remark { get; init; }

    /// <summary>Who wrote the revision.</summary>
    public string Author { get; init; } = "";

    /// <summary>When the revision was written.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Reads a record; what another program left out has its default.</summary>
    public static WorkOrder Of(RecordRow row) => new()
    {
        Id = row.Id,
        Revision = row.Revision,
        AssetId = row.AssetId,
        At = row.At,
        Origin = row.Origin,
        Author = row.Author,
        RecordedAt = row.RecordedAt,
        Title = Text(row, "title") ?? "",
        State = Text(row, "state") ?? WorkState.Open,
        Priority = Text(row, "priority") ?? "normal",
        CaseId = row.Values.GetValueOrDefault("case") as long?,
        FailureMode = Text(row, "failure_mode"),
        Part = Text(row, "part"),
        PartCost = row.Values.GetValueOrDefault("part_cost") as double?,
        Skill = Text(row, "skill"),
        Assignee = Text(row, "assignee"),
        PlannedFrom = row.Values.GetValueOrDefault("planned_from") as DateTimeOffset?,
        PlannedTo = row.Values.GetValueOrDefault("planned_to") as DateTimeOffset?,
        StartedAt = row.Values.GetValueOrDefault("started_at") as DateTimeOffset?,
        EndedAt = row.Values.GetValueOrDefault("ended_at") as DateTimeOffset?,
        Downtime = row.Values.GetValueOrDefault("downtime") as double?,
        Checklist = CheckLine.Read(Text(row, "checklist")),
        Photos = WorkPhoto.Read(Text(row, "photos")),
        Remark = Text(row, "remark"),
    };

    /// <summary>The record to be written.</summary>
    public NewRecord ToRecord() => new(Type, AssetId, At, null, new Dictionary<string, object?>
    {
        ["title"] = Title,
        ["state"] = State,
        ["priority"] = Priority,
        ["case"] = CaseId,
        ["failure_mode"] = FailureMode,
        ["part"] = Part,
        ["part_cost"] = PartCost,
        ["skill"] = Skill,
        ["assignee"] = Assignee,
        ["planned_from"] = PlannedFrom,
        ["planned_to"] = PlannedTo,
        ["started_at"] = StartedAt,
        ["ended_at"] = EndedAt,
        ["downtime"] = Downtime,
        ["checklist"] = CheckLine.Write(Checklist),
        ["photos"] = WorkPhoto.Write(Photos),
        ["remark"] = Remark,
    }, Origin);

    /// <summary>The same in another state: beginning and end follow.</summary>
    public WorkOrder In(string state, DateTimeOffset now) => state switch
    {
        WorkState.Open or WorkState.Planned => this with { State = state, StartedAt = null, EndedAt = null },
        WorkState.InWork => this with { State = state, StartedAt = StartedAt ?? now, EndedAt = null },
        WorkState.Done => this with { State = state, StartedAt = StartedAt ?? now, EndedAt = EndedAt ?? now },
        _ => this with { State = state },
    };

    static string? Text(RecordRow row, string field) => row.Values.GetValueOrDefault(field) as string;
}
