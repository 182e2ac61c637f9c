using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.Events;

/// <summary>Events in the registry, and told to who listens within the process.</summary>
sealed class EventLog(IDbContextFactory<KernelDb> dbs, AssetCatalog assets, IOptions<KernelOptions> options) : IEvents
{
    // per listener; a page or a sender that is this far behind has other worries
    const int MostWaiting = 1000;

    // deleting one by one would cost as much as writing
    const int TrimEvery = 1000;

    readonly Lock _lock = new();
    Channel<PlantEvent>[] _listeners = [];

    public async Task<PlantEvent> NoteAsync(PlantEvent happened, CancellationToken stop)
    {
        Check(happened);
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var kept = happened with { Id = await db.TakeAsync("event", 1, stop), From = happened.From.ToUniversalTime(), To = happened.To?.ToUniversalTime() };
        db.Add(EventRow.Of(kept));
        await db.SaveChangesAsync(stop);
        if (kept.Id % TrimEvery == 0)
            await TrimAsync(db, kept.Id, stop);
        await transaction.CommitAsync(stop);
        Tell(kept);
        return kept;
    }

    public async Task<PlantEvent?> EndAsync(long id, DateTimeOffset to, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var row = await db.Set<EventRow>().SingleOrDefaultAsync(e => e.Id == id, stop);
        if (row is null || to < row.From)
            return null;
        (row.To, row.IsOpen) = (to.ToUniversalTime(), false);
        await db.SaveChangesAsync(stop);
        Tell(row.ToEvent());
        return row.ToEvent();
    }

    public async Task<IReadOnlyList<PlantEvent>> ListAsync(
        int? assetId, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<EventRow>().AsNoTracking()
            .Where(e => e.From < to && (e.From >= from || e.To > from || e.IsOpen))
            .OrderByDescending(e => e.From).ThenByDescending(e => e.Id);
        if (assetId is null)
            return [.. (await rows.Take(limit).ToListAsync(stop)).Select(e => e.ToEvent())];

        // an asset may have thousands below it: they are compared here, not in a list of parameters; merged assets are found as well
        List<PlantEvent> found = [];
        await foreach (var row in rows.Where(e => e.AssetId != null).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (assets.IsWithin(row.AssetId!.Value, assetId.Value))
                found.Add(row.ToEvent());
            if (found.Count >= limit)
                break;
        }

        return found;
    }

    public async IAsyncEnumerable<PlantEvent> ListenAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var listener = Channel.CreateBounded<PlantEvent>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
            _listeners = [.. _listeners, listener];
        try
        {
            await foreach (var happened in listener.Reader.ReadAllAsync(stop))
                yield return happened;
        }
        finally
        {
            lock (_lock)
                _listeners = [.. _listeners.Where(l => l != listener)];
        }
    }

    void Tell(PlantEvent happened)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
            listener.Writer.TryWrite(happened);
    }

    async Task TrimAsync(KernelDb db, long newest, CancellationToken stop)
    {
        var oldest = newest - options.Value.MaxEvents;
        await db.Set<EventRow>().Where(e => e.Id <= oldest).ExecuteDeleteAsync(stop);
    }

    static void Check(PlantEvent happened)
    {
        if (happened.Kind.Length is 0 or > 100 || happened.Kind.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-')))
            throw new ArgumentException($"'{happened.Kind}' is no kind of event: lower-case letters, digits, dots and dashes.", nameof(happened));
        if (happened.Text.Length is 0 or > 1000 || happened.Source.Length is 0 or > 100)
            throw new ArgumentException("An event has a text of 1 to 1,000 characters and a source of 1 to 100.", nameof(happened));
        if (happened.To < happened.From)
            throw new ArgumentException("An event cannot end before it begins.", nameof(happened));
    }
}
