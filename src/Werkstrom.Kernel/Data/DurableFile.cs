using System.Runtime.InteropServices;

namespace Werkstrom.Kernel.Data;

/// <summary>Writes files that are, whenever the process or the machine ends, the former one or the new one, never half of it.</summary>
public static partial class DurableFile
{
    /// <summary>What a file that is being written is called: its name and this.</summary>
    public const string Half = ".new";

    /// <summary>Writes a file beside its place, makes it durable, moves it to its place and makes that durable, too.</summary>
    /// <param name="path">Its place; the folder is there.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="half">Where it is written first, in the same folder; null for the name and <see cref="Half"/>. Who may write the same file at the same time names one of its own.</param>
    /// <exception cref="IOException">The disk is full or broken: the former file stays, and nothing is left beside it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write, string? half = null)
    {
        half ??= path + Half;
        try
        {
            using (FileStream file = new(half, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
        }
        catch
        {
            Leave(half);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes the entries of a folder durable. Windows does so by itself.</summary>
    /// <exception cref="IOException">The folder is not there, or the disk is broken.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        var state = fsync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        if (state != 0)
            throw new IOException($"{folder} cannot be made durable: error {error}.");
    }

    // a full disk needs the room; what says why it failed is the first error
    static void Leave(string half)
    {
        try
        {
            File.Delete(half);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
