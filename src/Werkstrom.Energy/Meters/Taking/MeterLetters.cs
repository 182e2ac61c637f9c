using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Meters.Taking;

/// <summary>Keeps what could not be taken, with its reason, until it is taken or thrown away. The texts are personal: files below <c>energy/letters/</c>.</summary>
sealed class MeterLetters(IDbContextFactory<EnergyDb> dbs, DataFolder data, TimeProvider clock) : IBackupPart
{
    const int ShownReasons = 50;

    /// <inheritdoc/>
    public string Folder => "energy/letters";

    /// <summary>Keeps a text; it is durable when this returns.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of its file.</param>
    /// <param name="sender">Market code; empty: not known.</param>
    /// <param name="reasons">What is wrong.</param>
    /// <param name="taken">How many values of it were taken.</param>
    /// <param name="csv">How a CSV file is to be read; null: it is an interchange.</param>
    public async Task<MeterLetter> KeepAsync(byte[] text, string name, string sender, IReadOnlyList<string> reasons, int taken, CsvOrder? csv, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        MeterLetter letter = new()
        {
            Id = await db.TakeAsync("energy_meter_letter", 1, stop),
            Name = name,
            Sender = sender,
            Reasons = Shown(reasons),
            Count = reasons.Count,
            Taken = taken,
            Csv = csv is null ? null : JsonSerializer.Serialize(csv),
            ReceivedAt = clock.GetUtcNow(),
            TriedAt = clock.GetUtcNow(),
        };
        DurableFile.Write(PathOf(letter.Id), file => file.Write(text));
        db.Add(letter);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return letter;
    }

    /// <summary>All that wait, the newest first.</summary>
    public async Task<IReadOnlyList<MeterLetter>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<MeterLetter>().AsNoTracking().OrderByDescending(l => l.Id).ToListAsync(stop);
    }

    /// <summary>One with its text; null when it is gone.</summary>
    public async Task<(MeterLetter Letter, byte[] Text)?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<MeterLetter>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, stop) is { } letter && File.Exists(PathOf(id))
            ? (letter, await File.ReadAllBytesAsync(PathOf(id), stop)) : null;
    }

    /// <summary>Notes how another try went; without reasons left the letter goes.</summary>
    public async Task TriedAsync(long id, IReadOnlyList<string> reasons, int taken, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<MeterLetter>().FirstOrDefaultAsync(l => l.Id == id, stop) is not { } letter)
            return;
        (letter.Reasons, letter.Count, letter.Taken, letter.TriedAt) = (Shown(reasons), reasons.Count, letter.Taken + taken, clock.GetUtcNow());
        if (reasons.Count == 0)
            db.Remove(letter);
        await db.SaveChangesAsync(stop);
        if (reasons.Count == 0)
            File.Delete(PathOf(id));
    }

    /// <summary>Throws one away.</summary>
    public Task ForgetAsync(long id, CancellationToken stop) => TriedAsync(id, [], 0, stop);

    /// <inheritdoc/>
    public Task CopyAsync(string target, CancellationToken stop)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(data.Folder(Folder)))
        {
            stop.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return Task.CompletedTask;
    }

    static string Shown(IReadOnlyList<string> reasons) => string.Join('\n', reasons.Take(ShownReasons));

    string PathOf(long id) => Path.Combine(data.Folder(Folder), string.Create(CultureInfo.InvariantCulture, $"{id}.edi"));
}
