using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>Makes the drafts of a run, fifty at a time; what was made before a restart is not made again.</summary>
sealed class BillDrafter(
    IDbContextFactory<EnergyDb> dbs, ContractBook contracts, TariffBook tariffs, BillPrices prices, MeterValues values, MeterDesk meters, MeterPoints points, BillCauses causes)
{
    const int AtOnce = 50;

    /// <summary>Makes all that are missing.</summary>
    public async Task RunAsync(BillRun run, CancellationToken stop)
    {
        run.Skipped = 0;
        var tasks = run.Kind == BillKind.Correction ? await CorrectionsAsync(run, stop) : await BillsAsync(run, stop);
        var known = (await points.AllAsync(stop)).ToDictionary(p => p.Malo);
        var done = await DoneAsync(run, stop);
        foreach (var group in tasks.Where(t => !done.Contains((t.Contract.Number, t.Range.First))).GroupBy(t => t.KeyOf(run.SeriesState)))
        {
            var (sheet, frame, fault) = await DrawAsync(group.Key, stop);
            var name = (await tariffs.FindAsync(group.Key.Tariff, run.SeriesState, stop))?.Read().Name ?? group.Key.Tariff;
            foreach (var chunk in group.Chunk(AtOnce))
                await MakeAsync(run, [.. chunk], (sheet, frame, fault, name), known, stop);
        }

        await PeersAsync(run, stop);
    }

    /// <summary>What a run looks at: contracts, without the time that was billed already.</summary>
    async Task<List<BillTask>> BillsAsync(BillRun run, CancellationToken stop)
    {
        var billed = (await IssuedAsync(run.Range, stop)).Where(b => b.Kind == BillKind.Bill).ToLookup(b => b.Contract);
        List<BillTask> tasks = [];
        foreach (var contract in await contracts.OverlappingAsync(run.Range, stop))
        {
            var own = run.Range.Meet(new(contract.First, (contract.End ?? int.MaxValue) - contract.First));
            List<QuarterRange> left = own.Count > 0 ? [own] : [];
            foreach (var bill in billed[contract.Number])
                left = [.. left.SelectMany(r => Without(r, bill.Range))];
            tasks.AddRange(left.Select(r => new BillTask(contract, r, null, null)));
            run.Skipped += left.Count == 0 ? 1 : 0;
        }

        run.Total = tasks.Count;
        return tasks;
    }

    /// <summary>What a run of corrections looks at: every bill that holds, with its last correction.</summary>
    async Task<List<BillTask>> CorrectionsAsync(BillRun run, CancellationToken stop)
    {
        var issued = await IssuedAsync(run.Range, stop);
        var all = (await contracts.OverlappingAsync(run.Range, stop)).ToDictionary(c => c.Number);
        var corrections = issued.Where(b => b.Kind == BillKind.Correction).ToLookup(b => b.Root);
        List<BillTask> tasks = [];
        foreach (var root in issued.Where(b => b.Kind == BillKind.Bill && all.ContainsKey(b.Contract)))
            tasks.Add(new(all[root.Contract], root.Range, root.Number, corrections[root.Number].MaxBy(b => b.Id) ?? root));
        run.Total = tasks.Count;
        return tasks;
    }

    async Task MakeAsync(
        BillRun run, List<BillTask> tasks, (PriceSheet? Sheet, BillFrame? Frame, string? Fault, string Name) priced, Dictionary<string, DeliveryPoint> known, CancellationToken stop)
    {
        var loads = await LoadsAsync(run, tasks, stop);
        var before = await LastYearAsync(run, tasks, stop);
        List<BillRow> rows = [];
        for (var i = 0; i < tasks.Count; i++)
        {
            BillSubject subject = new(tasks[i].Contract, tasks[i].Range, known.GetValueOrDefault(tasks[i].Contract.Malo), before[i], GermanTime.Date(Quarters.Of(run.MadeAt)));
            if (Row(run, tasks[i], subject, loads[i].Load, loads[i].Fault, priced) is { } row && (loads[i].Fault is not null || await ToldAsync(run, tasks[i], row, loads[i].Load, stop)))
                rows.Add(row);
        }

        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_bill", Math.Max(1, rows.Count), stop);
        foreach (var row in rows)
            row.Id = id++;
        db.AddRange(rows);
        run.Done += tasks.Count;
        run.Skipped += tasks.Count - rows.Count;
        db.Update(run);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Says in a correction why it is made; whether there is something to correct.</summary>
    async Task<bool> ToldAsync(BillRun run, BillTask task, BillRow row, MeteredLoad load, CancellationToken stop)
    {
        var content = BillContent.Read(row.Content);
        if (task.Base is not { } last || content.Lines.Count == 0)
            return true;
        var changes = await causes.FindAsync(last, task.Contract, content, load, run.SeriesState, FormattableString.Invariant($"bill run {run.Id}: what changed"), stop);
        if (changes.Count == 0 && last.Gross == row.Gross && !row.IsBlocked)
            return false; // the same amounts: only a source or the way of a value is another one
        row.Facts = BillContent.Write(BillContent.Read<BillFacts>(row.Facts) with { Changes = changes });
        row.Problems = BillContent.Write<List<BillProblem>>([.. BillContent.Read<List<BillProblem>>(row.Problems), .. BillMaker.Problems(changes)]);
        return true;
    }

    static BillRow? Row(BillRun run, BillTask task, BillSubject subject, MeteredLoad load, string? damage, (PriceSheet? Sheet, BillFrame? Frame, string? Fault, string Name) priced)
    {
        var facts = BillMaker.Facts(subject, priced.Sheet, priced.Name, load);
        List<BillProblem> problems = [];
        var content = priced.Frame is { } frame ? BillMaker.Content(priced.Sheet!, frame, load) : new([], [], [], load.Shares);
        if (priced.Fault is { } fault)
            problems.Add(new("no-price", true, fault));
        else
            problems.AddRange(BillMaker.Problems(subject, priced.Sheet!, content, facts, load));
        if (damage is not null)
            problems.Add(new("damaged", true, damage));
        var text = content.Write();
        var hash = BillContent.Hash(text);
        if (task.Base is { } last && last.Hash == hash)
            return null; // nothing changed
        return new()
        {
            RunId = run.Id,
            Kind = run.Kind,
            State = BillState.Draft,
            Root = task.Root,
            Base = task.Base?.Number,
            Contract = subject.Contract.Number,
            Customer = subject.Contract.Customer,
            Malo = subject.Contract.Malo,
            Tariff = subject.Contract.Tariff,
            PeerGroup = subject.Contract.Profile ?? subject.Contract.AnnualWh switch { < 10_000_000 => "to-10-MWh", < 100_000_000 => "to-100-MWh", _ => "above-100-MWh" }, // like with like
            FirstQuarter = task.Range.First,
            Quarters = task.Range.Count,
            SeriesState = run.SeriesState,
            MeterVersion = load.Version,
            Wh = load.Taken.Sum(v => (long)v.Wh),
            Net = content.Net,
            Gross = content.Gross,
            Before = task.Base?.Gross ?? 0,
            Content = text,
            Hash = hash,
            Facts = BillContent.Write(facts),
            Problems = BillContent.Write(problems),
            IsBlocked = problems.Exists(p => p.IsBlock),
        };
    }

    /// <summary>The energy, gaps filled by the rules where there are some.</summary>
    async Task<(MeteredLoad Load, string? Fault)[]> LoadsAsync(BillRun run, List<BillTask> tasks, CancellationToken stop)
    {
        var purpose = FormattableString.Invariant($"bill run {run.Id}");
        var loads = await values.TryReadAsync([.. tasks.Select(t => (t.Contract.Malo, t.Range))], purpose, stop);
        int[] open = [.. Enumerable.Range(0, loads.Length).Where(i => loads[i].Fault is null && loads[i].Load.Taken.Any(v => v.Wh < 0 || v.Origin == ValueOrigin.Missing))];
        foreach (var i in open)
            await meters.CloseAsync(tasks[i].Contract, tasks[i].Range, stop);
        var closed = await values.TryReadAsync([.. open.Select(i => (tasks[i].Contract.Malo, tasks[i].Range))], purpose, stop);
        for (var i = 0; i < open.Length; i++)
            loads[open[i]] = closed[i];
        return loads;
    }

    /// <summary>What the same customer used at the same delivery point in the same time of the year before; null where that is not wholly known.</summary>
    async Task<long?[]> LastYearAsync(BillRun run, List<BillTask> tasks, CancellationToken stop)
    {
        int[] asked = [.. Enumerable.Range(0, tasks.Count).Where(i => tasks[i].Contract.First <= YearBefore(tasks[i].Range).First)];
        var loads = await values.TryReadAsync(
            [.. asked.Select(i => (tasks[i].Contract.Malo, YearBefore(tasks[i].Range)))], FormattableString.Invariant($"bill run {run.Id}: the year before"), stop);
        var known = new long?[tasks.Count];
        for (var i = 0; i < asked.Length; i++)
            known[asked[i]] = loads[i] is { Fault: null, Load.Missing: 0 } ? loads[i].Load.Taken.Sum(v => (long)v.Wh) : null;
        return known;
    }

    async Task<(PriceSheet?, BillFrame?, string?)> DrawAsync(PriceKey key, CancellationToken stop)
    {
        try
        {
            var (sheet, frame) = await prices.DrawAsync(key, stop);
            return (sheet, frame, null);
        }
        catch (ArgumentException e)
        {
            return (null, null, e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message);
        }
    }

    async Task<HashSet<(string, int)>> DoneAsync(BillRun run, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<BillRow>().AsNoTracking().Where(b => b.RunId == run.Id).Select(b => new { b.Contract, b.FirstQuarter }).ToListAsync(stop);
        run.Done = rows.Count;
        return [.. rows.Select(r => (r.Contract, r.FirstQuarter))];
    }

    /// <summary>Bills that hold and have to do with a time.</summary>
    async Task<List<BillRow>> IssuedAsync(QuarterRange range, CancellationToken stop)
    {
        var (first, end) = (range.First, range.End);
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRow>().AsNoTracking().Where(b => b.State == BillState.Issued && b.Kind != BillKind.Cancellation && b.FirstQuarter < end && b.FirstQuarter + b.Quarters > first)
            .OrderBy(b => b.Id).ToListAsync(stop);
    }

    async Task PeersAsync(BillRun run, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<BillRow>().AsNoTracking().Where(b => b.RunId == run.Id && !b.IsBlocked).Select(b => new { b.PeerGroup, b.Wh, b.Quarters }).ToListAsync(stop);
        run.Peers = BillContent.Write(rows.GroupBy(r => r.PeerGroup).ToDictionary(g => g.Key, g =>
        {
            long[] sorted = [.. g.Select(r => r.Wh * 96 / r.Quarters).Order()];
            return new BillPeers(sorted[sorted.Length / 2], sorted.Length);
        }));
    }

    static IEnumerable<QuarterRange> Without(QuarterRange range, QuarterRange billed)
    {
        var both = range.Meet(billed);
        if (both.Count == 0)
            return [range];
        return ((QuarterRange[])[new(range.First, both.First - range.First), new(both.End, range.End - both.End)]).Where(r => r.Count > 0);
    }

    static QuarterRange YearBefore(QuarterRange range) =>
        GermanTime.Between(GermanTime.Date(range.First).AddYears(-1), GermanTime.Date(range.End - 1).AddYears(-1).AddDays(1));
}

/// <summary>A bill that may have to be made.</summary>
/// <param name="Contract">Of whom.</param>
/// <param name="Range">Which quarter-hours.</param>
/// <param name="Root">Number of the bill that is corrected; null: none.</param>
/// <param name="Base">The bill or correction that held until now; null: none.</param>
sealed record BillTask(Contract Contract, QuarterRange Range, string? Root, BillRow? Base)
{
    /// <summary>On what its prices depend.</summary>
    public PriceKey KeyOf(long state) => new(Contract.Tariff, Contract.Place, Contract.Region, Range, state);
}
