using Werkstrom.Store.Closing;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store;

/// <summary>The parts of a Store while it is open, and its two threads.</summary>
sealed class OpenStore(StoreParts parts, ReadPool reads, Committer committer, Closer closer, SampleSink sink)
{
    readonly Thread _commit = new(committer.Run) { Name = "Store commit", IsBackground = true };
    readonly Thread _close = new(closer.Run) { Name = "Store closing", IsBackground = true, Priority = ThreadPriority.BelowNormal };

    public StoreParts Parts => parts;

    public ReadPool Reads => reads;

    public Committer Committer => committer;

    public Closer Closer => closer;

    public SampleSink Sink => sink;

    public void StartThreads()
    {
        _commit.Start();
        _close.Start();
    }

    /// <summary>In the order of the way of the data: no more in, everything to DuckDB, a checkpoint, the files closed.</summary>
    public void Stop()
    {
        sink.Close();
        closer.Stop();
        _close.Join();
        committer.Stop();
        _commit.Join();
        try
        {
            committer.Finish();
        }
        catch (DuckException e)
        {
            // the log has everything; the next start brings it in
            parts.Logger.CommitFailed(committer.Pending, e.Message, 0);
        }

        sink.Dispose();
        closer.Dispose();
        committer.Dispose();
        reads.Dispose();
        parts.Log.Dispose();
        parts.Database.Dispose();
    }
}
