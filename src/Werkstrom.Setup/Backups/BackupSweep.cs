using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Setup.Backups;

/// <summary>Deletes at the start what backups of a server that was killed left behind.</summary>
sealed class BackupSweep(DataFolder folder) : IStartStep
{
    public int Order => 300;

    public Task StartAsync(CancellationToken stop)
    {
        foreach (var staging in Directory.EnumerateDirectories(folder.Temporary, BackupWriter.Staging + "*"))
            Directory.Delete(staging, recursive: true);
        foreach (var draft in Directory.EnumerateFiles(folder.Folder("backups"), "*" + BackupWriter.Draft))
            File.Delete(draft);
        return Task.CompletedTask;
    }
}
