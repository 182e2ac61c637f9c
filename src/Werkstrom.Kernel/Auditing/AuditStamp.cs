namespace Werkstrom.Kernel.Auditing;

/// <summary>Who acts, and when.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">See <see cref="AuditRow.Actor"/>.</param>
/// <param name="ActorName">What people call them.</param>
/// <param name="Address">The address of the request, or null.</param>
public sealed record AuditStamp(DateTimeOffset At, string Actor, string ActorName, string? Address)
{
    /// <summary>A row of what they did; see <see cref="AuditRow"/> for what each part is.</summary>
    public AuditRow Row(string action, string entity, string key, string? before, string? after) => new()
    {
        Id = Guid.CreateVersion7(At).ToString(),
        At = At,
        Actor = Actor,
        ActorName = ActorName,
        Address = Address,
        Action = action,
        Entity = entity,
        EntityKey = key,
        Before = before,
        After = after,
    };
}
