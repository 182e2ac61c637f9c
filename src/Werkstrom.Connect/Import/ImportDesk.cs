using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Import.Running;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import;

/// <summary>Takes files in, keeps what is corrected, and hands them to the worker.</summary>
sealed class ImportDesk(
    ConnectDb db, ImportFiles files, ImportWorker worker, ImportProgress progress, IAudit audit, IOptions<ImportOptions> options, TimeProvider clock)
{
    const int HeadRows = 8;

    /// <summary>Takes a file in and looks at it.</summary>
    /// <param name="body">The file.</param>
    /// <param name="name">The name that was sent.</param>
    /// <param name="change">What is known from the start.</param>
    /// <param name="format">Name of a remembered format, or null.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="NotTextException">It cannot be read.</exception>
    /// <exception cref="ArgumentException">A wish is impossible.</exception>
    public async Task<FileImport> CreateAsync(Stream body, string name, FormatChange change, string? format, string by, CancellationToken stop)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        try
        {
            var (bytes, hash) = await SaveAsync(body, files.Upload(id), stop);
            var import = new FileImport { Id = id, Name = CleanName(name), Bytes = bytes, ContentHash = hash, Fingerprint = "", ByName = by, CreatedAt = clock.GetUtcNow() };
            await ProposeAsync(import, change, format, stop);
            return import;
        }
        catch
        {
            files.DeleteSource(id);
            throw;
        }
    }

    /// <summary>Corrects a proposal and looks at the file again.</summary>
    /// <exception cref="ArgumentException">A correction is impossible.</exception>
    public async Task ChangeAsync(FileImport import, FormatChange change, CancellationToken stop)
    {
        var path = files.Find(import.Id) ?? throw new NotTextException("file.gone");
        var (format, proposal) = (import.Format, import.Proposal);
        var (guesses, head) = (proposal.Guesses, proposal.Head);
        if (change.ChangesLayout(format))
        {
            proposal = proposal with { CorrectedAt = null, Corrected = null }; // it was about other columns
            var found = FormatFinder.Find(path, options.Value.Zone, change.Layout(format));
            (format, guesses, head) = (found.Format, found.Guesses, [.. found.Layout.Rows.Take(HeadRows)]);
        }

        import.Format = TimeColumn.Find(change.Apply(format), head);
        import.Proposal = Look(path, import.Format, import.Name, guesses, head, stop) with
        {
            Earlier = proposal.Earlier,
            CorrectedAt = proposal.CorrectedAt,
            Corrected = (proposal.Corrected ?? new()).Merge(change).Kept(import.Format),
        };
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Starts an import, or goes on with one that was cut off. What was corrected is remembered.</summary>
    /// <returns>Key of the reason why not, or null.</returns>
    public async Task<string?> RunAsync(FileImport import, CancellationToken stop)
    {
        if (!import.CanRun)
            return "run.state";
        if (files.Find(import.Id) is null)
            return "file.gone";
        if (import.Format.Time is null)
            return "run.time";
        if (import.Proposal.Error is { } error)
            return error;
        files.Keep(import.Id);
        await RememberAsync(import, stop);
        (import.State, import.StartedAt, import.FinishedAt, import.Error) = (ImportState.Running, clock.GetUtcNow(), null, null);
        await audit.NoteAsync("import.run", "import", import.Id, new { import.Name, import.Bytes, import.Format.Path }, stop);
        await db.SaveChangesAsync(stop);
        worker.Take(import.Id);
        return null;
    }

    /// <summary>Stops an import; what is stored stays and can be undone.</summary>
    public string? Cancel(FileImport import) => import.State == ImportState.Running && progress.Cancel(import.Id) ? null : "cancel.state";

    /// <summary>Takes an import back.</summary>
    /// <returns>Key of the reason why not, or null.</returns>
    public async Task<string?> UndoAsync(FileImport import, CancellationToken stop)
    {
        if (!import.CanUndo)
            return "undo.state";
        if (!File.Exists(files.Journal(import.Id)))
            return "undo.journal";
        (import.State, import.StartedAt, import.FinishedAt, import.Error) = (ImportState.Undoing, clock.GetUtcNow(), null, null);
        await audit.NoteAsync("import.undo", "import", import.Id, new { import.Name, import.Samples, import.Overwritten }, stop);
        await db.SaveChangesAsync(stop);
        worker.Take(import.Id);
        return null;
    }

    /// <summary>Forgets an import; its samples stay and can no longer be undone.</summary>
    /// <returns>Key of the reason why not, or null.</returns>
    public async Task<string?> DeleteAsync(FileImport import, CancellationToken stop)
    {
        if (import.IsAtWork)
            return "delete.state";
        await audit.NoteAsync("import.forget", "import", import.Id, new { import.Name, import.State }, stop);
        files.DeleteAll(import.Id);
        db.Remove(import);
        await db.SaveChangesAsync(stop);
        return null;
    }

    public Task<FileImport?> FindAsync(string id, CancellationToken stop) => db.Set<FileImport>().SingleOrDefaultAsync(i => i.Id == id, stop);

    public Task<List<FileImport>> ListAsync(int limit, CancellationToken stop) =>
        db.Set<FileImport>().AsNoTracking().OrderByDescending(i => i.CreatedAt).Take(limit).ToListAsync(stop);

    public Task<List<KnownFormat>> FormatsAsync(CancellationToken stop) =>
        db.Set<KnownFormat>().AsNoTracking().OrderByDescending(f => f.UsedAt).ToListAsync(stop);

    async Task ProposeAsync(FileImport import, FormatChange change, string? formatName, CancellationToken stop)
    {
        var path = files.Upload(import.Id);
        var found = FormatFinder.Find(path, options.Value.Zone);
        var fingerprint = Fingerprint(found);
        var known = await KnownAsync(fingerprint, formatName, stop);
        if (known is { Change.Delimiter: { } delimiter } && new FormatChange { Delimiter = delimiter } is var cut && cut.ChangesLayout(found.Format))
            found = FormatFinder.Find(path, options.Value.Zone, cut.Layout(found.Format));
        if (formatName is not null && !known!.Fits(found.Format.Columns.Count))
            throw new ArgumentException($"The format has {known.Width} columns, the file {found.Format.Columns.Count}.");
        var settled = known?.Over(found) ?? Settled.Only(found);
        var format = TimeColumn.Find(change.Apply(settled.Format), found.Layout.Rows);
        (import.Fingerprint, import.Format) = (fingerprint, format);
        var corrected = formatName is not null && settled.Applied is { } named ? named.Merge(change) : change;
        import.Proposal = Look(path, format, import.Name, settled.Guesses, [.. found.Layout.Rows.Take(HeadRows)], stop) with
        {
            Earlier = await EarlierAsync(import.ContentHash, stop),
            CorrectedAt = settled.Applied is null ? null : known!.At,
            Corrected = corrected.Kept(format),
        };
        db.Add(import);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>What was corrected for files of a shape, or under a name; null for nothing.</summary>
    /// <exception cref="ArgumentException">Nothing has this name.</exception>
    async Task<Corrections?> KnownAsync(string fingerprint, string? name, CancellationToken stop)
    {
        var known = name is null
            ? await db.Set<KnownFormat>().FindAsync([fingerprint], stop)
            : await db.Set<KnownFormat>().Where(f => f.Name == name).OrderByDescending(f => f.UsedAt).FirstOrDefaultAsync(stop)
                ?? throw new ArgumentException($"There is no format named '{name}'.");
        return known is null ? null : Corrections.Of(known);
    }

    /// <summary>The last import of the same content whose samples are in the store.</summary>
    async Task<EarlierImport?> EarlierAsync(string hash, CancellationToken stop)
    {
        var earlier = await db.Set<FileImport>().AsNoTracking()
            .Where(i => i.ContentHash == hash && i.Samples > 0 && i.State != ImportState.Undone && i.State != ImportState.Undoing)
            .OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(stop);
        return earlier is null ? null : new(earlier.Id, earlier.FinishedAt ?? earlier.CreatedAt, earlier.Samples);
    }

    Proposal Look(
        string path, ImportFormat format, string name, IReadOnlyList<Guess> guesses, IReadOnlyList<SampleRow> head, CancellationToken stop)
    {
        if (format.Time is null)
            return new(guesses, head, null, "run.time");
        try
        {
            var check = FileCheck.Run(path, format, name, options.Value.PreviewRows, stop);
            return new(guesses, head, check, check.Samples == 0 ? "run.nothing" : null);
        }
        catch (ArgumentException wrong) // a role is missing, for example of the time
        {
            return new(guesses, head, null, ImportWords.KeyOf(wrong));
        }
    }

    async Task RememberAsync(FileImport import, CancellationToken stop)
    {
        var known = await db.Set<KnownFormat>().FindAsync([import.Fingerprint], stop);
        if (known is not null && import.Proposal.CorrectedAt is not null)
            known.UsedAt = clock.GetUtcNow();
        if (import.Proposal.Corrected is not { } corrected)
            return;
        var earlier = known is null ? null : Corrections.Of(known);
        if (known is null)
        {
            known = new() { Fingerprint = import.Fingerprint, Name = PathTemplate.FileStem(import.Name), FormatJson = "", UsedAt = default };
            db.Add(known);
        }

        known.UsedAt = clock.GetUtcNow();
        known.FormatJson = FileImport.Write(Corrections.Merge(earlier, corrected, import.Format.Columns.Count, known.UsedAt));
    }

    /// <summary>The shape of a file: delimiter and header, or without header the kinds of its columns.</summary>
    static string Fingerprint(Found found)
    {
        var shape = found.Layout.HeaderLine > 0
            ? string.Join('\u001f', found.Layout.Header.Select(h => h.Trim().ToLowerInvariant()))
            : string.Join('\u001f', found.Format.Columns.Select(c => c.Role));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{found.Layout.Delimiter}\u001e{shape}")))[..32];
    }

    async Task<(long Bytes, string Hash)> SaveAsync(Stream body, string path, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
        var buffer = new byte[128 * 1024];
        while (await body.ReadAsync(buffer, stop) is var read and > 0)
        {
            if (file.Position + read > options.Value.MaxBytes)
                throw new NotTextException("file.large", $"{options.Value.MaxBytes / 1_048_576:N0}");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        return (file.Position, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The last part of what was sent as a name, without control characters.</summary>
    static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return clean.Length switch { 0 => "import.csv", > 200 => clean[..200], _ => clean };
    }
}
