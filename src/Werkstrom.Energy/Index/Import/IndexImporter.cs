using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Import;

/// <summary>Takes files into a region: SMARD's German CSV (generation and load), hours of the zone, a register of plants. Which of them it is, the first line says.</summary>
sealed class IndexImporter(SeriesBook series, RegionBook regions, PlantBook plants, InputMaker inputs, IAudit audit)
{
    /// <summary>Imports a file.</summary>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public async Task<ImportAnswer> RunAsync(ImportWish wish, CancellationToken stop)
    {
        var region = await regions.FindAsync(wish.Region, stop) ?? throw new ArgumentException($"There is no region '{wish.Region}'.", nameof(wish));
        var answer = ZoneCsv.Is(wish.Text) ? await ShareAsync(region, wish, stop)
            : wish.Text.TrimStart('\uFEFF').StartsWith("technology;", StringComparison.Ordinal) ? await PlantsAsync(region, wish, stop)
            : await SmardAsync(region, wish, stop);
        if (answer.Rows.Count > 0)
        {
            region = (await regions.FindAsync(region.Code, stop))!;
            var (from, to) = await SpanAsync(region, stop) is { } span ? (answer.From ?? span.From, answer.To ?? span.To) : (answer.From, answer.To);
            if (from is { } first && to is { } last)
                answer = answer with { Days = await inputs.RefreshAsync(region, first, last, stop) };
            await audit.NoteAsync("energy.index.imported", "energy_region", region.Code, new { wish.File, answer.Kind, answer.From, answer.To, answer.Days }, stop);
        }

        return answer;
    }

    async Task<ImportAnswer> SmardAsync(IndexRegion region, ImportWish wish, CancellationToken stop)
    {
        var read = SmardCsv.Read(wish.Text);
        List<string> faults = [.. read.Faults.Select(f => f.ToString())];
        List<ImportedSeries> rows = [];
        var known = read.Series.Where(s => s.Values.Count > 0).GroupBy(s => SmardColumns.Part(s.Name)).ToList();
        (DateOnly From, DateOnly To)? span = null;
        foreach (var group in known.Where(g => g.Key is not null && (wish.InstalledKw.Count == 0 || wish.InstalledKw.ContainsKey(g.Key))))
        {
            var name = wish.InstalledKw.Count == 0 ? SeriesNames.Part(region.Code, group.Key!) : SeriesNames.Factor(region.PriceZone, group.Key!);
            var kW = wish.InstalledKw.GetValueOrDefault(group.Key!);
            rows.Add(await PutAsync(name, string.Join(" + ", group.Select(s => s.Name)), SmardColumns.Sum(group, kW, faults), wish.File, stop));
            var (first, last) = (GermanTime.Date(group.Min(s => s.Values.Keys.Min())), GermanTime.Date(group.Max(s => s.Values.Keys.Max())));
            span = span is { } s ? (s.From < first ? s.From : first, s.To > last ? s.To : last) : (first, last);
        }

        if (rows.Count == 0 && faults.Count == 0)
            faults.Add("No column is a generation or a load that is known here.");
        if (wish.InstalledKw.Count == 0 && rows.Count > 0)
            await regions.AddSourcesAsync(region.Code, known.Where(g => g.Key is not null).Select(g => g.Key!), stop);
        return new(wish.InstalledKw.Count == 0 ? "region" : "factors", span?.From, span?.To, rows, [.. known.Where(g => g.Key is null).SelectMany(g => g).Select(s => s.Name)], faults, 0);
    }

    async Task<ImportAnswer> ShareAsync(IndexRegion region, ImportWish wish, CancellationToken stop)
    {
        List<string> faults = [];
        var (share, price) = ZoneCsv.Read(wish.Text, faults);
        List<ImportedSeries> rows = [];
        if (share.Count > 0)
            rows.Add(await PutAsync(SeriesNames.Share(region.PriceZone), "renewable / load", share, wish.File, stop));
        // prices of the exchange come from the market; these only fill what is not known there
        if (price.Count > 0 && await UnknownAsync(region.PriceZone, price, stop) is { Count: > 0 } unknown)
            rows.Add(await PutAsync(SeriesNames.Spot(region.PriceZone), "day-ahead price", unknown, wish.File, stop));
        return new("share", share.Count > 0 ? GermanTime.Date(share.Keys.Min()) : null, share.Count > 0 ? GermanTime.Date(share.Keys.Max()) : null, rows, [], faults, 0);
    }

    async Task<ImportAnswer> PlantsAsync(IndexRegion region, ImportWish wish, CancellationToken stop)
    {
        List<string> faults = [];
        if (wish.Text.TrimStart('\uFEFF').Split('\n')[0].Trim() != PlantBook.Header)
            faults.Add($"The header must be {PlantBook.Header}.");
        var read = faults.Count == 0 ? PlantBook.Read(region.Code, wish.Text, faults) : [];
        // half a register would be a wrong one
        if (faults.Count > 0)
            return new("plants", null, null, [], [], faults, 0);
        await plants.ReplaceAsync(region.Code, read, stop);
        return new("plants", null, null, [new("plants", string.Join(", ", read.Select(p => p.Technology).Distinct().Order()), read.Count, 0, 0)], [], [], 0);
    }

    async Task<(DateOnly From, DateOnly To)?> SpanAsync(IndexRegion region, CancellationToken stop) =>
        await series.SpanAsync(SeriesNames.Share(region.PriceZone), stop);

    async Task<Dictionary<int, int>> UnknownAsync(string zone, Dictionary<int, int> prices, CancellationToken stop)
    {
        var first = prices.Keys.Min();
        var known = await series.ReadAsync(SeriesNames.Spot(zone), new(first, prices.Keys.Max() + 1 - first), null, stop);
        return prices.Where(p => known[p.Key] is null).ToDictionary(p => p.Key, p => p.Value);
    }

    async Task<ImportedSeries> PutAsync(string name, string columns, Dictionary<int, int> values, string file, CancellationToken stop)
    {
        var first = values.Keys.Min();
        var end = values.Keys.Max() + 1;
        QuarterSeries put = new(name, first, [.. Enumerable.Range(first, end - first).Select(q => values.TryGetValue(q, out var value) ? value : (int?)null)]);
        return new(name, columns, values.Count, end - first - values.Count, await series.PutAsync(name, put, $"import: {file}", null, stop));
    }
}
