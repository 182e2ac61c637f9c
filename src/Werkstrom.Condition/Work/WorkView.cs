namespace Werkstrom.Condition.Work;

/// <summary>The wire shape of a <see cref="WorkOrder"/>; instants are ISO 8601 UTC.</summary>
/// <param name="Id">Number.</param>
/// <param name="Revision">1 when new, one more with every change.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="State">open, planned, in-work, done or cancelled.</param>
/// <param name="Priority">low, normal, high or urgent.</param>
/// <param name="AssetId">The asset, or null.</param>
/// <param name="CaseId">The case, or null.</param>
/// <param name="FailureMode">Code in the manner of ISO 14224, or null.</param>
/// <param name="Part">The part, or null.</param>
/// <param name="PartCost">Its price in euros, or null.</param>
/// <param name="Skill">Who can do it, or null.</param>
/// <param name="Assignee">Who does it, or null.</param>
/// <param name="PlannedFrom">Beginning of the slot, or null.</param>
/// <param name="PlannedTo">End of the slot, or null.</param>
/// <param name="StartedAt">When work began, or null.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Downtime">Hours that the asset stood still, or null.</param>
/// <param name="Checklist">Its lines.</param>
/// <param name="Photos">Its photos.</param>
/// <param name="Remark">A remark, or null.</param>
/// <param name="At">When it was written.</param>
/// <param name="Author">Who wrote this revision.</param>
/// <param name="Origin">Where it came from: hand, api, case:12.</param>
sealed record WorkView(
    long Id, int Revision, string Title, string State, string Priority, int? AssetId, long? CaseId, string? FailureMode, string? Part, double? PartCost,
    string? Skill, string? Assignee, DateTimeOffset? PlannedFrom, DateTimeOffset? PlannedTo, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    double? Downtime, IReadOnlyList<CheckView> Checklist, IReadOnlyList<PhotoView> Photos, string? Remark, DateTimeOffset At, string Author, string Origin)
{
    public static WorkView Of(WorkOrder o) => new(
        o.Id, o.Revision, o.Title, o.State, o.Priority, o.AssetId, o.CaseId, o.FailureMode, o.Part, o.PartCost, o.Skill, o.Assignee, o.PlannedFrom,
        o.PlannedTo, o.StartedAt, o.EndedAt, o.Downtime, [.. o.Checklist.Select(l => new CheckView(l.Text, l.IsDone, l.By, l.At))],
        [.. o.Photos.Select(p => new PhotoView(p.Hash, p.Name, p.Kind.Mime, $"/api/condition/work/{o.Id}/photos/{p.Hash}"))], o.Remark, o.At, o.Author, o.Origin);
}

/// <summary>A line of a checklist.</summary>
/// <param name="Text">What is to be done.</param>
/// <param name="IsDone">True when it is ticked.</param>
/// <param name="By">Who ticked it, or null.</param>
/// <param name="At">When it was ticked, or null.</param>
sealed record CheckView(string Text, bool IsDone = false, string? By = null, DateTimeOffset? At = null);

/// <summary>A photo.</summary>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Type">image/jpeg, image/png, image/webp or image/heic.</param>
/// <param name="Url">Address of its bytes.</param>
sealed record PhotoView(string Hash, string Name, string Type, string Url);

/// <summary>Work orders.</summary>
/// <param name="Orders">Newest first.</param>
/// <param name="Next">What to send as <c>cursor</c> for the page that follows; null on the last one.</param>
sealed record WorkList(IReadOnlyList<WorkView> Orders, int? Next);

/// <summary>A work order and its slot.</summary>
/// <param name="Order">The order.</param>
/// <param name="Warnings">What speaks against its slot, as sentences.</param>
sealed record WorkDetail(WorkView Order, IReadOnlyList<string> Warnings);

/// <summary>A work order as it shall be; what is null is empty. Photos are added by themselves.</summary>
/// <param name="Revision">The revision that was read, when one is changed; without it the one that holds now.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="State">open (default), planned, in-work, done or cancelled.</param>
/// <param name="Priority">low, normal (default), high or urgent.</param>
sealed record WorkBody(
    int? Revision, string? Title, string? State, string? Priority, int? AssetId, long? CaseId, string? FailureMode, string? Part, double? PartCost, string? Skill,
    string? Assignee, DateTimeOffset? PlannedFrom, DateTimeOffset? PlannedTo, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, double? Downtime,
    IReadOnlyList<CheckView>? Checklist, string? Remark)
{
    /// <summary>An order with these values.</summary>
    public WorkOrder On(WorkOrder order) => order with
    {
        Title = Title?.Trim() ?? "",
        State = State ?? WorkState.Open,
        Priority = Priority ?? "normal",
        AssetId = AssetId,
        CaseId = CaseId,
        FailureMode = FailureMode,
        Part = Part,
        PartCost = PartCost,
        Skill = Skill,
        Assignee = Assignee,
        PlannedFrom = PlannedFrom?.ToUniversalTime(),
        PlannedTo = PlannedTo?.ToUniversalTime(),
        StartedAt = StartedAt?.ToUniversalTime(),
        EndedAt = EndedAt?.ToUniversalTime(),
        Downtime = Downtime,
        Checklist = [.. (Checklist ?? []).Select(l => new CheckLine(l.Text.ReplaceLineEndings(" ").Trim(), l.IsDone, l.By, l.At?.ToUniversalTime()))],
        Remark = Remark,
    };
}
