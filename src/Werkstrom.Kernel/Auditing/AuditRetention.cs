using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Werkstrom.Kernel.Auditing;

/// <summary>How long the audit is kept: section <c>audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "audit";

    /// <summary>Days, 30 or more; null, the default, for ever.</summary>
    [Range(30, 36_500)]
    public int? RetentionDays { get; init; }
}

/// <summary>Drops rows that are older than the retention time, once a day, and notes that it did.</summary>
sealed class AuditRetention(
    AuditLog audit, IAudit notes, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> log) : BackgroundService
{
    /// <summary>Drops what is too old.</summary>
    public async Task RunOnceAsync(CancellationToken stop)
    {
        if (options.Value.RetentionDays is not { } days)
            return;
        var before = time.GetUtcNow().AddDays(-days);
        if (await audit.ForgetAsync(before, stop) is > 0 and var rows)
            await notes.NoteAsync("audit.dropped", "kernel_audit", $"{rows} rows", new { before, days }, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
        {
            try
            {
                await RunOnceAsync(stop);
            }
            catch (DbException e)
            {
                log.AuditNotDropped(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
