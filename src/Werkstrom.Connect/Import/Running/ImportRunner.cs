using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Files;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Import.Running;

/// <summary>
/// Runs an import from where its journal ends. Order of every step: journal on disk, samples on disk, counts in the registry; so whatever
/// moment it is cut off at, running it again sends at most one frame twice, which changes nothing.
/// </summary>
sealed class ImportRunner(
    IDbContextFactory<ConnectDb> registry, ImportFiles files, ImportProgress progress, SignalCatalog catalog, SampleQueries queries,
    SampleStore store, SourceBook sources, IDeadLetters letters, IOptions<ConnectOptions> options, TimeProvider clock)
{
    /// <summary>Samples that are written together.</summary>
    const int FrameSize = 32_768;

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="NotTextException">The file is damaged.</exception>
    public async Task RunAsync(FileImport import, CancellationToken stop)
    {
        var path = files.Find(import.Id) ?? throw new NotTextException("file.gone");
        using var journal = ImportJournal.Open(files.Journal(import.Id));
        using var reader = new SampleReader(path, import.Format, import.Name);
        var late = Micros.Of(clock.GetUtcNow() - options.Value.LateAfter);
        var writer = new FrameWriter(catalog, store, new(queries, catalog), journal, late, clock);
        if (journal.Count > 0)
            await writer.SendAsync(journal.Read(journal.Count - 1), stop);

        var source = sources.Of(import.Name);
        source.Seen(clock.GetUtcNow());
        var tally = new Tally(import.Id, journal.Last.Rows, letters, source);
        List<FilePoint> points = new(FrameSize);
        while (reader.Next())
        {
            tally.Add(reader);
            if (reader.Rows <= journal.Last.Rows)
                continue;
            points.AddRange(reader.Points);
            if (points.Count < FrameSize)
                continue;
            await FlushAsync(import, reader, writer, journal, tally, points, stop);
        }

        await FlushAsync(import, reader, writer, journal, tally, points, stop);
        await store.FlushAsync(stop); // who is told that it is done can read it
    }

    async Task FlushAsync(
        FileImport import, SampleReader reader, FrameWriter writer, ImportJournal journal, Tally tally, List<FilePoint> points, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (points.Count > 0)
            tally.Add(await writer.WriteAsync(points, reader.Series, reader.Rows, stop), clock.GetUtcNow());
        points.Clear();
        tally.Add(writer.Refused);
        writer.Refused.Clear();
        tally.Put(import, reader, journal.Last);
        progress.Report(import.Id, reader.BytesTotal == 0 ? 1 : (double)reader.BytesDone / reader.BytesTotal, reader.Rows, reader.BytesDone);
        await using var db = await registry.CreateDbContextAsync(stop);
        db.Update(import);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Counts, and what is wrong by name.</summary>
    sealed class Tally(string id, long told, IDeadLetters letters, Source source)
    {
        readonly List<RowProblem> _problems = [];
        long _badRows;

        public void Add(SampleReader reader)
        {
            if (reader.Problems.Count == 0)
                return;
            _badRows++;
            Add(reader.Problems);
            // rows before a restart were told then
            if (reader.Rows <= told)
                return;
            var why = reader.Problems[0];
            letters.Add(source, new(ImportReplay.Letters, id, why.Line, LetterText.Of(why), Encoding.UTF8.GetBytes(reader.Raw), reader.IsRawCut));
        }

        public void Add(IReadOnlyList<RowProblem> problems) => _problems.AddRange(problems.Take(FileImport.MaxProblems - _problems.Count));

        public void Add(Written written, DateTimeOffset now)
        {
            source.Accept(written.Stored, written.Late, written.Repeated, now);
            source.Reject(written.Refused);
            source.Keep();
        }

        public void Put(FileImport row, SampleReader reader, JournalHead written)
        {
            (row.Rows, row.MissingCells, row.BadRows, row.RepeatedRows) = (reader.Rows, reader.MissingCells, _badRows, reader.RepeatedRows);
            (row.Samples, row.Overwritten, row.Problems) = (written.Samples, written.Overwritten, _problems);
        }
    }
}
