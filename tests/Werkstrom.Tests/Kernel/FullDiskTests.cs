using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Tests.Kernel;

/// <summary>A full disk is told from other faults, however deep it lies.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public void A_full_disk_is_known_by_what_the_system_and_the_databases_say()
    {
        Assert.True(FullDisk.Is(new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28)));
        Assert.True(FullDisk.Is(new DbUpdateException("not saved", new SqliteException("database or disk is full", 13))));
        Assert.False(FullDisk.Is(new SqliteException("database is locked", 5)));
        Assert.False(FullDisk.Is(new IOException("Broken pipe", 32)));
        Assert.False(FullDisk.Is(new InvalidOperationException("no")));
    }
}
