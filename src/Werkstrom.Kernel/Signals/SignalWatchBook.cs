using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.Signals;

/// <summary>What is kept of the watch over each signal, in memory and in the registry. One writer at a time.</summary>
public sealed class SignalWatchBook : IDisposable
{
    const int RowsAtOnce = 500;

    readonly IDbContextFactory<KernelDb> _dbs;
    readonly ConcurrentDictionary<int, SignalWatch> _kept = new();
    readonly SemaphoreSlim _turn = new(1);

    internal SignalWatchBook(IDbContextFactory<KernelDb> dbs) => _dbs = dbs;

    /// <summary>What is kept of a signal; an empty entry when nothing is.</summary>
    public SignalWatch Of(int signalId) => _kept.GetValueOrDefault(signalId) ?? new SignalWatch { SignalId = signalId };

    /// <summary>All that is kept, in no order.</summary>
    public IReadOnlyCollection<SignalWatch> All => [.. _kept.Values];

    /// <summary>Changes entries; they are on disk when this returns.</summary>
    /// <param name="signalIds">Numbers of the signals, each once.</param>
    /// <param name="change">From what is kept to what shall be.</param>
    /// <param name="stop">Ends it before it is saved.</param>
    public async Task ChangeAsync(IReadOnlyCollection<int> signalIds, Func<SignalWatch, SignalWatch> change, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            foreach (var some in signalIds.Chunk(RowsAtOnce))
                await SaveAsync([.. some.Select(id => change(Of(id)))], stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    internal async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await foreach (var row in db.Set<SignalWatch>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
            _kept[row.SignalId] = row;
    }

    async Task SaveAsync(SignalWatch[] wanted, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        foreach (var row in wanted)
            db.Entry(row).State = _kept.ContainsKey(row.SignalId) ? EntityState.Modified : EntityState.Added;
        await db.SaveChangesAsync(stop);
        foreach (var row in wanted)
            _kept[row.SignalId] = row;
    }
}
