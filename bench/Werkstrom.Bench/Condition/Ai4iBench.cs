using System.Diagnostics;
using System.Globalization;
using Werkstrom.Learning.Rules;

namespace Werkstrom.Bench.Condition;

/// <summary>
/// Rules for the failures of the AI4I set, learned for each labelled failure mode, against the rules that its authors document (Matzka 2020):
/// heat (difference below 8.6 K and below 1,380 rpm), power (below 3,500 W or above 9,000 W), overstrain (wear × torque above 11,000, 12,000
/// and 13,000 min·Nm by quality). Wear itself and chance follow no rule.
/// </summary>
static class Ai4iBench
{
    const int Folds = 5;
    const double Watt = 2 * Math.PI / 60; // of Nm · rpm

    static readonly string[] Signals = ["Air temperature [K]", "Process temperature [K]", "Rotational speed [rpm]", "Torque [Nm]", "Tool wear [min]"];

    static readonly string[] Modes = ["TWF", "HDF", "PWF", "OSF", "RNF"];

    public static Task<IReadOnlyList<Row>> RunAsync(ConditionData data, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var file = Directory.GetFiles(data.Folder("ai4i")).Where(f => f.Contains("ai4i", StringComparison.Ordinal)).Order().First();
        var rows = Read(file);
        var documented = F1(rows, rows.Select(Documented));
        var learned = new bool[rows.Length];
        for (var fold = 0; fold < Folds; fold++)
        {
            stop.ThrowIfCancellationRequested();
            var rules = Learn([.. rows.Where((_, i) => i % Folds != fold)]);
            for (var i = fold; i < rows.Length; i += Folds)
                learned[i] = rules.Any(r => r.Rule.Holds(s => rows[i].Values[s], rows[i].Quality));
        }

        var found = Learn(rows);
        foreach (var (mode, rule) in found)
            Rows.Say(FormattableString.Invariant($"{mode}: {rule} ({rule.Hits} right, {rule.False} wrong)"));
        var f1 = F1(rows, learned);
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            Row.AtLeast("ai4i: F1 of the rules learned, 5-fold", f1, "", Math.Round(documented - 0.02, 4), FormattableString.Invariant($"documented rules on the same rows: {documented:0.000}")),
            .. Limits(found, rows),
            Row.Seen("ai4i: reading and learning six times", Stopwatch.GetElapsedTime(start).TotalSeconds, "s"),
        ]);
    }

    static List<(string Mode, Rule Rule)> Learn(Sample[] rows)
    {
        double[][] columns = [.. Signals.Select((_, s) => rows.Select(r => r.Values[s]).ToArray())];
        List<(string, Rule)> rules = [];
        for (var mode = 0; mode < Modes.Length; mode++)
        {
            bool[] events = [.. rows.Select(r => r.Modes[mode])];
            if (events.Contains(true))
                rules.AddRange(RuleLearner.Learn(Signals, columns, events, [.. rows.Select(r => r.Quality)]).Select(r => (Modes[mode], r)));
        }

        return rules;
    }

    // by how much each limit found is off that documented; not found: 100 %
    static IEnumerable<Row> Limits(List<(string Mode, Rule Rule)> found, Sample[] rows)
    {
        foreach (var (name, mode, signals, kind, above, category, limit) in new (string, string, int[], TermKind, bool, string, double)[]
        {
            ("heat, difference of temperatures", "HDF", [0, 1], TermKind.Difference, true, "", -8.6),
            ("heat, speed", "HDF", [2], TermKind.Signal, false, "", 1380),
            ("power, below", "PWF", [2, 3], TermKind.Product, false, "", 3500 / Watt),
            ("power, above", "PWF", [2, 3], TermKind.Product, true, "", 9000 / Watt),
            ("overstrain, quality L", "OSF", [3, 4], TermKind.Product, true, "L", 11_000),
            ("overstrain, quality M", "OSF", [3, 4], TermKind.Product, true, "M", 12_000),
            ("overstrain, quality H", "OSF", [3, 4], TermKind.Product, true, "H", 13_000),
        })
        {
            if (category.Length > 0 && !rows.Any(r => r.Quality == category && r.Modes[Array.IndexOf(Modes, mode)]))
                continue; // no such failure in the rows: no limit can be learned
            var off = found.Where(f => f.Mode == mode).SelectMany(f => f.Rule.Conditions)
                .Where(c => c.Term.Kind == kind && c.Term.Signals.SequenceEqual(signals) && c.IsAbove == above)
                .Select(c => c.Limits.TryGetValue(category, out var own) || c.Limits.TryGetValue("", out own) ? Math.Min(100, 100 * Math.Abs((own / limit) - 1)) : 100)
                .DefaultIfEmpty(100).Min();
            yield return Row.AtMost($"ai4i: limit of {name}, off by", off, "%", 5);
        }
    }

    static bool Documented(Sample row) =>
        (row.Values[1] - row.Values[0] < 8.6 && row.Values[2] < 1380)
        || row.Values[2] * row.Values[3] * Watt is < 3500 or > 9000
        || row.Values[3] * row.Values[4] > (row.Quality switch { "L" => 11_000, "M" => 12_000, _ => 13_000 });

    static double F1(Sample[] rows, IEnumerable<bool> said)
    {
        var pairs = rows.Zip(said, (r, s) => (True: r.HasFailed, Said: s)).ToArray();
        return 2.0 * pairs.Count(p => p.True && p.Said) / (pairs.Count(p => p.True) + pairs.Count(p => p.Said));
    }

    // separated by tabs or commas
    static Sample[] Read(string file)
    {
        var lines = ConditionData.Lines(file).Where(l => l.Length > 0).ToArray();
        var separator = lines[0].Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var header = lines[0].Split(separator).Select(h => h.Trim('\uFEFF', '"')).ToList();
        int At(string name) => header.IndexOf(name) is >= 0 and var at ? at : throw new InvalidDataException($"{file} has no column '{name}'.");
        int[] signals = [.. Signals.Select(At)], modes = [.. Modes.Select(At)];
        var (quality, failed) = (At("Type"), At("Machine failure"));
        return
        [
            .. lines.Skip(1).Select(l => l.Split(separator)).Select(f => new Sample(
                [.. signals.Select(s => double.Parse(f[s], CultureInfo.InvariantCulture))], f[quality], f[failed] == "1", [.. modes.Select(m => f[m] == "1")])),
        ];
    }

    sealed record Sample(double[] Values, string Quality, bool HasFailed, bool[] Modes);
}
