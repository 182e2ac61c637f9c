using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>Says why a bill that was sent would be another one today, line by line: values of the meter, the tariff, a series, a rate.</summary>
sealed class BillCauses(TariffBook tariffs, RateBook rates, SeriesBook series, MeterValues values, IOptions<EnergyOptions> options)
{
    /// <summary>Compares a bill that holds with what it would be now.</summary>
    /// <param name="last">The bill or correction that holds.</param>
    /// <param name="contract">Its contract.</param>
    /// <param name="now">The numbers now.</param>
    /// <param name="load">The energy now.</param>
    /// <param name="state">Prices as they are known now.</param>
    /// <param name="purpose">What the values of the meter are read for.</param>
    /// <returns>The lines that are not what they were; empty when the amounts are the same.</returns>
    public async Task<IReadOnlyList<BillChange>> FindAsync(BillRow last, Contract contract, BillContent now, MeteredLoad load, long state, string purpose, CancellationToken stop)
    {
        var was = BillContent.Read(last.Content).Lines.ToLookup(l => l.Name);
        var lines = now.Lines.ToLookup(l => l.Name);
        List<string> changed = [.. now.Lines.Select(l => l.Name).Concat(was.Select(g => g.Key)).Distinct().Where(n => !IsSame(was[n], lines[n]))];
        if (changed.Count == 0)
            return [];
        var before = await values.ReadAsync(last.Malo, last.Range, last.MeterVersion, purpose, stop);
        var former = await VersionAsync(last.Tariff, last.SeriesState, stop);
        var present = await VersionAsync(last.Tariff, state, stop);
        Scene scene = new(last.Tariff, contract.Region, last.Range, last.SeriesState, state, former, present, Changed(before.Taken, load.Taken), Changed(before.FedIn, load.FedIn));
        List<BillChange> found = [];
        foreach (var name in changed)
        {
            var causes = await OfLineAsync(scene, name, [.. was[name]], [.. lines[name]], stop);
            found.Add(new(name, lines[name].Sum(l => l.Cents) - was[name].Sum(l => l.Cents), causes.Count > 0 ? causes : [new(BillCauseKind.Follows)]));
        }

        return found;
    }

    async Task<List<BillCause>> OfLineAsync(Scene scene, string name, List<BillLine> was, List<BillLine> now, CancellationToken stop)
    {
        List<BillCause> causes = [];
        var isFed = was.Concat(now).Any(l => l.Kind == PartKind.FeedIn);
        var quarters = isFed ? scene.FedIn : scene.Taken;
        if (quarters > 0 && was.Concat(now).Any(l => l.Days == 0))
            causes.Add(new(BillCauseKind.Meter, Count(quarters)));
        var parts = Parts(scene.Former, name).Concat(Parts(scene.Present, name)).ToList();
        var (from, until) = (GermanTime.Date(scene.Range.First), GermanTime.Date(scene.Range.End - 1).AddDays(1));
        if (TariffPast.Of(scene.Former.Definition, name, from, until) != TariffPast.Of(scene.Present.Definition, name, from, until))
            causes.Add(new(BillCauseKind.Tariff, scene.Tariff, Count(scene.Former.Number), Count(scene.Present.Number)));
        PlanSeries names = new(options.Value.Zone, scene.Region, scene.Range, 0);
        foreach (var followed in parts.Select(names.Name).Where(n => n.Length > 0).Distinct())
        {
            if (await DaysAsync(followed, scene, stop) is > 0 and var days)
                causes.Add(new(BillCauseKind.Series, followed, Count(days)));
        }

        var rows = await ChangedRatesAsync(scene, stop);
        var own = RateNames(scene, name, parts).Concat(was.Concat(now).Select(l => l.VatPercent).Distinct().Count() > 1 ? ["vat"] : Array.Empty<string>());
        if (own.Where(rows.Contains).Distinct().ToList() is { Count: > 0 } changed)
            causes.Add(new(BillCauseKind.Rate, string.Join(", ", changed)));
        return causes;
    }

    // days with another version, of the time itself and of the year before, whose values take the place of missing ones
    async Task<int> DaysAsync(string name, Scene scene, CancellationToken stop)
    {
        var count = 0;
        foreach (var range in (QuarterRange[])[scene.Range, PlanSeries.YearBefore(scene.Range)])
        {
            var (from, to) = (GermanTime.Date(range.First), GermanTime.Date(range.End - 1));
            var known = (await series.DaysAsync(name, from, to, scene.Before, stop)).ToDictionary(d => d.Day, d => d.Id);
            count += (await series.DaysAsync(name, from, to, scene.Now, stop)).Count(d => known.GetValueOrDefault(d.Day) != d.Id);
            if (count > 0)
                break;
        }

        return count;
    }

    async Task<HashSet<string>> ChangedRatesAsync(Scene scene, CancellationToken stop)
    {
        var (before, now) = (Rows(await rates.RowsAsync(scene.Before, stop)), Rows(await rates.RowsAsync(scene.Now, stop)));
        return [.. before.Except(now).Concat(now.Except(before)).Select(r => r.Name)];

        static List<(string Name, string, decimal, int, int?)> Rows(IEnumerable<RateVersion> all) => [.. all.Select(r => (r.Name, r.Scope, r.Value, r.FromDay, r.UntilDay))];
    }

    async Task<Known> VersionAsync(string key, long state, CancellationToken stop) =>
        await tariffs.FindAsync(key, state, stop) is { } version ? new(version.Version, version.Read()) : new(0, new("", [], []));

    static IEnumerable<RuleDefinition> Parts(Known version, string name) => version.Definition.Components.Where(c => c.Name == name).Select(c => c.Rule);

    static IEnumerable<string> RateNames(Scene scene, string name, IEnumerable<RuleDefinition> rules) => rules.SelectMany(r => r.Rates())
        .Concat(((Known[])[scene.Former, scene.Present]).SelectMany(v => v.Definition.Fees ?? []).Where(f => f.Name == name).Select(f => f.Rate ?? ""));

    static bool IsSame(IEnumerable<BillLine> was, IEnumerable<BillLine> now) =>
        was.Select(Sum).Aggregate(default(Total), Add) == now.Select(Sum).Aggregate(default(Total), Add) && was.Select(l => l.VatPercent).ToHashSet().SetEquals(now.Select(l => l.VatPercent));

    static Total Sum(BillLine line) => new(line.WattHours, line.Days, line.MicroCents, line.Cents);

    static Total Add(Total a, Total b) => new(a.Wh + b.Wh, a.Days + b.Days, a.MicroCents + b.MicroCents, a.Cents + b.Cents);

    static int Changed(Werkstrom.Tariff.Metering.MeterValue[]? before, Werkstrom.Tariff.Metering.MeterValue[]? now)
    {
        var count = Math.Max(before?.Length ?? 0, now?.Length ?? 0);
        return Enumerable.Range(0, count).Count(i => (before?[i].Wh ?? 0) != (now?[i].Wh ?? 0));
    }

    static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    readonly record struct Total(long Wh, int Days, long MicroCents, long Cents);

    sealed record Known(int Number, TariffDefinition Definition);

    sealed record Scene(string Tariff, string? Region, QuarterRange Range, long Before, long Now, Known Former, Known Present, int Taken, int FedIn);
}
