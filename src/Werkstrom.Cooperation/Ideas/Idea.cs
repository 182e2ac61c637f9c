using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Ideas;

/// <summary>Something that could be tried.</summary>
[Kernel.Auditing.NotAudited]
sealed class Idea
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>In a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Which problem it would solve.</summary>
    public required string Problem { get; init; }

    /// <summary>Who asked for it: a customer, a firm, a colleague.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required int PersonId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The pilot that was made of it; null: none yet.</summary>
    public int? PilotId { get; set; }
}

/// <summary>How an idea is written down.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Problem">Which problem it would solve.</param>
/// <param name="AskedBy">Who asked for it.</param>
sealed record IdeaWish(string? Title, string? Problem, string? AskedBy);

/// <summary>Ideas. People of the house see all of them, people of other firms their own.</summary>
sealed class IdeaDesk(IDbContextFactory<CooperationDb> dbs, TimeProvider clock)
{
    /// <summary>The ideas that who asks may see, the newest first.</summary>
    public async Task<List<Idea>> SeenAsync(ClaimsPrincipal user, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = db.Set<Idea>().AsNoTracking();
        var person = user.PersonId;
        if (user.Role is not (null or <= Role.Admin))
            all = all.Where(i => i.PersonId == person);
        return await all.OrderByDescending(i => i.Id).ToListAsync(stop);
    }

    /// <summary>Writes an idea down.</summary>
    public async Task<Outcome> AddAsync(IdeaWish wish, int person, CancellationToken stop)
    {
        var faults = new Faults().Text(wish.Title, "title", Pilot.MaxTitle).Text(wish.Problem, "problem", Pilot.MaxText).Text(wish.AskedBy, "askedBy", Pilot.MaxTitle);
        if (faults.Any)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = (int)await db.TakeAsync("cooperation_idea", 1, stop);
        db.Add(new Idea { Id = id, Title = wish.Title!.Trim(), Problem = wish.Problem!.Trim(), AskedBy = wish.AskedBy!.Trim(), PersonId = person, At = clock.GetUtcNow() });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Made(id);
    }

    /// <summary>Notes that a pilot was made of an idea.</summary>
    public async Task TriedAsync(int id, int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Idea>().SingleOrDefaultAsync(i => i.Id == id && i.PilotId == null, stop) is not { } idea)
            return;
        idea.PilotId = pilotId;
        await db.SaveChangesAsync(stop);
    }
}

sealed class IdeaTable : IEntityTypeConfiguration<Idea>
{
    public void Configure(EntityTypeBuilder<Idea> idea)
    {
        idea.ToTable("cooperation_idea");
        idea.Property(i => i.Id).ValueGeneratedNever();
    }
}
