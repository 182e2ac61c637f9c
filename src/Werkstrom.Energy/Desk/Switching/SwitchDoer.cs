using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Changes contracts and changes them back, some in a transaction with their rows: after a stop nothing is done twice.</summary>
sealed class SwitchDoer(IDbContextFactory<EnergyDb> dbs, IServiceScopeFactory scopes, SwitchBook book, ContractBook contracts, SwitchNotices notices, TimeProvider clock)
{
    const int AtOnce = 100;

    /// <summary>Gives all contracts that are planned their new tariff, then tells the customers.</summary>
    public async Task RunAsync(SwitchRun run, CancellationToken stop)
    {
        await BeginAsync(run, SwitchStep.Planned, [SwitchStep.Kept, SwitchStep.Failed], stop);
        for (var rows = await NextAsync(run, SwitchStep.Planned, null, stop); rows.Count > 0; rows = await NextAsync(run, SwitchStep.Planned, null, stop))
        {
            await EachAsync(rows, r => SwitchAsync(run, r, stop), stop);
            await CountAsync(run, rows.Count, stop);
        }

        for (var rows = await NextAsync(run, SwitchStep.Kept, null, stop); rows.Count > 0; rows = await NextAsync(run, SwitchStep.Kept, rows[^1].Contract, stop))
            await notices.TellAsync(run, rows, stop);
    }

    /// <summary>Changes all that were changed back. Those that somebody else changed meanwhile stay.</summary>
    public async Task ReturnAsync(SwitchRun run, CancellationToken stop)
    {
        await BeginAsync(run, SwitchStep.Kept, [SwitchStep.Returned], stop);
        for (var rows = await NextAsync(run, SwitchStep.Kept, null, stop); rows.Count > 0; rows = await NextAsync(run, SwitchStep.Kept, rows[^1].Contract, stop))
        {
            await EachAsync(rows, r => ReturnAsync(run, r, stop), stop);
            await CountAsync(run, rows.Count, stop);
        }

        await TellBackAsync(run, stop);
    }

    /// <summary>Tells those of whom a change was taken back and who do not know yet: after a stop between the two they still hear of it.</summary>
    public async Task TellBackAsync(SwitchRun run, CancellationToken stop)
    {
        for (var rows = await NextAsync(run, SwitchStep.Returned, null, stop); rows.Count > 0; rows = await NextAsync(run, SwitchStep.Returned, rows[^1].Contract, stop))
            await notices.TellBackAsync(run, rows, stop);
    }

    /// <summary>Changes one back.</summary>
    /// <returns>False: it cannot be any more.</returns>
    public async Task<bool> ReturnAsync(SwitchRun run, SwitchRow row, CancellationToken stop)
    {
        if (row.State != SwitchStep.Kept || run.FirstQuarter <= Quarters.Of(clock.GetUtcNow()))
            return false;
        await EachAsync([row], r => ReturnAsync(run, r, stop), stop);
        if (row.State == SwitchStep.Returned)
            await notices.TellBackAsync(run, [row], stop);
        return row.State == SwitchStep.Returned;
    }

    Task<IReadOnlyList<SwitchRow>> NextAsync(SwitchRun run, SwitchStep step, string? after, CancellationToken stop) => book.RowsAsync(run.Id, step, after, AtOnce, stop);

    // one that somebody else changes meanwhile undoes all of its transaction: then one by one
    async Task EachAsync(IReadOnlyList<SwitchRow> rows, Func<IReadOnlyList<SwitchRow>, Task> act, CancellationToken stop)
    {
        List<(SwitchStep State, string? Next, string Faults)> before = [.. rows.Select(r => (r.State, r.Next, r.Faults))];
        try
        {
            await act(rows);
        }
        catch (InvalidOperationException)
        {
            for (var i = 0; i < rows.Count; i++)
                (rows[i].State, rows[i].Next, rows[i].Faults) = before[i];
            if (rows.Count == 1)
                await FailAsync(rows, [new("changed")], stop);
            foreach (var row in rows.Count > 1 ? rows : [])
                await EachAsync([row], act, stop);
        }
    }

