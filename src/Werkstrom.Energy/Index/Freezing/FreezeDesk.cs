using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Freezing;

/// <summary>What came of freezing a day.</summary>
/// <param name="Day">The German day.</param>
/// <param name="State">frozen, already, or missing.</param>
/// <param name="Why">What is missing; null when nothing is.</param>
/// <param name="Code">The same as a word: begun, unknown, short, later, running, unmeasured, incomplete.</param>
/// <param name="Detail">Which inputs, and how many of how many are missing or known.</param>
sealed record FreezeAnswer(DateOnly Day, string State, string? Why = null, string? Code = null, string? Detail = null);

/// <summary>
/// Freezes days: computes them, signs them, hangs them on the chain, and seals them in the series that prices. A row of the chain is written first and
/// sealed then; what a stop of the program left between the two is sealed at the next start, with the same signature.
/// </summary>
sealed class FreezeDesk(
    IDbContextFactory<EnergyDb> dbs, InputBook inputs, ForecastDesk forecasts, IndexKeys keys, SeriesBook series, IndexSignal signal, TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Freezes a day that has not begun, from a forecast.</summary>
    public async Task<FreezeAnswer> AheadAsync(IndexRegion region, DateOnly day, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            if (await FindAsync(region.Code, day, stop) is not null)
                return new(day, "already");
            if (Quarters.Start(GermanTime.Day(day).First) <= clock.GetUtcNow())
                return new(day, "missing", FormattableString.Invariant($"{day:O} has begun; it can only be made afterwards from measured values"), "begun");
            var (forecast, gap) = await forecasts.IssueAsync(region, day, stop);
            if (forecast is null)
                return new(day, "missing", gap!.Why, gap.Code, gap.Detail);
            var rows = await inputs.RowsAsync(region.Code, day.AddDays(-IndexWindow.Days), day.AddDays(-1), null, stop);
            return await FreezeAsync(region, day, FrozenBasis.Forecast, new(rows), "", forecast.Middle, stop);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Makes past days from measured values, and the day that runs from the forecast that could have been made before it, each marked as such; days that are
    /// frozen stay as they are.
    /// </summary>
    /// <param name="done">Called with the number of days done.</param>
    public async Task<List<FreezeAnswer>> AfterwardsAsync(IndexRegion region, DateOnly from, DateOnly to, CancellationToken stop, Action<int>? done = null)
    {
        await _gate.WaitAsync(stop);
        try
        {
            List<FreezeAnswer> answers = [];
            WindowRows rows = new(await inputs.RowsAsync(region.Code, from.AddDays(-IndexWindow.Days), to, null, stop));
            var frozen = (await ChainAsync(region.Code, stop)).Select(r => r.Day).ToHashSet();
            for (var day = from; day <= to; day = day.AddDays(1))
            {
                answers.Add(frozen.Contains(InputBook.Number(day)) ? new(day, "already")
                    : frozen.Count > 0 && frozen.Max() > InputBook.Number(day) ? new(day, "missing", "a later day is frozen already; the chain has no place before it", "later")
                    : await MeasuredAsync(region, day, rows, stop));
                done?.Invoke(answers.Count);
            }

            return answers;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Seals what is frozen and not yet sealed.</summary>
    public async Task<int> SealAsync(string region, CancellationToken stop)
    {
        var chain = await ChainAsync(region, stop);
        if (chain.Count == 0)
            return 0;
        var sealedDays = (await series.DaysAsync(SeriesNames.Index(region), InputBook.Date(chain[0].Day), InputBook.Date(chain[^1].Day), null, stop)).Select(d => d.Day).ToHashSet();
        var count = 0;
        foreach (var row in chain.Where(r => !sealedDays.Contains(r.Day)))
        {
            if (keys.Find(Jws.KeyId(row.Jws))?.Use(k => Jws.Read(row.Jws, k)) is not { } signed || FrozenDay.Read(signed) is not { } day)
                continue; // verify says what is wrong with it
            await SealAsync(row, day, stop);
            count++;
        }

        return count;
    }

    /// <summary>The frozen days of a region, in the order of the chain.</summary>
    public async Task<List<FrozenRow>> ChainAsync(string region, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<FrozenRow>().AsNoTracking().Where(r => r.Region == region).OrderBy(r => r.Id).ToListAsync(stop);
    }

    async Task<FrozenRow?> FindAsync(string region, DateOnly day, CancellationToken stop)
    {
        var number = InputBook.Number(day);
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<FrozenRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Region == region && r.Day == number, stop);
    }

    async Task<FreezeAnswer> MeasuredAsync(IndexRegion region, DateOnly day, WindowRows rows, CancellationToken stop)
    {
        if (GermanTime.Day(day) is var range && Quarters.Start(range.End) > clock.GetUtcNow())
            return Quarters.Start(range.First) > clock.GetUtcNow() ? new(day, "missing", "the day is not over", "running") : await BegunAsync(region, day, rows, stop);
        if (rows.Find(day) is not { } own)
            return new(day, "missing", "nothing was measured", "unmeasured");
        var read = DayInputs.Read(own.Inputs);
        return read.IsComplete
            ? await FreezeAsync(region, day, FrozenBasis.Measured, rows, own.Hash, [.. Enumerable.Range(0, read.Count).Select(i => read.Quarter(i)!.Value.Share)], stop)
            : new(day, "missing", string.Join("; ", read.Missing()), "incomplete", read.MissingParts());
    }

    // of a day that runs nobody can have measured the rest: it gets the forecast that could have been made before it, and says so in what is signed
    async Task<FreezeAnswer> BegunAsync(IndexRegion region, DateOnly day, WindowRows rows, CancellationToken stop)
    {
        var (forecast, gap) = await forecasts.IssueAsync(region, day, stop, hasBegun: true);
        return forecast is null ? new(day, "missing", gap!.Why, gap.Code, gap.Detail) : await FreezeAsync(region, day, FrozenBasis.Begun, rows, "", forecast.Middle, stop);
    }

    async Task<FreezeAnswer> FreezeAsync(IndexRegion region, DateOnly day, FrozenBasis basis, WindowRows rows, string own, int[] shares, CancellationToken stop)
    {
        var window = IndexWindow.Before(day, rows.All);
        FrozenInputs from = new(region.Code, day, basis, rows.Known, window.Count, IndexWindow.Root(window), own, shares);
        var values = IndexWindow.Rank(window.Select(rows.Shares), shares);
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_index_frozen", 1, stop);
        var before = await db.Set<FrozenRow>().AsNoTracking().Where(r => r.Region == region.Code).OrderByDescending(r => r.Id).FirstOrDefaultAsync(stop);
        FrozenDay frozen = new(region.Code, day, now, GreenIndex.Formula, DayInputs.Hash(from.Canonical()), before?.Hash ?? "", values, basis);
        FrozenRow row = new()
        {
            Id = id,
            Region = region.Code,
            Day = InputBook.Number(day),
            Basis = basis,
            IsLate = basis == FrozenBasis.Forecast && now >= Due(day).AddMinutes(15),
            FrozenAt = now,
            Inputs = from.Canonical(),
            Hash = frozen.Hash(),
            Jws = keys.Own.Use(k => frozen.Sign(k, keys.Own.Id)),
        };
        db.Add(row);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await SealAsync(row, frozen, stop);
        return new(day, "frozen");
    }

    async Task SealAsync(FrozenRow row, FrozenDay day, CancellationToken stop)
    {
        // the seal comes last: what has none is done again as a whole
        await signal.WriteAsync(day, stop);
        await series.SealAsync(SeriesNames.Index(day.Region), day.Day, [.. day.Values.Select(v => (int?)v)], Source(day), row.FrozenAt, row.Jws, stop);
    }

    /// <summary>What a signed day rests on, as it is written beside the numbers that price.</summary>
    public static string Source(FrozenDay day) => day.Formula + Words(day.Basis);

    /// <summary>How that says what a day was made from.</summary>
    public static string Words(FrozenBasis basis) => basis switch
    {
        FrozenBasis.Measured => ", made afterwards from measured values",
        FrozenBasis.Begun => ", made after the day began from the forecast of the day before",
        _ => ", frozen ahead",
    };

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>When a day is to be frozen: 18:00 German time of the day before.</summary>
    public static DateTimeOffset Due(DateOnly day)
    {
        var before = GermanTime.Day(day.AddDays(-1));
        return Quarters.Start(Enumerable.Range(before.First, before.Count).Last(q => GermanTime.OfClock(q) == 72));
    }
}
