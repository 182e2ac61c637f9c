using System.Diagnostics;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Bench.Condition;

/// <summary>
/// Remaining life on every C-MAPSS sub-set found in the folder (train_X.txt, test_X.txt and RUL_X.txt, packed or plain): learned from the
/// training units alone, with the same options for all, then asked once for each test unit's last cycle.
/// </summary>
static class CmapssBench
{
    const int Settings = 3;
    const int Columns = 26;

    static readonly string[] Signals =
        [.. Enumerable.Range(1, Settings).Select(i => $"setting {i}"), .. Enumerable.Range(1, Columns - 2 - Settings).Select(i => $"sensor {i}")];

    static readonly Dictionary<string, double> Goals = new() { ["FD001"] = 12.3, ["FD002"] = 20.0 };

    public static Task<IReadOnlyList<Row>> RunAsync(ConditionData data, CancellationToken stop)
    {
        var folder = data.Folder("cmapss");
        string[] sets = [.. Directory.GetFiles(folder, "train_*.txt*").Select(f => Path.GetFileName(f)["train_".Length..].Split('.')[0]).Distinct().Order()];
        if (sets.Length == 0)
            throw new FileNotFoundException($"There is no train_*.txt in {folder}.");
        List<Row> rows = [];
        var seconds = 0.0;
        foreach (var set in sets)
        {
            var (found, needed) = Run(folder, set, stop);
            rows.AddRange(found);
            seconds += Goals.ContainsKey(set) ? needed : 0;
        }

        if (Goals.Keys.All(sets.Contains))
            rows.Add(Row.AtMost("cmapss FD001 and FD002: reading, training and asking", seconds, "s", 40));
        return Task.FromResult<IReadOnlyList<Row>>(rows);
    }

    static (List<Row> Rows, double Seconds) Run(string folder, string set, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var model = RemainingLifeModel.Train(Signals, Read(folder, $"train_{set}.txt"), stop: stop);
        RemainingLife[] answers = [.. Read(folder, $"test_{set}.txt").Select(model.Predict)];
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] truth = [.. Lines(folder, $"RUL_{set}.txt").Select(l => ConditionData.Number(l))];
        if (truth.Length != answers.Length)
            throw new InvalidDataException($"RUL_{set}.txt has {truth.Length} lives, and test_{set}.txt has {answers.Length} units.");
        var card = model.Card;
        var pairs = answers.Zip(truth, (a, t) => (Said: a, True: t)).ToArray();
        Rows.Say(FormattableString.Invariant(
            $"{set}: {card.Episodes} lives, {card.Regimes} regimes, {card.Used.Count} signals, cap {card.Cap:0}; out of fold: error {card.Error:0.00} up to the cap, {card.ErrorUncut:0.0} beyond, coverage {card.Coverage:P1}"));
        return (Figures($"cmapss {set}", set, pairs, seconds), seconds);
    }

    static List<Row> Figures(string name, string set, (RemainingLife Said, double True)[] pairs, double seconds)
    {
        var rmse = Math.Sqrt(pairs.Average(p => Square(p.Said.Samples - p.True)));
        var covered = 100 * pairs.Average(p => p.True >= p.Said.Lower && p.True <= p.Said.Upper ? 1.0 : 0);
        var late = pairs.Where(p => p.True < 50).ToArray();
        return
        [
            Goals.TryGetValue(set, out var goal) ? Row.AtMost($"{name}: RMSE, lives as they are", rmse, "cycles", goal) : Row.Seen($"{name}: RMSE, lives as they are", rmse, "cycles"),
            Row.Seen($"{name}: RMSE, both cut at 125", Math.Sqrt(pairs.Average(p => Square(Math.Min(p.Said.Samples, 125) - Math.Min(p.True, 125)))), "cycles"),
            new($"{name}: truth within the 90 % interval", covered, "%", "88 to 93", covered is >= 88 and <= 93, null),
            Row.Seen($"{name}: mean width of the interval", pairs.Average(p => p.Said.Upper - p.Said.Lower), "cycles"),
            Row.Seen($"{name}: the same where less than 50 are left", late.Length > 0 ? late.Average(p => p.Said.Upper - p.Said.Lower) : double.NaN, "cycles"),
            Row.Seen($"{name}: PHM score", pairs.Sum(p => Phm(p.Said.Samples - p.True)), ""),
            Row.Seen($"{name}: reading, training and asking", seconds, "s"),
        ];
    }

    static double Square(double x) => x * x;

    // too late weighs more than too early: Saxena et al., https://doi.org/10.1109/PHM.2008.4711414
    static double Phm(double late) => Math.Exp(late < 0 ? -late / 13 : late / 10) - 1;

    static List<Episode> Read(string folder, string file) =>
    [
        .. Lines(folder, file).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(f => f.Length == Columns ? f : throw new InvalidDataException($"{file}: a line has {Columns} fields, not {f.Length}."))
            .GroupBy(f => f[0])
            .Select(unit => (Id: unit.Key, Rows: unit.ToArray()))
            .Select(unit => new Episode(unit.Id, [.. Enumerable.Range(2, Signals.Length).Select(c => unit.Rows.Select(r => (float)ConditionData.Number(r[c])).ToArray())])),
    ];

    static IEnumerable<string> Lines(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return ConditionData.Lines(File.Exists(path) ? path : path + ".gz").Where(l => !string.IsNullOrWhiteSpace(l));
    }
}
