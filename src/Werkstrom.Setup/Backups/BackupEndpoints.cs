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
        runs.Step, runs.Error, [.. runs.List().Select(f => new BackupView(f.Name, f.Length, f.LastWriteTimeUtc))]));

    internal static Results<Accepted<StartedBackup>, Conflict> Start(BackupRuns runs) =>
        runs.Start() is { } name ? TypedResults.Accepted((string?)null, new StartedBackup(name)) : TypedResults.Conflict();

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

    /// <summary>What is being done (null for nothing), why the last one failed, and those that are there.</summary>
    internal sealed record BackupsView(string? Step, string? Error, BackupView[] Backups);

    /// <summary>A backup on this server.</summary>
    internal sealed record BackupView(string Name, long Bytes, DateTime At);

    /// <summary>The name that a started backup will have.</summary>
    internal sealed record StartedBackup(string Name);
}
