using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Setup.Backups;

/// <summary>Makes one backup at a time into <c>backups/</c> of the data folder and knows how far it is.</summary>
sealed class BackupRuns(
    DataFolder folder, BackupRoom room, BackupWriter writer, IAudit audit, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BackupRuns> log)
{
    readonly Lock _turn = new();
    Task _run = Task.CompletedTask;

    /// <summary>How far the one is that runs, or null.</summary>
    public BackupProgress? Running { get; private set; }

    /// <summary>What the next one needs, and what is free.</summary>
    public Room Room => room.Look();

    /// <summary>Why the last one failed, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>The last one that was completed, or null.</summary>
    public string? Last { get; private set; }

    public string Folder => folder.Folder("backups");

    /// <summary>The finished ones, newest first.</summary>
    public IReadOnlyList<FileInfo> List() =>
        [.. new DirectoryInfo(Folder).EnumerateFiles("werkstrom-*.tar").OrderByDescending(f => f.Name, StringComparer.Ordinal)];

    /// <summary>One of <see cref="List"/> by its exact name; null for anything else, so that no path gets out of the folder.</summary>
    public FileInfo? Find(string name) => List().FirstOrDefault(f => f.Name == name);

    /// <summary>Starts one.</summary>
    /// <returns>Its name; null when one is running, or there is not enough <see cref="Room"/>.</returns>
    public string? Start()
    {
        lock (_turn)
        {
            var needs = Room;
            if (Running is not null || !needs.IsEnough)
                return null;
            var name = string.Create(CultureInfo.InvariantCulture, $"werkstrom-{time.GetUtcNow():yyyyMMdd-HHmmss-fff}.tar");
            (Running, Error) = (new(needs.Size), null);
            _run = RunAsync(name, Running, lifetime.ApplicationStopping);
            return name;
        }
    }

    /// <summary>Completes when the one that runs has ended, well or not.</summary>
    public Task WaitAsync(CancellationToken stop) => _run.WaitAsync(stop);

    async Task RunAsync(string name, BackupProgress progress, CancellationToken stop)
    {
        await Task.Yield(); // the answer does not wait for it
        try
        {
            var bytes = await writer.WriteAsync(Path.Combine(Folder, name), progress, stop);
            Last = name;
            await audit.NoteAsync("backup.made", "file", name, new { bytes }, stop);
            log.BackupMade(name, bytes);
        }
#pragma warning disable CA1031 // root of a background run: whatever it was, it is shown, logged, and must not end the server
        catch (Exception e)
#pragma warning restore CA1031
        {
            Error = e.Message;
            log.BackupFailed(e, name);
        }
        finally
        {
            Running = null;
        }
    }
}
