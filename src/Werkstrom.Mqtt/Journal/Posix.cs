using System.Runtime.InteropServices;

namespace Werkstrom.Mqtt.Journal;

/// <summary>A new or renamed file is durable only when its folder is; .NET has no call for that.</summary>
static partial class Posix
{
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        var state = fsync(descriptor);
        _ = close(descriptor);
        if (state != 0)
            throw new IOException($"{folder} cannot be made durable.");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
