using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Werkstrom.Mqtt.Transport;

/// <summary>Linux's list of sockets that can be read. It tells again and again of what was not read.</summary>
static partial class Epoll
{
    const int Add = 1;
    const int Remove = 2;
    const uint Readable = 1;
    const int CloseOnExec = 0x80000;

    // the kernel packs the structure on x64 only
    static readonly int Size = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 12 : 16;

    /// <summary>A list without sockets.</summary>
    /// <exception cref="IOException">The system has none left.</exception>
    public static Handle Create()
    {
        var list = epoll_create1(CloseOnExec);
        return !list.IsInvalid ? list : throw new IOException($"epoll_create1 failed: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Room for so many answers of <see cref="Wait"/>.</summary>
    public static byte[] Room(int sockets) => new byte[sockets * Size];

    /// <summary>Watches a socket from now on; <paramref name="tag"/> names it in answers.</summary>
    public static bool TryAdd(Handle list, SafeSocketHandle socket, long tag)
    {
        Span<byte> what = stackalloc byte[16];
        BitConverter.TryWriteBytes(what, Readable);
        BitConverter.TryWriteBytes(what[(Size - 8)..], tag);
        return epoll_ctl(list, Add, socket, ref MemoryMarshal.GetReference(what)) == 0;
    }

    /// <summary>Watches a socket no more.</summary>
    public static void TryRemove(Handle list, SafeSocketHandle socket)
    {
        byte none = 0;
        _ = epoll_ctl(list, Remove, socket, ref none);
    }

    /// <summary>Waits until sockets can be read. Gives how many; 0 after the time, in milliseconds.</summary>
    public static int Wait(Handle list, byte[] room, int time) => epoll_wait(list, ref room[0], room.Length / Size, time);

    /// <summary>The tag of an answer.</summary>
    public static long Tag(byte[] room, int index) => BitConverter.ToInt64(room, (index * Size) + Size - 8);

    [LibraryImport("libc", SetLastError = true)]
    private static partial Handle epoll_create1(int flags);

    [LibraryImport("libc")]
    private static partial int epoll_ctl(Handle list, int operation, SafeSocketHandle socket, ref byte what);

    [LibraryImport("libc")]
    private static partial int epoll_wait(Handle list, ref byte events, int most, int milliseconds);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    /// <summary>The list.</summary>
    public sealed class Handle : SafeHandleMinusOneIsInvalid
    {
        public Handle()
            : base(ownsHandle: true)
        {
        }

        protected override bool ReleaseHandle() => close((int)handle) == 0;
    }
}
