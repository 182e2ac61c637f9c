using System.Threading.Channels;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Duck;

/// <summary>
/// Reads of a Store, whether or not it repairs itself meanwhile: a read that DuckDB broke off because it closed itself is done anew once
/// the file is open again.
/// </summary>
sealed class StoreReads(SampleStore store)
{
    const int Tries = 3;

    /// <summary>Runs a read on a thread of the pool; cancelling interrupts DuckDB.</summary>
    /// <param name="read">The read; it may run more than once, so it must not hand out rows before its end.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="StoreBusyException">The Store repairs itself and takes longer than <see cref="StoreOptions.RepairWait"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled, also while DuckDB was at it.</exception>
    /// <exception cref="DuckException">DuckDB refused.</exception>
    public async Task<T> RunAsync<T>(Func<ReadLease, T> read, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var open = await store.WhenOpenAsync(stop);
            try
            {
                return await open.Reads.RunAsync(read, stop);
            }
            catch (Exception e) when (tries < Tries && e is DuckException { IsFatal: true } or ChannelClosedException)
            {
                open.Parts.Database.Report(e); // it is closed, or about to be: the next turn waits
            }
        }
    }
}
