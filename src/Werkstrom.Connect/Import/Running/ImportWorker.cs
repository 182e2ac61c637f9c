using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Files;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Import.Running;

/// <summary>Runs and undoes imports, one after the other; takes up again what a restart cut off.</summary>
sealed class ImportWorker(
    IDbContextFactory<ConnectDb> registry, ImportRunner runner, ImportUndo undo, ImportProgress progress, ImportFiles files,
    TimeProvider clock, ILogger<ImportWorker> log) : BackgroundService
{
    static readonly TimeSpan ProposalsStay = TimeSpan.FromDays(1);

    readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();

    /// <summary>Lets an import have its turn.</summary>
    public void Take(string id) => _waiting.Writer.TryWrite(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await SweepAsync(stoppingToken);
        await using (var db = await registry.CreateDbContextAsync(stoppingToken))
        {
            var cut = await db.Set<FileImport>().AsNoTracking().Where(i => i.State == ImportState.Running || i.State == ImportState.Undoing)
                .OrderBy(i => i.StartedAt).Select(i => i.Id).ToListAsync(stoppingToken);
            cut.ForEach(Take);
        }

        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
            await WorkAsync(id, stoppingToken);
    }

    /// <summary>Forgets what was uploaded and never run; a proposal is not kept longer than a day.</summary>
    async Task SweepAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - ProposalsStay;
        await using var db = await registry.CreateDbContextAsync(stop);
        await db.Set<FileImport>().Where(i => i.State == ImportState.Proposed && i.CreatedAt < before).ExecuteDeleteAsync(stop);
        var kept = await db.Set<FileImport>().Where(i => i.State == ImportState.Proposed).Select(i => i.Id).ToListAsync(stop);
        files.Sweep(before, kept);
    }

    async Task WorkAsync(string id, CancellationToken stop)
    {
        var import = await FindAsync(id, stop);
        if (import is not { IsAtWork: true })
            return;
        var cancelled = progress.Begin(id, stop);
        try
        {
            await (import.State == ImportState.Undoing ? undo.RunAsync(import, cancelled) : runner.RunAsync(import, cancelled));
            (import.State, import.Error) = (import.State == ImportState.Undoing ? ImportState.Undone : ImportState.Done, null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            import.State = ImportState.Cancelled;
        }
        catch (OperationCanceledException)
        {
            return; // the program ends: it goes on at the next start
        }
        catch (Exception error) when (error is NotTextException or IOException or StoreFullException or ArgumentException or FormatException)
        {
            (import.State, import.Error) = (ImportState.Failed, ImportWords.KeyOf(error));
        }
        catch (Exception error) // a bug must not take the other imports with it
        {
            log.ImportFailed(error, id);
            (import.State, import.Error) = (ImportState.Failed, ImportWords.KeyOf(error));
        }
        finally
        {
            progress.End(id);
        }

        await FinishAsync(import, stop);
    }

    async Task FinishAsync(FileImport import, CancellationToken stop)
    {
        import.FinishedAt = clock.GetUtcNow();
        await using var db = await registry.CreateDbContextAsync(stop);
        db.Update(import);
        await db.SaveChangesAsync(stop);
        if (import.State is ImportState.Done or ImportState.Undone)
            files.DeleteSource(import.Id);
        if (import.State == ImportState.Undone)
            files.DeleteAll(import.Id);
        log.ImportEnded(import.Id, import.State, import.Rows, import.Samples, import.BadRows);
    }

    async Task<FileImport?> FindAsync(string id, CancellationToken stop)
    {
        await using var db = await registry.CreateDbContextAsync(stop);
        return await db.Set<FileImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop);
    }
}
