using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Werkstrom.Connect.Import.Running;

namespace Werkstrom.Connect.Import;

/// <summary>The progress of an import as server-sent events.</summary>
static class ImportStream
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    internal static async Task<Results<ServerSentEventsResult<ImportStep>, NotFound>> Get(
        string id, IDbContextFactory<ConnectDb> registry, ImportWords words, ImportProgress progress, TimeProvider clock, IHostApplicationLifetime program,
        CancellationToken stop)
    {
        if (await StateAsync(id, registry, stop) is null)
            return TypedResults.NotFound();
        return TypedResults.ServerSentEvents(StepsAsync(id, registry, words, progress, clock, program.ApplicationStopping, stop));
    }

    static async IAsyncEnumerable<ImportStep> StepsAsync(
        string id, IDbContextFactory<ConnectDb> registry, ImportWords words, ImportProgress progress, TimeProvider clock, CancellationToken end,
        [EnumeratorCancellation] CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Every, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end, stop);
        while (await StateAsync(id, registry, stop) is { } state)
        {
            if (state is not (ImportState.Running or ImportState.Undoing))
            {
                yield return new(1, 1, words.Of(state), null, true);
                break;
            }

            yield return progress.Of(id) is { } now
                ? new(now.Done, 1, words.Of(state, now), now.TimeLeft?.TotalSeconds, false)
                : new(0, null, words["progress.waiting"], null, false);
            if (!await NextAsync(beat, both.Token))
                break;
        }
    }

    static async Task<bool> NextAsync(PeriodicTimer beat, CancellationToken stop)
    {
        try
        {
            return await beat.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false; // the reader left, or the program ends: a reader comes back by itself
        }
    }

    static async Task<ImportState?> StateAsync(string id, IDbContextFactory<ConnectDb> registry, CancellationToken stop)
    {
        await using var db = await registry.CreateDbContextAsync(stop);
        return await db.Set<FileImport>().AsNoTracking().Where(i => i.Id == id).Select(i => (ImportState?)i.State).SingleOrDefaultAsync(stop);
    }
}

/// <summary>How far an import is.</summary>
/// <param name="Done">Part that is done, 0 to 1.</param>
/// <param name="Total">1; null while it waits for its turn.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Left">Seconds left; null while that cannot be told.</param>
/// <param name="Finished">True at the end, whatever it was.</param>
sealed record ImportStep(double Done, double? Total, string Text, double? Left, bool Finished);
