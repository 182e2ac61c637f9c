using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Laboratory.Saved;

/// <summary>How a saved laboratory stands today.</summary>
enum LabAgain
{
    /// <summary>Computed again from its inputs, every bit is the same.</summary>
    Same,

    /// <summary>All figures are the same; only the bars are cut otherwise, by another method than that of then.</summary>
    OtherBars,

    /// <summary>The population is no longer there.</summary>
    NoPopulation,

    /// <summary>Customers were taken out of the population since: erased, or consent withdrawn.</summary>
    FewerCustomers,

    /// <summary>It cannot be computed any more.</summary>
    Faults,

    /// <summary>The same inputs give another answer: another method computes otherwise.</summary>
    Other,
}

/// <summary>Laboratories that were kept.</summary>
sealed class LabBook(IDbContextFactory<EnergyDb> dbs, LabDesk desk, Populations.PopulationShelf shelf, IAudit audit, Actor actor, TimeProvider clock)
{
    const string Entity = "energy_lab";

    /// <summary>All, the newest first.</summary>
    public async Task<IReadOnlyList<SavedLab>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SavedLab>().AsNoTracking().OrderByDescending(l => l.Id).ToListAsync(stop);
    }

    /// <summary>One; null when there is none.</summary>
    public async Task<SavedLab?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SavedLab>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, stop);
    }

    /// <summary>Asks once more, wholly, and keeps question and answer.</summary>
    /// <returns>It, or why not.</returns>
    public async Task<(SavedLab? Lab, IReadOnlyList<string> Faults)> KeepAsync(string name, string note, LabWish wish, CancellationToken stop)
    {
        if (name.Length is 0 or > 100 || note.Length > 1_000)
            return (null, ["the name has 1 to 100 characters and the note 1,000 at most"]);
        var (result, faults) = await desk.AskAsync(wish, true, stop);
        if (result is null || result.Ideas.Count == 0)
            return (null, faults.Count > 0 ? faults : ["there is no idea"]);
        var text = LabJson.Write(result);
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        SavedLab lab = new()
        {
            Id = await db.TakeAsync(Entity, 1, stop),
            Name = name,
            Note = note,
            Population = wish.Population,
            Wish = LabJson.Write(wish with { State = result.State }),
            Result = text,
            Hash = LabJson.Hash(text),
            IsShared = false,
            MadeAt = clock.GetUtcNow(),
            MadeBy = actor.Name,
        };
        db.Add(lab);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await NoteAsync("lab.saved", lab, stop);
        return (lab, []);
    }

    /// <summary>Lets partners see one, or no longer.</summary>
    /// <returns>Why not, as a key of the texts; null when it was done.</returns>
    public async Task<string?> ShareAsync(long id, bool isShared, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SavedLab>().FirstOrDefaultAsync(l => l.Id == id, stop) is not { } lab)
            return "share.none";
        if (isShared && (await db.Set<SavedLab>().AsNoTracking().Where(l => l.IsShared && l.Id != id).ToListAsync(stop)).Any(o => IsNear(o.ReadResult(), lab.ReadResult())))
            return "share.near";
        lab.IsShared = isShared;
        await db.SaveChangesAsync(stop);
        await NoteAsync(isShared ? "lab.shared" : "lab.unshared", lab, stop);
        return null;
    }

    /// <summary>Throws one away.</summary>
    public async Task DeleteAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SavedLab>().FirstOrDefaultAsync(l => l.Id == id, stop) is not { } lab)
            return;
        db.Remove(lab);
        await db.SaveChangesAsync(stop);
        await NoteAsync("lab.deleted", lab, stop);
    }

    /// <summary>Computes one again from its inputs.</summary>
    public async Task<(LabAgain Again, IReadOnlyList<string> Faults)> AgainAsync(SavedLab lab, CancellationToken stop)
    {
        if (!shelf.All().Any(p => p.Id == lab.Population))
            return (LabAgain.NoPopulation, []);
        var (result, faults) = await desk.AskAsync(lab.ReadWish(), true, stop);
        return result is null ? (LabAgain.Faults, faults)
            : result.Customers != lab.ReadResult().Customers ? (LabAgain.FewerCustomers, [])
            : (Compare(lab, result), []);
    }

    // an answer of before methods had numbers may be by the method of today
    static LabAgain Compare(SavedLab lab, LabResult now)
    {
        var then = lab.ReadResult();
        if (LabJson.Hash(LabJson.Write(now with { Method = then.Method })) == lab.Hash)
            return LabAgain.Same;
        return then.Method != now.Method && LabJson.Write(Figures(then)) == LabJson.Write(Figures(now)) ? LabAgain.OtherBars : LabAgain.Other;
    }

    static LabResult Figures(LabResult of) => of with { Method = null, Ideas = [.. of.Ideas.Select(i => i with { Histogram = null })] };

    /// <summary>
    /// Whether two answers are of nearly the same customers: of one year, and a group differs by one to four. Taken from each other they would say something
    /// of these few, so partners see one of them only.
    /// </summary>
    internal static bool IsNear(LabResult one, LabResult other)
    {
        if (one.Year != other.Year || one.Kind != other.Kind || one.Population == other.Population && one.Customers == other.Customers || one.Kind == Populations.PopulationKind.Mix)
            return false;
        return Math.Abs(one.Customers - other.Customers) < Tariff.Laboratory.LabGroups.Least
            || one.Groups.Any(g => other.Groups.Any(o => o.FromKwh == g.FromKwh && o.ToKwh == g.ToKwh && o.Branches.SequenceEqual(g.Branches)
                && Math.Abs(o.Customers - g.Customers) is > 0 and < Tariff.Laboratory.LabGroups.Least));
    }

    Task NoteAsync(string action, SavedLab lab, CancellationToken stop) =>
        audit.NoteAsync(action, Entity, lab.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), new { name = lab.Name }, stop);
}
