using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Jobs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Works on switches, in the language of the house.</summary>
sealed class SwitchWorker(IDbContextFactory<EnergyDb> dbs, SwitchDrafter drafter, SwitchDoer doer, IStringLocalizer<SwitchText> texts, IOptions<UiOptions> ui, TimeProvider clock, ILogger<SwitchWorker> log)
    : RunWorker(clock, log)
{
    /// <inheritdoc/>
    protected override async Task<List<long>> CutAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var cut = db.Set<SwitchRun>().AsNoTracking().Where(r => r.State == SwitchState.Drafting || r.State == SwitchState.Running || r.State == SwitchState.Returning
            || (r.State == SwitchState.Done && db.Set<SwitchRow>().Any(o => o.SwitchId == r.Id && o.State == SwitchStep.Returned && o.Told == "mail")));
        return await cut.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(stop);
    }

    /// <inheritdoc/>
    protected override async Task<bool> WorkAsync(long id, CancellationToken stop)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ui.Value.Language);
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SwitchRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } run)
            return true;
        if (run.State == SwitchState.Done)
            await doer.TellBackAsync(run, stop);
        if (run.State is not (SwitchState.Drafting or SwitchState.Running or SwitchState.Returning))
            return true;
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
            Failed(e, id);
            run.Fault = FullDisk.Is(e) ? texts["full"] : e.Message; // what was done stays; somebody looks at it and lets it go on, or a restart does
        }

        run.EndedAt = Clock.GetUtcNow();
        db.Update(run);
        await db.SaveChangesAsync(stop);
        return run.Fault is null;
    }

    Task StepAsync(SwitchRun run, CancellationToken stop) => run.State switch
    {
        SwitchState.Drafting => drafter.RunAsync(run, stop),
        SwitchState.Running => doer.RunAsync(run, stop),
        _ => doer.ReturnAsync(run, stop),
    };
}