    async Task SwitchAsync(SwitchRun run, IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        var known = await contracts.FindAsync([.. rows.Select(r => r.Contract)], stop);
        // what was planned was planned of the contract as it stood then
        var late = rows.Where(r => !known.TryGetValue(r.Contract, out var c) || c.End != r.EndQuarter || c.Tariff != r.Tariff).ToList();
        await FailAsync(late, [new("changed")], stop);
        List<SwitchRow> good = [.. rows.Except(late)];
        if (good.Count == 0)
            return;
        var next = await NumbersAsync([.. good.Select(r => known[r.Contract])], stop);
        await using var scope = scopes.CreateAsyncScope();
        var faults = await scope.ServiceProvider.GetRequiredService<ContractDesk>().SwitchAsync(
            [.. good.Select((r, i) => (known[r.Contract], next[i]))], run.Tariff, run.FirstQuarter,
            (transaction, fine) => KeepAsync(transaction, [.. fine.Select(i => Set(good[i], SwitchStep.Kept, next[i]))], stop), stop);
        foreach (var wrong in faults)
            await FailAsync([good[wrong.Key]], [.. wrong.Select(f => new SwitchFault("check", f))], stop);
    }

    async Task ReturnAsync(SwitchRun run, IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        var known = await contracts.FindAsync([.. rows.SelectMany(r => (string[])[r.Contract, r.Next!])], stop);
        List<SwitchRow> good = [.. rows.Where(r => known.TryGetValue(r.Contract, out var before) && known.TryGetValue(r.Next!, out var next)
            && before.End == run.FirstQuarter && next.First == run.FirstQuarter && next.End == r.EndQuarter && next.Tariff == run.Tariff)];
        foreach (var row in rows.Except(good))
            await KeepAsync([Set(row, SwitchStep.Kept, row.Next, new SwitchFault("changed.after"))], stop);
        if (good.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var refused = await scope.ServiceProvider.GetRequiredService<ContractDesk>().ReturnAsync(
            [.. good.Select(r => (known[r.Contract], known[r.Next!], r.EndQuarter))], transaction => KeepAsync(transaction, [.. good.Select(r => Set(r, SwitchStep.Returned, r.Next))], stop), stop);
        if (refused is not null)
            throw new InvalidOperationException(refused);
    }

    // a number that somebody else took is passed over
    async Task<IReadOnlyList<string>> NumbersAsync(IReadOnlyList<Contract> before, CancellationToken stop)
    {
        const int Tries = 20;
        List<List<string>> wanted = [.. before.Select(c => (List<string>)[c.NextNumber, .. Enumerable.Range(2, Tries).Select(i => FormattableString.Invariant($"{c.Number}-{i}"))])];
        var taken = new HashSet<string>(await contracts.NumbersAsync([.. wanted.SelectMany(w => w)], stop), StringComparer.OrdinalIgnoreCase);
        // where none is free the check says that it is taken
        return [.. wanted.Select(w => w.Find(taken.Add) ?? w[0])];
    }

    static SwitchRow Set(SwitchRow row, SwitchStep step, string? next, params IReadOnlyList<SwitchFault> faults)
    {
        (row.State, row.Next, row.Faults) = (step, next, BillContent.Write(faults));
        return row;
    }

    Task FailAsync(IReadOnlyList<SwitchRow> rows, IReadOnlyList<SwitchFault> faults, CancellationToken stop) =>
        KeepAsync([.. rows.Select(r => Set(r, r.State == SwitchStep.Kept ? SwitchStep.Kept : SwitchStep.Failed, r.Next, faults))], stop);

    async Task KeepAsync(IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.UpdateRange(rows);
        await db.SaveChangesAsync(stop);
    }

    async Task KeepAsync(DbTransaction transaction, IReadOnlyList<SwitchRow> rows, CancellationToken stop)
    {
        await using var db = await dbs.JoinAsync(transaction, stop);
        db.UpdateRange(rows);
        await db.SaveChangesAsync(stop);
    }

    // counted anew: a stop may have come between contracts and their count
    async Task BeginAsync(SwitchRun run, SwitchStep waiting, SwitchStep[] done, CancellationToken stop)
    {
        var sums = await book.SumsAsync(run.Id, stop);
        run.Done = done.Sum(sums.Of);
        run.Total = run.Done + sums.Of(waiting);
        await CountAsync(run, 0, stop);
    }

    async Task CountAsync(SwitchRun run, int more, CancellationToken stop)
    {
        run.Done += more;
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.Update(run);
        await db.SaveChangesAsync(stop);
    }
}
