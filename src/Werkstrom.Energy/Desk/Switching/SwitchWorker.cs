using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Works on switches, one after the other; takes up again what a restart cut off.</summary>
sealed partial class SwitchWorker(IDbContextFactory<EnergyDb> dbs, SwitchDrafter drafter, SwitchDoer doer, IStringLocalizer<SwitchText> texts, IOptions<UiOptions> ui, TimeProvider clock, ILogger<SwitchWorker> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

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
            var cut = db.Set<SwitchRun>().AsNoTracking().Where(r => r.State == SwitchState.Drafting || r.State == SwitchState.Running || r.State == SwitchState.Returning
                || (r.State == SwitchState.Done && db.Set<SwitchRow>().Any(o => o.SwitchId == r.Id && o.State == SwitchStep.Returned && o.Told == "mail")));
            foreach (var id in await cut.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(stoppingToken))
                Take(id);
        }

        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryAsync(id, stoppingToken))
                await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    // where not even the fault can be written (the disk is full, the registry is away) it goes on by itself when that is over
    async Task<bool> TryAsync(long id, CancellationToken stop)
    {
        try
        {
            await WorkAsync(id, stop);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWaits(e, id);
            return false;
        }
    }

    async Task WorkAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SwitchRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } run)
            return;
        if (run.State == SwitchState.Done)
            await doer.TellBackAsync(run, stop);
        if (run.State is not (SwitchState.Drafting or SwitchState.Running or SwitchState.Returning))
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
            run.Fault = FullDisk.Is(e) ? texts["full"] : e.Message; // what was done stays; somebody looks at it and lets it go on, or a restart does
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

    [LoggerMessage(7471, LogLevel.Error, "The switch {Id} of contracts to another tariff waits: not even its fault can be written")]
    partial void LogWaits(Exception why, long id);
}
