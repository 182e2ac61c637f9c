using System.Diagnostics;
using Werkstrom.Bench.Condition;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Import;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Bench.Energy;

/// <summary>
/// The forecast of the renewable share of Luxembourg for the next day, July to December 2024, by nothing but what was known at 18:00 the day before; against
/// rules of thumb from earlier days. Twice: the share of the local generation alone, as the facts page has it, and the share with what the zone gives, which is the index.
/// </summary>
static class ForecastBench
{
    static readonly DateOnly From = new(2024, 7, 1);
    static readonly DateOnly To = new(2024, 12, 31);

    public static IReadOnlyList<Row> Run(CancellationToken stop) =>
    [
        .. Run("local share", isWhole: false, stop),
        .. Run("share with the zone", isWhole: true, stop),
    ];

    static List<Row> Run(string name, bool isWhole, CancellationToken stop)
    {
        var history = History(isWhole);
        RollingForecast rolling = new(history, Days);
        ForecastScore score = new();
        var clock = Stopwatch.StartNew();
        for (var day = From; day <= To; day = day.AddDays(1))
            score.Add(history, rolling.Of(day, stop)!);
        var seconds = clock.Elapsed.TotalSeconds;
        List<Row> rows = [.. Baselines.Names.Select((b, i) => Row.Seen($"{name}: MAE of {b}", score.Baseline(i), "share"))];
        rows.Add(Row.Seen($"{name}: MAE of the forecast (n = {score.Count})", score.Error, "share"));
        // better than the best baseline, or the shortfall named
        rows.Add(new($"{name}: skill, 1 - MAE / {score.Best.Name}", score.Skill, "1", "> 0", score.Skill > 0, score.Skill > 0 ? null : FormattableString.Invariant($"short by {score.Error - score.Best.Error:F4}")));
        rows.Add(new($"{name}: truth within the 10-90 % band", score.Coverage, "1", "0.75 to 0.85", score.Coverage is >= 0.75 and <= 0.85, null));
        rows.Add(Row.Seen($"{name}: 184 forecasts with 27 trainings", seconds, "s"));
        return rows;
    }

    static ShareHistory History(bool isWhole)
    {
        ShareHistory history = new(GermanTime.Year(2024));
        var first = history.Range.First;
        List<string> faults = [];
        var (share, price) = ZoneCsv.Read(Text("germany-hourly/generation_load_price_2024-01_2025-06.csv"), faults);
        var smard = SmardCsv.Read(Text("smard/quarterly_smard_data_lu_smard_2024_complete.csv")).Series.GroupBy(s => SmardColumns.Part(s.Name) ?? "")
            .Where(g => g.Key.Length > 0).ToDictionary(g => g.Key, g => SmardColumns.Sum(g, 0, faults));
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join("; ", faults));
        for (var i = 0; i < history.Range.Count; i++)
        {
            var load = (double)smard["load"][first + i];
            var coverage = Math.Min(1, (smard["wind"][first + i] + smard["solar"][first + i] + smard["hydro"][first + i] + smard["biomass"][first + i]) / load);
            (history.Load[i], history.Wind[i], history.Solar[i]) = (load, smard["wind"][first + i] / load, smard["solar"][first + i] / load);
            history.Zone[i] = share.TryGetValue(first + i, out var zone) ? zone / 1e6 : double.NaN;
            history.Price[i] = price.TryGetValue(first + i, out var cents) ? cents / 100.0 : double.NaN;
            history.Share[i] = isWhole ? coverage + ((1 - coverage) * history.Zone[i]) : coverage;
        }

        return history;
    }

    static string Text(string file) => File.ReadAllText(Path.Combine(new ConditionData([]).Folder("energy"), file));

    static DayType Days(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => DayType.Saturday, DayOfWeek.Sunday => DayType.Sunday, _ => DayType.Workday };
}
