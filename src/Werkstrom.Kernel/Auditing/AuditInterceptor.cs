using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Werkstrom.Kernel.Auditing;

/// <summary>
/// Writes the audit of every context of the registry in the transaction of the change itself: there is no change without its
/// row, and no row without its change. Statements that pass the change tracker by (ExecuteUpdate, SQL) call <see cref="IAudit"/>.
/// </summary>
sealed class AuditInterceptor(AuditRows rows) : SaveChangesInterceptor
{
    readonly ConditionalWeakTable<DbContext, IDbContextTransaction> _own = [];

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && rows.Of(db.ChangeTracker) is { Count: > 0 } audit)
        {
            if (db.Database.CurrentTransaction is null)
                _own.Add(db, await db.Database.BeginTransactionAsync(cancellationToken));
            try
            {
                await AuditWriter.WriteAsync(
                    db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), audit, cancellationToken);
            }
            catch
            {
                await RollBackAsync(db);
                throw;
            }
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && Take(db) is { } own)
        {
            await using (own)
                await own.CommitAsync(CancellationToken.None); // the rows are written; half-way is no place to stop
        }

        return result;
    }

    public override async Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) =>
        await RollBackAsync(eventData.Context);

    public override async Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default) =>
        await RollBackAsync(eventData.Context);

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context is { } db && rows.Of(db.ChangeTracker) is { Count: > 0 } audit)
        {
            if (db.Database.CurrentTransaction is null)
                _own.Add(db, db.Database.BeginTransaction());
            AuditWriter.Write(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), audit);
        }

        return result;
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context is { } db && Take(db) is { } own)
        {
            using (own)
                own.Commit();
        }

        return result;
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData)
    {
        if (eventData.Context is { } db && Take(db) is { } own)
            own.Dispose();
    }

    async Task RollBackAsync(DbContext? db)
    {
        if (db is not null && Take(db) is { } own)
            await own.DisposeAsync(); // rolls back
    }

    IDbContextTransaction? Take(DbContext db)
    {
        if (!_own.TryGetValue(db, out var own))
            return null;
        _own.Remove(db);
        return own;
    }
}
