using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Werkstrom.Store.Ingest;

/// <summary>What .NET does not offer: making the entries of a folder durable, and the content of a file without its times.</summary>
static partial class Posix
{
    const int ReadOnly = 0;
    const int Interrupted = 4; // EINTR

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

    /// <summary>Makes a file durable: content and length, and on Linux not the instant of its last change, which costs as much again.</summary>
    /// <exception cref="IOException">The disk is full or broken: what was written since the last time may be lost.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (fdatasync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
                throw new IOException($"The log cannot be made durable: error {error}.");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle descriptor);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
