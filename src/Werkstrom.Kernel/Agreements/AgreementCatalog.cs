using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.Agreements;

/// <summary>All agreements in memory, backed by the registry. A draft may be changed; what is active may only be revoked.</summary>
public sealed class AgreementCatalog
{
    readonly ConcurrentDictionary<int, Agreement> _agreements = new();
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly TimeProvider _clock;

    internal AgreementCatalog(IDbContextFactory<KernelDb> dbs, TimeProvider clock) => (_dbs, _clock) = (dbs, clock);

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<Agreement> All => [.. _agreements.Values.OrderByDescending(a => a.Id)];

    /// <summary>Finds one by its number, or gives null.</summary>
    public Agreement? Find(int id) => _agreements.GetValueOrDefault(id);

    /// <summary>Keeps a new agreement as a draft.</summary>
    public async Task<Change<Agreement>> CreateAsync(Agreement draft, CancellationToken stop)
    {
        if (Invalid(draft) is { } problem)
            return problem;
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var kept = draft with { Id = (int)await db.TakeAsync("agreement", 1, stop), State = AgreementState.Draft, CreatedAt = _clock.GetUtcNow() };
        db.Add(AgreementRow.Of(kept));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return _agreements[kept.Id] = kept;
    }

    /// <summary>Keeps new agreements and puts them into force, all of them or none, in one transaction: for thousands at once.</summary>
    /// <param name="drafts">What holds from now on.</param>
    /// <param name="who">Who puts them into force.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>In the order given; or what is wrong with the first that is not fine.</returns>
    public Task<Change<IReadOnlyList<Agreement>>> AddActiveAsync(IReadOnlyList<Agreement> drafts, string who, CancellationToken stop) =>
        ReplaceAsync([], drafts, who, (_, _) => Task.CompletedTask, stop);

    /// <summary>Revokes agreements, puts new ones into force and keeps what a module has to say of them, in one transaction: all of it or nothing.</summary>
    /// <param name="before">Numbers of those that end at once; those that are not active stay as they are.</param>
    /// <param name="drafts">What holds from now on.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="write">Writes what belongs to the new ones, in the transaction it gets (<see cref="RegistryExtensions"/>, <c>JoinAsync</c>); what it throws undoes all.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The new ones in the order given; or what is wrong with the first that is not fine.</returns>
    public async Task<Change<IReadOnlyList<Agreement>>> ReplaceAsync(
        IReadOnlyList<int> before, IReadOnlyList<Agreement> drafts, string who, Func<IReadOnlyList<Agreement>, DbTransaction, Task> write, CancellationToken stop)
    {
        if (drafts.Select(Invalid).FirstOrDefault(p => p is not null) is { } problem)
            return problem;
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (id, now) = ((int)await db.TakeAsync("agreement", drafts.Count, stop), _clock.GetUtcNow());
        List<Agreement> kept = [.. drafts.Select((d, i) => d with { Id = id + i, State = AgreementState.Active, CreatedAt = now, ActivatedAt = now, ActivatedBy = who })];
        db.AddRange(kept.Select(AgreementRow.Of));
        List<Agreement> ended = [];
        foreach (var row in await db.Set<AgreementRow>().Where(a => before.Contains(a.Id) && a.State == AgreementState.Active).ToListAsync(stop))
        {
            ended.Add(row.ToAgreement() with { State = AgreementState.Revoked, RevokedAt = now, RevokedBy = who });
            db.Entry(row).CurrentValues.SetValues(AgreementRow.Of(ended[^1]));
        }

        await db.SaveChangesAsync(stop);
        await write(kept, transaction.GetDbTransaction());
        await transaction.CommitAsync(stop);
        foreach (var agreement in ended.Concat(kept))
            _agreements[agreement.Id] = agreement;
        return new(kept, null);
    }

    /// <summary>Changes a draft.</summary>
    public Task<Change<Agreement>> ChangeAsync(int id, Agreement draft, CancellationToken stop) => SaveAsync(id, AgreementState.Draft,
        before => draft with { Id = before.Id, State = AgreementState.Draft, CreatedAt = before.CreatedAt }, "Only a draft can be changed.", stop);

    /// <summary>Puts a draft into force.</summary>
    public Task<Change<Agreement>> ActivateAsync(int id, string who, CancellationToken stop) => SaveAsync(id, AgreementState.Draft,
        before => before with { State = AgreementState.Active, ActivatedAt = _clock.GetUtcNow(), ActivatedBy = who }, "Only a draft can be put into force.", stop);

    /// <summary>Ends an active agreement at once.</summary>
    public Task<Change<Agreement>> RevokeAsync(int id, string who, CancellationToken stop) => SaveAsync(id, AgreementState.Active,
        before => before with { State = AgreementState.Revoked, RevokedAt = _clock.GetUtcNow(), RevokedBy = who }, "Only an active agreement can be revoked.", stop);

    internal async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        foreach (var row in await db.Set<AgreementRow>().AsNoTracking().ToListAsync(stop))
            _agreements[row.Id] = row.ToAgreement();
    }

    async Task<Change<Agreement>> SaveAsync(
        int id, AgreementState needed, Func<Agreement, Agreement> change, string otherwise, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Set<AgreementRow>().FindAsync([id], stop) is not { } row)
            return new ChangeProblem(ChangeFault.NotFound, $"There is no agreement {id}.");
        if (row.State != needed)
            return new ChangeProblem(ChangeFault.Conflict, otherwise);
        var after = change(row.ToAgreement());
        if (Invalid(after) is { } problem)
            return problem;
        db.Entry(row).CurrentValues.SetValues(AgreementRow.Of(after));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return _agreements[id] = after;
    }

    static ChangeProblem? Invalid(Agreement agreement)
    {
        var errors = agreement.Errors().ToList();
        return errors.Count > 0 ? new ChangeProblem(ChangeFault.Invalid, string.Join(' ', errors)) : null;
    }
}
