using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Werkstrom.Kernel.Data;

/// <summary>Tells a full disk from other faults.</summary>
public static class FullDisk
{
    /// <summary>What is said of it.</summary>
    public const string Words = "The disk is full: nothing of this request was kept. Make room, then send it again.";

    // SQLITE_FULL; ENOSPC, EDQUOT and EFBIG of Unix; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows; disk_full of PostgreSQL
    const int SqliteFull = 13;
    static readonly int[] Unix = [28, 122, 27], Windows = [112, 39];
    const string PostgresFull = "53100";

    /// <summary>Whether something failed for want of room.</summary>
    public static bool Is(Exception fault)
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            if (e is SqliteException { SqliteErrorCode: SqliteFull } or DbException { SqlState: PostgresFull } || (e is IOException && IsFull(e.HResult)))
                return true;
        }

        return false;
    }

    static bool IsFull(int result) => OperatingSystem.IsWindows() ? Windows.Contains(result & 0xFFFF) : Unix.Contains(result);
}
