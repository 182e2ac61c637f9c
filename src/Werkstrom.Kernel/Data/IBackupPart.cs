namespace Werkstrom.Kernel.Data;

/// <summary>What a module keeps in a folder of its own below the data folder, and copies into a backup while it goes on working.</summary>
/// <remarks>
/// Parts are copied before samples and registry: what a part knows as done elsewhere is in the backup, too. After a restore the
/// module finds its folder as the copy was.
/// </remarks>
public interface IBackupPart
{
    /// <summary>Name of the folder below the data folder.</summary>
    string Folder { get; }

    /// <summary>Copies into an empty folder, consistent in itself: what was acknowledged before the call is in.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    Task CopyAsync(string target, CancellationToken stop);
}
