using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.Auditing;

/// <summary>
/// Who changed what. Rows that a <c>DbContext</c> saves are audited by themselves; this notes what is not a row: a refused
/// log-in, refused SQL, a backup, an import.
/// </summary>
public interface IAudit
{
    /// <summary>Notes that something happened; it is on disk when this returns.</summary>
    /// <param name="action">A lower-case word with dots: <c>login.failed</c>, <c>sql.refused</c>, <c>backup.made</c>.</param>
    /// <param name="entity">What kind of thing it concerns, for example <c>person</c>, <c>address</c>, <c>file</c>.</param>
    /// <param name="key">Which one.</param>
    /// <param name="details">Written as JSON; never a secret. Null for none.</param>
    Task NoteAsync(string action, string entity, string key, object? details, CancellationToken stop);

    /// <summary>Notes the same of several things, a row each, in one transaction.</summary>
    /// <param name="action">As above.</param>
    /// <param name="entity">As above.</param>
    /// <param name="keys">Which ones, each with what is written as JSON.</param>
    /// <param name="stop">Ends it.</param>
    Task NoteAsync(string action, string entity, IReadOnlyList<(string Key, object? Details)> keys, CancellationToken stop);

    /// <summary>Who acts at this moment, for a change that another task writes together with others.</summary>
    AuditStamp Stamp();

    /// <summary>Writes rows in the transaction that the context is in, for statements that pass its change tracker by.</summary>
    /// <param name="db">A context of the registry with a transaction.</param>
    /// <param name="rows">Made by <see cref="AuditStamp.Row"/>.</param>
    /// <param name="stop">Ends it.</param>
    Task WriteAsync(DbContext db, IReadOnlyList<AuditRow> rows, CancellationToken stop);
}
