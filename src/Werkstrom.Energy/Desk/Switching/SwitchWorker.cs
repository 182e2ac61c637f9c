using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Works on switches, one after the other; takes up again what a restart cut off.</summary>
sealed partial class SwitchWorker(IDbContextFactory<EnergyDb> dbs, SwitchDrafter drafter, SwitchDoer doer, IOptions<UiOptions> ui, TimeProvider clock, ILogger<SwitchWorker> log) : BackgroundService
{
    readonly Channel<long> _waiting = Channel.CreateUnbounded<long>();

    /// <summary>Lets a switch have its turn.</summary>
    public void Take(long id) => _waiting.Writer.TryWrite(id);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ui.Value.Language);
        await using (var db = await dbs.CreateDbContextAsync(stoppingToken))
        {
            var cut = db.Set<SwitchRun>().AsNoTracking().Where(r => r.State == SwitchState.Drafting || r.State == SwitchState.Running || r.State == SwitchState.Returning);
            foreach (var id in await cut.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(stoppingToken))
                Take(id);
        }

        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
            await WorkAsync(id, stoppingToken);
    }

    async Task WorkAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SwitchRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { State: SwitchState.Drafting or SwitchState.Running or SwitchState.Returning } run)
            return;
        run.Fault = null;
        try
        {
            // the audit of each contract names the switch; that of the switch names who said yes
            using (Actor.As(FormattableString.Invariant($"energy-switch-{id}")))
                await StepAsync(run, stop);
            run.State = run.State switch { SwitchState.Drafting => SwitchState.Ready, SwitchState.Running => SwitchState.Done, _ => SwitchState.Returned };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, id);
            run.Fault = e.Message; // what was done stays; somebody looks at it and lets it go on, or a restart does
        }

        run.EndedAt = clock.GetUtcNow();
        db.Update(run);
        await db.SaveChangesAsync(stop);
    }

    Task StepAsync(SwitchRun run, CancellationToken stop) => run.State switch
    {
        SwitchState.Drafting => drafter.RunAsync(run, stop),
        SwitchState.Running => doer.RunAsync(run, stop),
        _ => doer.ReturnAsync(run, stop),
    };

    [LoggerMessage(7470, LogLevel.Error, "The switch {Id} of contracts to another tariff failed")]
    partial void LogFailed(Exception why, long id);
}
