using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Twins.Operations;

/// <summary>Runs that nobody waits for, on disk.</summary>
sealed class KeptRuns(IDbContextFactory<TwinsDb> dbs, TimeProvider clock) : IStartStep
{
    /// <summary>How long a result is held.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromHours(1);

    public int Order => 340;

    /// <summary>What ran when the program ended has no answer any more.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        DateTimeOffset? now = clock.GetUtcNow();
        await db.Set<OperationRunRow>().Where(r => r.EndedAt == null).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.State, OperationState.Canceled).SetProperty(r => r.EndedAt, now).SetProperty(r => r.Message, OperationOutcome.Lost), stop);
    }

    /// <summary>Keeps a run that begins; false when so many are held already.</summary>
    public async Task<bool> AddAsync(OperationRun run, int most, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        DateTimeOffset? before = clock.GetUtcNow() - Held;
        await db.Set<OperationRunRow>().Where(r => r.EndedAt != null && r.EndedAt < before).ExecuteDeleteAsync(stop);
        if (await db.Set<OperationRunRow>().CountAsync(stop) >= most)
            return false;
        db.Add(new OperationRunRow
        {
            Handle = run.Handle,
            Submodel = run.Submodel,
            Path = run.Path,
            IsValueOnly = run.IsValueOnly,
            Owner = run.Owner,
            BegunAt = clock.GetUtcNow(),
            State = OperationState.Running,
        });
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Keeps what came of a run.</summary>
    public async Task EndAsync(OperationRun run, OperationOutcome outcome, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<OperationRunRow>().SingleOrDefaultAsync(r => r.Handle == run.Handle, stop) is not { } row)
            return;
        (row.EndedAt, row.State, row.Message) = (clock.GetUtcNow(), outcome.State, outcome.Message);
        (row.Outputs, row.Inoutputs) = (OperationBody.Of(outcome.Outputs), OperationBody.Of(outcome.Inoutputs));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>A run by its handle; null when there is none, or its hour is over.</summary>
    public async Task<OperationRun?> FindAsync(string handle, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<OperationRunRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Handle == handle, stop) is not { } row || row.EndedAt < clock.GetUtcNow() - Held)
            return null;
        return new(row.Handle, row.Submodel, row.Path, row.IsValueOnly, row.Owner)
        {
            Outcome = new(row.State, OperationBody.Read(row.Outputs ?? []), OperationBody.Read(row.Inoutputs ?? []), row.Message),
        };
    }
}
