using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Backups;

static class BackupEndpoints
{
    public static void MapBackups(this IEndpointRouteBuilder setup)
    {
        var backups = setup.MapGroup("/backups").WithTags("Backup").RequireAuthorization(Policies.Admin);
        backups.MapGet("/", List).WithSummary("The backups on this server, newest first, and how far a running one is");
        backups.MapPost("/", Start).WithSummary("Starts a backup of everything; ask the list until it is done");
        backups.MapGet("/{name}", Download).WithSummary("A backup as a tar file");
        backups.MapDelete("/{name}", Delete).WithSummary("Deletes a backup from this server");
    }

    internal static Ok<BackupsView> List(BackupRuns runs) => TypedResults.Ok(new BackupsView(
        runs.Running is { } running ? new(running.Step, running.Done, running.Total) : null, runs.Error, runs.Room, [.. runs.List().Select(f => new BackupView(f.Name, f.Length, f.LastWriteTimeUtc))]));

    internal static Results<Accepted<StartedBackup>, ProblemHttpResult> Start(BackupRuns runs)
    {
        if (runs.Start() is { } name)
            return TypedResults.Accepted((string?)null, new StartedBackup(name));
        if (runs.Running is not null)
            return TypedResults.Problem("A backup is being made already.", statusCode: StatusCodes.Status409Conflict);
        var room = runs.Room;
        return TypedResults.Problem(
            string.Create(CultureInfo.InvariantCulture, $"A backup needs {room.Needed} bytes on the disk of the data folder; {room.Free} are free. Delete something, for example older backups, and try again."),
            statusCode: StatusCodes.Status507InsufficientStorage);
    }

    internal static async Task<Results<PhysicalFileHttpResult, NotFound>> Download(
        string name, BackupRuns runs, IAudit audit, CancellationToken stop)
    {
        if (runs.Find(name) is not { } file)
            return TypedResults.NotFound();
        await audit.NoteAsync("backup.downloaded", "file", file.Name, null, stop);
        return TypedResults.PhysicalFile(file.FullName, "application/x-tar", file.Name);
    }

    internal static async Task<Results<NoContent, NotFound>> Delete(string name, BackupRuns runs, IAudit audit, CancellationToken stop)
    {
        if (runs.Find(name) is not { } file)
            return TypedResults.NotFound();
        file.Delete();
        await audit.NoteAsync("backup.deleted", "file", file.Name, null, stop);
        return TypedResults.NoContent();
    }

    /// <summary>How far the one is that runs (null for none), why the last one failed, what the next one needs, and those that are there.</summary>
    internal sealed record BackupsView(RunningBackup? Running, string? Error, Room Room, BackupView[] Backups);

    /// <summary>A backup that is being made.</summary>
    /// <param name="Step">start, store, registry or pack.</param>
    /// <param name="Done">Bytes copied and packed.</param>
    /// <param name="Total">Bytes to be copied and packed, about.</param>
    internal sealed record RunningBackup(string Step, long Done, long Total);

    /// <summary>A backup on this server.</summary>
    internal sealed record BackupView(string Name, long Bytes, DateTime At);

    /// <summary>The name that a started backup will have.</summary>
    internal sealed record StartedBackup(string Name);
}
