using System.Runtime.InteropServices;

namespace Werkstrom.Store.Ingest;

/// <summary>What .NET does not offer: a new or renamed file is durable only when its folder is, too.</summary>
static partial class Posix
{
    const int ReadOnly = 0;

    /// <summary>Makes the entries of a folder durable. Windows does so by itself.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = open(folder, ReadOnly);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        var state = fsync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        if (state != 0)
            throw new IOException($"{folder} cannot be made durable: error {error}.");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
