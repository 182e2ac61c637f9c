using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>Once a day deletes photos that no order has had for 30 days.</summary>
sealed class PhotoSweeper(PhotoShelf shelf, RecordQueries records, TimeProvider time, ILogger<PhotoSweeper> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromDays(1);
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Looks once.</summary>
    /// <returns>How many files went.</returns>
    public async Task<int> SweepAsync(CancellationToken stop)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        const int page = 1_000;
        for (var offset = 0; ; offset += page)
        {
            var rows = await records.ListAsync(new(WorkOrder.Type, WithWithdrawn: true, Limit: page, Offset: offset), stop);
            used.UnionWith(rows.SelectMany(row => WorkOrder.Of(row).Photos).Select(photo => photo.File));
            if (rows.Count < page)
                return shelf.Sweep(used, time.GetUtcNow() - Kept);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.SweepFailed(e);
            }
        }
    }
}
