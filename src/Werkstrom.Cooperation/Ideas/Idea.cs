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

    /// <summary>Number of the laboratory in which it was tried; empty: none yet.</summary>
    public string Laboratory { get; set; } = "";
}

/// <summary>Somebody is for an idea.</summary>
[Kernel.Auditing.NotAudited]
sealed class Vote
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>For which idea.</summary>
    public required int IdeaId { get; init; }

    /// <summary>Who.</summary>
    public required int PersonId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>How an idea is written down.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Problem">Which problem it would solve.</param>
/// <param name="AskedBy">Who asked for it.</param>
sealed record IdeaWish(string? Title, string? Problem, string? AskedBy);

/// <summary>An idea as who asks may see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Problem">Which problem it would solve.</param>
/// <param name="AskedBy">Who asked for it.</param>
/// <param name="At">When it was written down.</param>
/// <param name="PilotId">The pilot that was made of it; null: none yet.</param>
/// <param name="Laboratory">Number of the laboratory in which it was tried; empty: none yet.</param>
/// <param name="Votes">How many are for it.</param>
/// <param name="IsMine">Whether who asks wrote it down.</param>
/// <param name="HasMyVote">Whether who asks is for it.</param>
sealed record IdeaView(int Id, string Title, string Problem, string AskedBy, DateTimeOffset At, int? PilotId, string Laboratory, int Votes, bool IsMine, bool HasMyVote);

/// <summary>Ideas. People of the house see all of them and vote, one vote a person and idea, not for the own one; people of other firms see their own.</summary>
sealed class IdeaDesk(IDbContextFactory<CooperationDb> dbs, TriedBook tried, TimeProvider clock)
{
    /// <summary>The ideas that who asks may see, the newest first.</summary>
    public async Task<List<Idea>> SeenAsync(ClaimsPrincipal user, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = db.Set<Idea>().AsNoTracking();
        var person = user.PersonId;
        if (!user.IsOfHouse)
            all = all.Where(i => i.PersonId == person);
        return await all.OrderByDescending(i => i.Id).ToListAsync(stop);
    }

    /// <summary>The same with votes: what has no pilot yet first, by votes, at a tie the older one.</summary>
    public async Task<List<IdeaView>> RankedAsync(ClaimsPrincipal user, CancellationToken stop)
    {
        var ideas = await SeenAsync(user, stop);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var votes = (await db.Set<Vote>().AsNoTracking().Select(v => new { v.IdeaId, v.PersonId }).ToListAsync(stop)).ToLookup(v => v.IdeaId, v => v.PersonId);
        var person = user.BehindId;
        return [.. ideas.Select(i => new IdeaView(i.Id, i.Title, i.Problem, i.AskedBy, i.At, i.PilotId, i.Laboratory, votes[i.Id].Count(), i.PersonId == person, votes[i.Id].Any(p => p == person)))
            .OrderBy(i => i.PilotId is not null).ThenByDescending(i => i.Votes).ThenBy(i => i.Id)];
    }

    /// <summary>Votes for an idea, or takes the vote back.</summary>
    public async Task<Outcome> VoteAsync(ClaimsPrincipal user, int id, bool isFor, CancellationToken stop)
    {
        if (user.BehindId is not { } person || !user.IsOfHouse)
            return Outcome.Conflict("fault.vote");
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, stop);
        if (await db.Set<Idea>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } idea)
            return Outcome.Gone;
        if (idea.PersonId == person || idea.PilotId is not null)
            return Outcome.Conflict(idea.PilotId is null ? "fault.vote.own" : "fault.vote.over");
        var known = await db.Set<Vote>().SingleOrDefaultAsync(v => v.IdeaId == id && v.PersonId == person, stop);
        if (isFor && known is null)
            db.Add(new Vote { Id = (int)await db.TakeAsync("cooperation_vote", 1, stop), IdeaId = id, PersonId = person, At = clock.GetUtcNow() });
        else if (!isFor && known is not null)
            db.Remove(known);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Says in which laboratory an idea was tried; empty: in none after all.</summary>
    public async Task<Outcome> LinkAsync(ClaimsPrincipal user, int id, string? laboratory, CancellationToken stop)
    {
        var key = laboratory?.Trim() ?? "";
        if (!user.IsOfHouse)
            return Outcome.Conflict("fault.vote");
        if (new Faults().Need(key.Length == 0 || (await tried.SeenAsync(user, stop)).Any(t => t.Kind == TriedBook.Laboratory && t.Key == key), "laboratory", $"fault.laboratory|{key}") is { Any: true } faults)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Idea>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } idea)
            return Outcome.Gone;
        idea.Laboratory = key;
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
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

sealed class VoteTable : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> vote)
    {
        vote.ToTable("cooperation_vote");
        vote.Property(v => v.Id).ValueGeneratedNever();
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
