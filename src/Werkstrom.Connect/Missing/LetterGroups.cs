using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Connect.Missing;

/// <summary>Refused payloads of one source and reason taken together, so that a burst of thousands is one entry.</summary>
sealed class LetterGroups(IDbContextFactory<ConnectDb> databases, LetterShelf shelf, IAudit audit)
{
    /// <summary>Groups on a page.</summary>
    public const int PageSize = 20;

    const int Examples = 3;
    const int DeletedAtOnce = 5_000;

    /// <summary>A page of the groups, the latest refusal first, with some examples each.</summary>
    /// <param name="source">Only of this source; null for all.</param>
    /// <param name="page">From 1; beyond the last page the last.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<GroupPage> ListAsync(string? source, int page, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        // from an index alone: it holds source, reason and number
        var all = await LetterDesk.Matching(db, source, null).GroupBy(letter => new { letter.Source, letter.Reason })
            .Select(group => new Extent(group.Key.Source, group.Key.Reason, group.LongCount(), group.Min(l => l.Id), group.Max(l => l.Id))).ToListAsync(stop);
        var pages = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        var number = Math.Clamp(page, 1, pages);
        List<LetterGroup> groups = [];
        foreach (var extent in all.OrderByDescending(extent => extent.Last).Skip((number - 1) * PageSize).Take(PageSize))
            groups.Add(await ReadAsync(db, extent, stop));
        return new(groups, number, pages, all.Sum(extent => extent.Count));
    }

    /// <summary>Throws refused payloads away for good.</summary>
    /// <param name="source">Only of this source; null for all.</param>
    /// <param name="reason">Only for this reason; null for all.</param>
    /// <param name="stop">Ends it; what is gone by then is gone.</param>
    /// <returns>How many there were.</returns>
    public async Task<long> DeleteAsync(string? source, string? reason, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var letters = LetterDesk.Matching(db, source, reason);
        var newest = await letters.MaxAsync(letter => (long?)letter.Id, stop) ?? 0; // what is refused meanwhile stays
        var (count, deleted) = (0L, 1L);
        while (deleted > 0)
            count += deleted = await shelf.RemoveAsync(letters.Where(letter => letter.Id <= newest), DeletedAtOnce, stop);
        await audit.NoteAsync("dead-letters.delete", "dead-letter", "many", new { Source = source, Reason = reason, Deleted = count }, stop);
        return count;
    }

    static async Task<LetterGroup> ReadAsync(ConnectDb db, Extent extent, CancellationToken stop)
    {
        var newest = await LetterDesk.Matching(db, extent.Source, extent.Reason).OrderByDescending(letter => letter.Id).Take(Examples).ToListAsync(stop);
        var first = await db.DeadLetters.Where(letter => letter.Id == extent.First).Select(letter => (DateTimeOffset?)letter.At).FirstOrDefaultAsync(stop);
        // replayed or dropped meanwhile: the group is shown as what is left of it
        var last = newest is [var one, ..] ? one.At : first ?? default;
        return new(extent.Source, extent.Reason, extent.Count, first ?? last, last, newest);
    }

    sealed record Extent(string Source, string Reason, long Count, long First, long Last);
}

/// <summary>Refused payloads of one source and reason.</summary>
/// <param name="Source">Key of the source.</param>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Count">How many.</param>
/// <param name="First">When the oldest that is kept was refused.</param>
/// <param name="Last">When the newest was refused.</param>
/// <param name="Examples">The newest few.</param>
sealed record LetterGroup(string Source, string Reason, long Count, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<DeadLetter> Examples);

/// <summary>A page of groups.</summary>
/// <param name="Groups">Its groups.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Letters">Letters of all groups.</param>
sealed record GroupPage(IReadOnlyList<LetterGroup> Groups, int Number, int Pages, long Letters);
