using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>Open cases as events, which are marks on every chart of the asset: from when it began until it was closed.</summary>
sealed class CaseMarks(
    IDbContextFactory<ConditionDb> dbs, IEvents events, RecordQueries records, IStringLocalizer<CasesText> text, HouseLanguage house) : ICaseListener, IStartStep, IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Kind of the event.</summary>
    public const string Kind = "case.opened";

    public int Order => 331;

    /// <summary>Makes marks and cases agree: after a crash between the two, and now and then, for anybody may change the records of cases.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        var open = (await records.ListAsync(new(CaseRecord.Type, IsOpen: true, Limit: int.MaxValue), stop)).Select(CaseRecord.Of).ToList();
        await using var db = await dbs.CreateDbContextAsync(stop);
        var marked = await db.Set<CaseMark>().AsNoTracking().ToListAsync(stop);
        foreach (var one in open.ExceptBy(marked.Select(m => m.CaseId), c => c.Id))
            await MarkAsync(one, stop);
        foreach (var mark in marked.ExceptBy(open.Select(c => c.Id), m => m.CaseId))
            await EndAsync(mark.CaseId, await records.FindAsync(mark.CaseId, stop) is { } row ? row.Until ?? row.RecordedAt : null, stop); // or taken back
    }

    public Task ChangedAsync(Case? before, Case after, CancellationToken stop) => (before?.IsOpen ?? false, after.IsOpen) switch
    {
        (false, true) => MarkAsync(after, stop),
        (true, false) => EndAsync(after.Id, after.Until, stop),
        _ => Task.CompletedTask,
    };

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    Task MarkAsync(Case one, CancellationToken stop) => AloneAsync(async db =>
    {
        if (await db.Set<CaseMark>().FindAsync([one.Id], stop) is not null)
            return;
        var words = house.Say(() => text["event.opened", one.Id, one.Title].Value);
        var noted = await events.NoteAsync(
            new(0, Kind, one.IsAct ? EventLevel.Act : EventLevel.Watch, one.AssetId, one.Since, null, words, ConditionModule.Name, IsOpen: true), stop);
        db.Add(new CaseMark { CaseId = one.Id, EventId = noted.Id });
        await db.SaveChangesAsync(stop);
    }, stop);

    Task EndAsync(long caseId, DateTimeOffset? until, CancellationToken stop) => AloneAsync(async db =>
    {
        if (await db.Set<CaseMark>().FindAsync([caseId], stop) is not { } mark)
            return;
        if (until is { } end)
            await events.EndAsync(mark.EventId, end, stop);
        db.Remove(mark);
        await db.SaveChangesAsync(stop);
    }, stop);

    async Task AloneAsync(Func<ConditionDb, Task> what, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            await what(db);
        }
        finally
        {
            _one.Release();
        }
    }
}

/// <summary>The open event of a case.</summary>
[NotAudited]
sealed class CaseMark
{
    public required long CaseId { get; init; }

    public required long EventId { get; init; }
}

sealed class CaseMarkTable : IEntityTypeConfiguration<CaseMark>
{
    public void Configure(EntityTypeBuilder<CaseMark> mark)
    {
        mark.ToTable("condition_case_mark");
        mark.HasKey(m => m.CaseId);
        mark.Property(m => m.CaseId).ValueGeneratedNever();
    }
}
