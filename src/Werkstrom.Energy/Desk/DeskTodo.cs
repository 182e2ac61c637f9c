using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Energy.Desk.Questions;
using Werkstrom.Energy.Desk.Switching;
using Werkstrom.Energy.Market;
using Werkstrom.Energy.Meters.Taking;
using Werkstrom.Energy.Partners;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk;

/// <summary>Something to be done today.</summary>
/// <param name="Key">Which, a key of the texts: <c>held</c>, <c>letters</c> …</param>
/// <param name="Count">How many.</param>
/// <param name="Address">Where.</param>
/// <param name="IsUrgent">Whether somebody waits for it or money hangs on it.</param>
/// <param name="What">What the text names beside the count; empty: nothing.</param>
sealed record TodoLine(string Key, int Count, string Address, bool IsUrgent, string What = "");

/// <summary>What waits at the desk, by counting: nothing of it looks at every customer.</summary>
sealed class DeskTodo(
    IDbContextFactory<EnergyDb> dbs, ContractBook book, SeriesBook series, TariffBook tariffs, RateBook rates, PortfolioBook portfolio, ContactBook contacts, QuestionBook questions, IOptions<EnergyOptions> options, TimeProvider clock)
{
    /// <summary>So many days ahead contracts that end are told.</summary>
    public const int DaysAhead = 30;

    /// <summary>Lines of which there is something to do, the urgent ones first.</summary>
    public async Task<IReadOnlyList<TodoLine>> ReadAsync(CancellationToken stop)
    {
        var now = Quarters.Of(clock.GetUtcNow());
        List<TodoLine> lines = [.. await BillsAsync(stop), new("ending", await book.CountEndingAsync(new(now + 1, DaysAhead * 96), stop), "/energy/desk/ending", false)];
        lines.AddRange(await SwitchesAsync(now, stop));
        lines.AddRange(await PartnersAsync(stop));
        lines.Add(new("questions", await questions.OpenAsync(stop), "/energy/desk/questions", true));
        lines.Add(new("contacts", await contacts.DueAsync(GermanTime.Date(now), stop), "/energy/desk/contacts", true));
        var today = GermanTime.Date(now);
        var until = (await series.SpanAsync(SeriesNames.Spot(options.Value.Zone), stop))?.To;
        if (until is { } last && (last < today || (last == today && GermanTime.OfClock(now) >= Exchange.SpokenBy)))
            lines.Add(new("prices", 1, "/energy/market", true, Ui.Format.Day(last)));
        lines.AddRange(await RatesAsync(today, stop));
        var month = (await portfolio.ReadAsync(today.AddMonths(-2), PortfolioRow.All, stop)).LastOrDefault(r => r.IsWhole);
        if (month is { Gaps: > 0 })
            lines.Add(new("gaps", month.Gaps, "/energy/meters", false, month.Month.ToString("Y", System.Globalization.CultureInfo.CurrentCulture)));
        if (month is { UnpricedWh: > 0 })
            lines.Add(new("unpriced", 1, "/energy/tariffs", false, month.Month.ToString("Y", System.Globalization.CultureInfo.CurrentCulture)));
        return [.. lines.Where(l => l.Count > 0).OrderByDescending(l => l.IsUrgent)];
    }

    /// <summary>How many contracts hold now.</summary>
    public async Task<int> ContractsAsync(CancellationToken stop)
    {
        var now = Quarters.Of(clock.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ContractRow>().CountAsync(c => c.FirstQuarter <= now && (c.EndQuarter == null || c.EndQuarter > now), stop);
    }

    async Task<List<TodoLine>> BillsAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        List<TodoLine> lines = [];
        var waiting = await db.Set<BillRun>().AsNoTracking().Where(r => r.State == RunState.Ready || (r.Fault != null && r.State != RunState.Discarded)).OrderByDescending(r => r.Id).Take(10).ToListAsync(stop);
        foreach (var run in waiting)
        {
            var address = FormattableString.Invariant($"/energy/bills/runs/{run.Id}");
            var held = await db.Set<BillRow>().CountAsync(b => b.RunId == run.Id && b.IsBlocked, stop);
            lines.Add(run.Fault is not null ? new("run.failed", 1, address, true, FormattableString.Invariant($"{run.Id}")) : new("run.ready", run.Done - held, address, false, FormattableString.Invariant($"{run.Id}")));
            lines.Add(new("held", held, address, true, FormattableString.Invariant($"{run.Id}")));
        }

        lines.Add(new("letters", await db.Set<MeterLetter>().CountAsync(stop), "/energy/meters", true));
        return lines;
    }

    // what the tariffs that are sold need, and the table of rates does not know
    async Task<IEnumerable<TodoLine>> RatesAsync(DateOnly today, CancellationToken stop)
    {
        var used = (await tariffs.AllAsync(stop)).Where(t => !t.IsRetired).SelectMany(t => t.Read().Rates()).ToHashSet();
        if (used.Count == 0)
            return [];
        return RateYear.Of(await rates.RowsAsync(null, stop), used.Contains, today).SelectMany(y => (TodoLine[])
        [
            new("rates.missing", y.Missing.Count, "/energy/rates", true, FormattableString.Invariant($"{y.Year}")),
            new("rates.unchecked", y.Unchecked.Count, "/energy/rates?show=unchecked", false, FormattableString.Invariant($"{y.Year}")),
        ]);
    }

    // whose index does not come: prices of that region soon go by what contracts say for missing days
    async Task<List<TodoLine>> PartnersAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var disturbed = db.Set<PartnerState>().Where(s => s.Reason != "" && db.Set<Partner>().Any(p => p.Region == s.Region && p.IsOn));
        return [.. (await disturbed.OrderBy(s => s.Region).Select(s => s.Region).ToListAsync(stop)).Select(r => new TodoLine("partner", 1, "/energy/partners", true, r))];
    }

    async Task<List<TodoLine>> SwitchesAsync(int now, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        List<TodoLine> lines = [];
        var ahead = db.Set<SwitchRun>().AsNoTracking().Where(r => r.FirstQuarter > now && r.State != SwitchState.Discarded && r.State != SwitchState.Returned);
        foreach (var run in await ahead.OrderByDescending(r => r.Id).Take(10).ToListAsync(stop))
        {
            var (address, what) = (FormattableString.Invariant($"/energy/desk/switches/{run.Id}"), FormattableString.Invariant($"{run.Id}"));
            var rows = db.Set<SwitchRow>().Where(r => r.SwitchId == run.Id);
            lines.Add(new("switch.fault", run.Fault is null ? 0 : 1, address, true, what));
            // of which nobody can be switched waits for nobody
            lines.Add(new("switch.ready", run is { State: SwitchState.Ready, Fault: null } && await rows.AnyAsync(r => r.State == SwitchStep.Planned, stop) ? 1 : 0, address, false, what));
            lines.Add(new("switch.failed", run.State == SwitchState.Done ? await rows.CountAsync(r => r.State == SwitchStep.Failed, stop) : 0, address + "?show=Failed", true, what));
            lines.Add(new("switch.letters", run.State == SwitchState.Done ? await rows.CountAsync(r => r.State == SwitchStep.Kept && r.Told == "letter", stop) : 0, address, true, what));
        }

        return lines;
    }
}
