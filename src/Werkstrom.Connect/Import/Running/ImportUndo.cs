using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Import.Running;

/// <summary>
/// Takes an import back, last frame first: where the store still holds what the import wrote, what was there before is written again, or the
/// sample is deleted. What somebody changed since is left alone and counted.
/// </summary>
sealed class ImportUndo(
    IDbContextFactory<ConnectDb> registry, ImportFiles files, ImportProgress progress, SignalCatalog catalog, SampleQueries queries,
    SampleStore store, TimeProvider clock)
{
    static readonly IReadOnlySet<int> None = new HashSet<int>();

    public async Task RunAsync(FileImport import, CancellationToken stop)
    {
        using var journal = ImportJournal.Open(files.Journal(import.Id));
        for (var index = journal.Count - 1 - (int)import.UndoneFrames; index >= 0; index--)
        {
            var (batch, back, kept) = await BackAsync(journal.Read(index), stop);
            await FrameWriter.SendAsync(store, batch, clock, stop);
            import.UndoneFrames++;
            (import.UndoneSamples, import.KeptSamples) = (import.UndoneSamples + back, import.KeptSamples + kept);
            progress.Report(import.Id, (double)import.UndoneFrames / journal.Count, import.UndoneFrames, 0);
            await using var db = await registry.CreateDbContextAsync(stop);
            db.Update(import);
            await db.SaveChangesAsync(stop);
        }

        await store.FlushAsync(stop); // who is told that it is undone no longer reads it
    }

    async Task<(SampleBatch Batch, int Back, int Kept)> BackAsync(JournalFrame frame, CancellationToken stop)
    {
        var (values, qualities) = (new double[frame.Count], new byte[frame.Count]);
        await new CurrentSamples(queries, catalog).FillAsync(frame, None, values, qualities, stop);
        var batch = new SampleBatch(frame.Count);
        var alreadyBack = 0;
        for (var i = 0; i < frame.Count; i++)
        {
            if (qualities[i] == Quality.Good && IsSame(frame.Signals[i], values[i], frame.Values[i]))
                batch.Add(frame.Signals[i], frame.Instants[i], frame.ValuesBefore[i], frame.Before[i]);
            else if (qualities[i] == frame.Before[i] && (qualities[i] == Quality.Deleted || IsSame(frame.Signals[i], values[i], frame.ValuesBefore[i])))
                alreadyBack++; // by a run of this undo that was cut off before it could say so
        }

        return (batch, batch.Count + alreadyBack, frame.Count - batch.Count - alreadyBack);
    }

    /// <summary>Equal; of a signal whose unit was changed, equal but for the rounding of the conversion there and back.</summary>
    bool IsSame(int signal, double now, double written) => now == written
        || (catalog.TryGet(signal, out var known) && known is { Factor: not 1 } or { Offset: not 0 } && Math.Abs(now - written) <= 1e-9 * Math.Max(1, Math.Abs(written)));
}
