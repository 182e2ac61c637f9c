using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Sharing;

/// <summary>Groups, their members and what was published of them, in the registry.</summary>
sealed class ShareBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>The groups that may be shown at this moment: all of their members have agreed since before the group was made. Asked at each read, so that what is taken back is at once.</summary>
    public async Task<List<ShareGroup>> WholeAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await Whole(db).AsNoTracking().OrderBy(g => g.Id).ToListAsync(stop);
    }

    /// <summary>Closes the groups that are whole no longer, and says how many.</summary>
    public async Task<int> CloseAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var whole = Whole(db).Select(g => g.Id);
        var broken = await db.Set<ShareGroup>().Where(g => g.ClosedAt == null && !whole.Contains(g.Id)).ToListAsync(stop);
        broken.ForEach(g => g.ClosedAt = clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return broken.Count;
    }

    /// <summary>The members of groups.</summary>
    public async Task<ILookup<int, ShareMember>> MembersAsync(IReadOnlyCollection<int> groups, CancellationToken stop)
    {
        List<ShareMember> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in groups.Chunk(500))
            found.AddRange(await db.Set<ShareMember>().AsNoTracking().Where(m => chunk.Contains(m.GroupId)).ToListAsync(stop));
        return found.ToLookup(m => m.GroupId);
    }

    /// <summary>The contracts of those who agree that hold in some quarter-hours and are measured by the quarter-hour: of others there is only the load profile.</summary>
    public async Task<List<Contract>> AgreedAsync(QuarterRange range, CancellationToken stop)
    {
        var (first, end) = (range.First, range.End);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<ContractRow>().AsNoTracking().Where(c => c.FirstQuarter < end && (c.EndQuarter == null || c.EndQuarter > first) && c.Metering != MeteringKind.Profile
            && db.Set<PortalConsent>().Any(k => k.Customer == c.Customer && k.Kind == ConsentKind.Group && k.WithdrawnAt == null)).OrderBy(c => c.Id).ToListAsync(stop);
        return rows.ConvertAll(r => r.ToContract());
    }

    /// <summary>All customers who ever were in a group, with the first day after the last that was published of one of theirs.</summary>
    public async Task<Dictionary<string, int>> EverAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var last = await db.Set<ShareDay>().GroupBy(d => d.GroupId).Select(g => new { g.Key, Day = g.Max(d => d.Day) }).ToDictionaryAsync(g => g.Key, g => g.Day + 1, stop);
        var members = await db.Set<ShareMember>().AsNoTracking().Select(m => new { m.Customer, m.GroupId }).ToListAsync(stop);
        return members.GroupBy(m => m.Customer).ToDictionary(g => g.Key, g => g.Max(m => last.GetValueOrDefault(m.GroupId)));
    }

    /// <summary>The groups of a customer that may be shown.</summary>
    public async Task<List<ShareGroup>> OfCustomerAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await Whole(db).AsNoTracking().Where(g => db.Set<ShareMember>().Any(m => m.GroupId == g.Id && m.Customer == customer)).OrderBy(g => g.Id).ToListAsync(stop);
    }

    /// <summary>Keeps a new group.</summary>
    public async Task AddAsync(IReadOnlyList<SharePoint> members, DateOnly from, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = (int)await db.TakeAsync("energy_share_group", 1, stop);
        var kind = members[0].Kind;
        db.Add(new ShareGroup
        {
            Id = id,
            Region = kind.Region,
            Tariff = kind.Tariff,
            Customers = members.Select(m => m.Customer).Distinct().Count(),
            FromDay = from.DayNumber,
            FormedAt = clock.GetUtcNow(),
        });
        db.AddRange(members.Select(m => new ShareMember { GroupId = id, Customer = m.Customer, Malo = m.Malo }));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Ends a group before a day; what was published before it stays.</summary>
    public async Task EndAsync(int group, DateOnly end, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        (await db.Set<ShareGroup>().SingleAsync(g => g.Id == group, stop)).EndDay = end.DayNumber;
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The days of groups that are decided, both included.</summary>
    public async Task<ILookup<int, ShareDay>> DaysAsync(IReadOnlyCollection<int> groups, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (first, last) = (from.DayNumber, to.DayNumber);
        List<ShareDay> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in groups.Chunk(500))
            found.AddRange(await db.Set<ShareDay>().AsNoTracking().Where(d => chunk.Contains(d.GroupId) && d.Day >= first && d.Day <= last).OrderBy(d => d.Day).ToListAsync(stop));
        return found.ToLookup(d => d.GroupId);
    }

    /// <summary>Which days of a group are decided.</summary>
    public async Task<HashSet<int>> DecidedAsync(int group, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ShareDay>().Where(d => d.GroupId == group).Select(d => d.Day).ToHashSetAsync(stop);
    }

    /// <summary>Publishes days. A day that is there already stays as it is: that fails.</summary>
    public async Task PublishAsync(IReadOnlyList<ShareDay> days, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.AddRange(days);
        await db.SaveChangesAsync(stop);
    }

    static IQueryable<ShareGroup> Whole(EnergyDb db) => db.Set<ShareGroup>().Where(g => g.ClosedAt == null && !db.Set<ShareMember>().Any(m => m.GroupId == g.Id
        && !db.Set<PortalConsent>().Any(c => c.Customer == m.Customer && c.Kind == ConsentKind.Group && c.WithdrawnAt == null && c.GivenAt <= g.FormedAt)));
}
