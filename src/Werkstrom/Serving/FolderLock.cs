using Werkstrom.Kernel.Data;

namespace Werkstrom.Serving;

/// <summary>One server a data folder: held as long as the process lives, given back by the system even after a kill.</summary>
sealed class FolderLock : IDisposable
{
    readonly FileStream _file;

    FolderLock(FileStream file) => _file = file;

    /// <exception cref="StartException">Another server holds the folder, or it cannot be written.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        try
        {
            return new(new FileStream(folder.File("werkstrom.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new StartException($"The data folder {folder.Path} is in use by another Werkstrom, or cannot be written: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"The data folder {folder.Path} cannot be written: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>The server cannot start, for a reason that its operator can mend; the message says how.</summary>
sealed class StartException(string message, Exception? cause = null) : Exception(message, cause);
