using System.Diagnostics;

namespace Werkstrom.Tests;

/// <summary>A disk small enough to be filled: a tmpfs, which only root may mount.</summary>
static class SmallDisk
{
    static readonly Lazy<bool> Possible = new(Try);

    public static bool CanMount => Possible.Value;

    public static bool Mount(string folder, int megabytes) =>
        OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder) == 0;

    public static void Unmount(string folder) => Run("umount", "-l", folder);

    static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("ws-disk-").FullName;
        var isMounted = Mount(folder, 1);
        if (isMounted)
            Unmount(folder);
        Directory.Delete(folder);
        return isMounted;
    }

    static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A fact that needs a <see cref="SmallDisk"/>; skipped with a reason where none can be mounted, except in CI.</summary>
sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDiskReason.Skip;
}

/// <summary>The same for a theory.</summary>
sealed class SmallDiskTheoryAttribute : TheoryAttribute
{
    public SmallDiskTheoryAttribute() => Skip = SmallDiskReason.Skip;
}

static class SmallDiskReason
{
    public static string? Skip => SharedData.IsRequired || SmallDisk.CanMount ? null : "a small disk (tmpfs) can be mounted by root only";
}
