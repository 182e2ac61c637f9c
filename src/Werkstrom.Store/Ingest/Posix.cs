using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Werkstrom.Store.Ingest;

/// <summary>What .NET does not offer: making the content of a file durable without its times.</summary>
static partial class Posix
{
    const int Interrupted = 4; // EINTR

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
}
