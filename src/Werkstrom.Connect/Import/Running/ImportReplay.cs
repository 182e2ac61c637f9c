using System.Text;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Import.Running;

/// <summary>
/// Reads a row once more that an import refused: as its file was, with what was corrected since for files of
/// its shape (zone, pattern, roles). What it stores is not part of the import's undo.
/// </summary>
sealed class ImportReplay(IDbContextFactory<ConnectDb> registry, SignalCatalog catalog) : IReplayer
{
    /// <summary>The kind of letters that imports write.</summary>
    public const string Letters = "import";

    /// <inheritdoc/>
    public string Kind => Letters;

    /// <inheritdoc/>
    public async Task<Reason?> ReplayAsync(DeadLetter letter, ISampleSink into, CancellationToken stop)
    {
        var (import, format) = await FindAsync(letter.Context, stop);
        if (import is null || format is null)
            return LetterText.Of("replay.gone", letter.Context);
        if (import.State is ImportState.Undoing or ImportState.Undone)
            return LetterText.Of("replay.undone", import.Name);
        if (format.Time is null || (format.Time.Kind == TimeKind.Cycle && format.First(ColumnRole.Cycle) < 0))
            return LetterText.Of("replay.place", import.Name);
        using var reader = SampleReader.OfText(Encoding.UTF8.GetString(letter.Payload()), format, import.Name);
        return reader.Next() ? await StoreAsync(reader, into, stop) : LetterText.Of("replay.gone", letter.Context);
    }

    async Task<Reason?> StoreAsync(SampleReader reader, ISampleSink into, CancellationToken stop)
    {
        var signals = new SeriesSignals(catalog);
        await signals.EnsureAsync(reader.Series, reader.Line, stop);
        var batch = new SampleBatch(reader.Points.Count);
        foreach (var point in reader.Points)
        {
            if (await signals.ValueAsync(reader.Series[point.Series], point, reader.Line, stop) is { } stored)
                batch.Add(stored.Signal, point.Instant, stored.Value);
        }

        await into.WriteAsync(batch, stop);
        return (RowProblem[])[.. reader.Problems, .. signals.Refused] is [var problem, ..] ? LetterText.Of(problem) : null;
    }

    async Task<(FileImport? Import, ImportFormat? Format)> FindAsync(string id, CancellationToken stop)
    {
        await using var db = await registry.CreateDbContextAsync(stop);
        if (await db.Set<FileImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import)
            return (null, null);
        var known = await db.Set<KnownFormat>().AsNoTracking().SingleOrDefaultAsync(f => f.Fingerprint == import.Fingerprint, stop);
        var isMended = known is not null && Corrections.Of(known) is var since && since.Fits(import.Format.Columns.Count) && since.At >= import.CreatedAt;
        return (import, isMended ? Corrections.Of(known!).Change!.Apply(import.Format) : import.Format);
    }
}
