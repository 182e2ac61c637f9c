using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Werkstrom.Kernel.Auditing;

/// <summary>Makes audit rows from what a context is about to save.</summary>
sealed class AuditRows(Actor actor, TimeProvider time)
{
    /// <summary>More new rows of one kind in one save are told in one line.</summary>
    public const int MostCreated = 20;

    const int ShownKeys = 5;
    const string Hidden = "•••";

    static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
    };

    public AuditRow Note(string action, string entity, string key, object? details) =>
        Row(action, entity, key, null, details is null ? null : JsonSerializer.Serialize(details, Json));

    /// <exception cref="InvalidOperationException">Somebody changes the audit itself.</exception>
    public List<AuditRow> Of(ChangeTracker changes)
    {
        changes.DetectChanges();
        var entries = changes.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (entries.Exists(e => e.Entity is AuditRow && e.State != EntityState.Added))
            throw new InvalidOperationException("Audit rows are never changed or deleted.");

        List<AuditRow> rows = [];
        foreach (var kind in entries.Where(IsAudited).GroupBy(e => (Name: Name(e.Metadata), e.State)))
        {
            var alike = kind.ToList();
            if (kind.Key.State == EntityState.Added && alike.Count > MostCreated)
                rows.Add(Note("created", kind.Key.Name, $"{alike.Count} rows", new { alike.Count, first = alike.Take(ShownKeys).Select(Key) }));
            else
                rows.AddRange(alike.Select(Of));
        }

        return rows;
    }

    AuditRow Of(EntityEntry entry) => entry.State switch
    {
        EntityState.Added => Row("created", Name(entry.Metadata), Key(entry), null, Values(entry, p => p.CurrentValue, _ => true)),
        EntityState.Deleted => Row("deleted", Name(entry.Metadata), Key(entry), Values(entry, p => p.OriginalValue, _ => true), null),
        _ => Row("changed", Name(entry.Metadata), Key(entry),
            Values(entry, p => p.OriginalValue, p => p.IsModified), Values(entry, p => p.CurrentValue, p => p.IsModified)),
    };

    AuditRow Row(string action, string entity, string key, string? before, string? after) => Stamp().Row(action, entity, key, before, after);

    public AuditStamp Stamp() => new(time.GetUtcNow(), actor.Id, actor.Name, actor.Address);

    static bool IsAudited(EntityEntry entry) => !entry.Metadata.ClrType.IsDefined(typeof(NotAuditedAttribute));

    static string Name(IReadOnlyEntityType type) => type.GetTableName() ?? type.ShortName();

    static string Key(EntityEntry entry) => string.Join('/', entry.Metadata.FindPrimaryKey()?.Properties
        .Select(p => IsSecret(p) ? Hidden : Convert.ToString(entry.Property(p.Name).CurrentValue, System.Globalization.CultureInfo.InvariantCulture)) ?? []);

    static string Values(EntityEntry entry, Func<PropertyEntry, object?> value, Func<PropertyEntry, bool> shown) =>
        JsonSerializer.Serialize(
            entry.Properties.Concat(entry.ComplexProperties.SelectMany(c => c.Properties)).Where(shown).ToDictionary(p => p.Metadata.Name, p => IsSecret(p.Metadata) ? Hidden : Plain(p, value(p))),
            Json);

    /// <summary>As it is stored, except that instants, money and words stay readable.</summary>
    static object? Plain(PropertyEntry property, object? value) => value switch
    {
        null or string or bool or decimal or DateTimeOffset or Guid => value,
        Enum word => word.ToString(),
        _ when property.Metadata.GetTypeMapping().Converter is { } converter => converter.ConvertToProvider(value),
        _ => value,
    };

    static bool IsSecret(IReadOnlyProperty property) => property.PropertyInfo?.IsDefined(typeof(SecretAttribute)) == true;
}
