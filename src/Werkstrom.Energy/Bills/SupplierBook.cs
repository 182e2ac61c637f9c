using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>The supplier's own data and the energy mix by year.</summary>
sealed class SupplierBook(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>The supplier; with empty texts until somebody enters them.</summary>
    public async Task<Supplier> ReadAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Supplier>().AsNoTracking().FirstOrDefaultAsync(stop) ?? new();
    }

    /// <summary>Changes the supplier.</summary>
    /// <returns>What is wrong, by field; then nothing is kept.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PutAsync(Action<Supplier> change, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var supplier = await db.Set<Supplier>().FirstOrDefaultAsync(stop);
        if (supplier is null)
            db.Add(supplier = new());
        change(supplier);
        Dictionary<string, string> faults = [];
        foreach (var (name, code) in new[] { ("marketCode", supplier.MarketCode), ("meterOperator", supplier.MeterOperator), ("gridOperator", supplier.GridOperator) })
        {
            if (code.Length > 0 && !MarketIds.IsPartner(code))
                faults[name] = "fault.code";
        }

        if (supplier.DaysToPay is < 0 or > 365)
            faults["daysToPay"] = "fault.days";
        if (supplier.Prefix.Length > 8)
            faults["prefix"] = "fault.prefix";
        if (faults.Count == 0)
            await db.SaveChangesAsync(stop);
        return faults;
    }

    /// <summary>All years, the newest first.</summary>
    public async Task<IReadOnlyList<EnergyMix>> MixesAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<EnergyMix>().AsNoTracking().OrderByDescending(m => m.Year).ToListAsync(stop);
    }

    /// <summary>The newest mix that is not of a year after the given one; null: none.</summary>
    public async Task<EnergyMix?> MixAsync(int year, CancellationToken stop) => (await MixesAsync(stop)).FirstOrDefault(m => m.Year <= year);

    /// <summary>What stands against all bills of a run, or is to be looked at: own data and energy mix.</summary>
    public async Task<IReadOnlyList<BillProblem>> ProblemsAsync(BillRun run, CancellationToken stop)
    {
        List<BillProblem> problems = [];
        if ((await ReadAsync(stop)).Missing().Any())
            problems.Add(new("no-supplier", true));
        if (run.Kind == BillKind.Cancellation)
            return problems;
        var year = GermanTime.Date(run.Range.End - 1).Year;
        var mix = await MixAsync(year, stop);
        var named = mix?.Year.ToString(CultureInfo.InvariantCulture) ?? "";
        if (mix is null)
            problems.Add(new("no-mix", true));
        else if (mix.Year < year - 2)
            problems.Add(new("old-mix", false, named));
        if (mix is { IsChecked: false })
            problems.Add(new("unchecked-mix", false, named, mix.Source));
        return problems;
    }

    /// <summary>Keeps the mix of a year.</summary>
    /// <returns>What is wrong, by field; then nothing is kept.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PutMixAsync(EnergyMix mix, CancellationToken stop)
    {
        Dictionary<string, string> faults = [];
        var lines = mix.Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        if (mix.Year is < 2000 or > 2100)
            faults["year"] = "fault.year";
        if (lines == 0 || mix.Parts.Count != lines)
            faults["rows"] = "fault.rows";
        else if (mix.Parts.Sum(p => p.Supplier) != 100 || mix.Parts.Sum(p => p.Germany) != 100)
            faults["rows"] = "fault.hundred";
        foreach (var (name, value) in new[] { ("supplierCo2", mix.SupplierCo2), ("germanyCo2", mix.GermanyCo2), ("supplierWaste", mix.SupplierWaste), ("germanyWaste", mix.GermanyWaste) })
        {
            if (MixPart.Percent(value) is null)
                faults[name] = "fault.number";
        }

        if (mix.Source.Length == 0)
            faults["source"] = "fault.source";
        if (faults.Count > 0)
            return faults;
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<EnergyMix>().FirstOrDefaultAsync(m => m.Year == mix.Year, stop) is { } known)
            db.Entry(known).CurrentValues.SetValues(mix);
        else
            db.Add(mix);
        await db.SaveChangesAsync(stop);
        return faults;
    }
}
