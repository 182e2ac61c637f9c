using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Ingest;

/// <summary>
/// Makes checkpoints: DuckDB's log is empty afterwards and ours can go. Not on a disk that is nearly full: a checkpoint that fails
/// half-way closes DuckDB, which is also why DuckDB makes none by itself.
/// </summary>
sealed class Checkpoints(StoreParts parts, DuckConnection connection, Lock gate)
{
    /// <summary>What a checkpoint may need beside the samples: row groups that it writes anew, and its own books.</summary>
    const long CheckpointMargin = 16L << 20;

    bool HasRoom => new DriveInfo(parts.Folder.Path).AvailableFreeSpace > CheckpointMargin + (2 * parts.Database.WalBytes);

    /// <summary>Makes one now.</summary>
    /// <param name="position">Everything before it is committed.</param>
    public void Make(long position)
    {
        lock (gate)
        {
            parts.Options.Step("checkpoint");
            connection.Execute("CHECKPOINT");
            parts.Options.Step("drop-log");
            parts.Log.DropBelow(position);
        }
    }

    /// <summary>Makes one when one of the two logs has grown long and there is room for it.</summary>
    /// <param name="position">Everything before it is committed.</param>
    public void MakeWhenDue(long position)
    {
        var limit = (long)parts.Options.CheckpointMb << 20;
        if ((parts.Database.WalBytes <= limit && parts.Log.Bytes <= limit) || !HasRoom)
            return;
        try
        {
            Make(position);
        }
        catch (DuckException e)
        {
            // another transaction is being written: the next commit tries again; or the disk became full in the midst of it
            parts.Database.Report(e);
            parts.Logger.CheckpointPut(e.Message);
        }
    }

    /// <summary>Makes the one at the end, if there is room; the caller holds the gate.</summary>
    /// <param name="isAllCommitted">True to drop the whole log.</param>
    public void MakeLast(bool isAllCommitted)
    {
        if (!HasRoom)
            return;
        connection.Execute("CHECKPOINT");
        if (isAllCommitted)
            parts.Log.DropAll();
    }
}
