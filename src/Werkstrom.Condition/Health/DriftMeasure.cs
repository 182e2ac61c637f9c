namespace Werkstrom.Condition.Health;

/// <summary>Measures slow drift: medians of days of each signal in each regime, the last seven days against the four weeks before.</summary>
static class DriftMeasure
{
    const int Week = 7, Month = 28, LeastDays = 3, LeastBefore = 5, LeastOfDay = 20;
    const double Robust = 1.4826, Beyond = 3;

    /// <summary>The figures of an asset; signals and regimes of too few days are not there.</summary>
    public static IReadOnlyList<DriftFigure> Of(HealthSignals signals, HealthLesson lesson, HealthRows rows, HealthSpans spans)
    {
        if (rows.Count == 0)
            return [];
        var end = rows.EndOf(rows.Count - 1);
        var ill = spans.Failures.Where(f => f.At <= end).ToList();
        Dictionary<(int Regime, int Column, int Age), List<double>> seen = [];
        for (var i = Math.Max(1, rows.Count - ((Week + Month) * 1440)); i < rows.Count; i++)
        {
            var at = rows.EndOf(i);
            if (ill.Any(f => at >= f.At.AddDays(-7) && at <= (f.Until ?? f.At.AddHours(8)) + HealthSpans.RunIn))
                continue;
            var row = Array.ConvertAll(lesson.Columns, c => rows.Values[i][c]);
            if (HealthLearner.RegimeOf(lesson.Regimes, row, rows.States[i], rows.States[i - 1]) is >= 0 and var regime)
                Note(seen, regime, (int)((end - at) / TimeSpan.FromDays(1)), row);
        }

        return [.. seen.GroupBy(s => (s.Key.Regime, s.Key.Column)).Select(g => Figure(signals, lesson, g.Key, g.Where(d => d.Value.Count >= LeastOfDay)
            .ToDictionary(d => d.Key.Age, d => Median([.. d.Value.Order()])), Within(g.Select(d => d.Value)))).OfType<DriftFigure>().OrderByDescending(f => Math.Abs(f.Effect))];
    }

    static void Note(Dictionary<(int, int, int), List<double>> seen, int regime, int age, double[] row)
    {
        for (var c = 0; c < row.Length; c++)
        {
            if (!double.IsFinite(row[c]))
                continue;
            if (!seen.TryGetValue((regime, c, age), out var day))
                seen[(regime, c, age)] = day = [];
            day.Add(row[c]);
        }
    }

    static DriftFigure? Figure(HealthSignals signals, HealthLesson lesson, (int Regime, int Column) of, Dictionary<int, double> days, double within)
    {
        double[] recent = [.. days.Where(d => d.Key < Week).OrderBy(d => d.Key).Select(d => d.Value)]; // the newest first
        double[] before = [.. days.Where(d => d.Key >= Week).Select(d => d.Value).Order()];
        if (recent.Length < LeastDays || before.Length < LeastBefore)
            return null;
        var usual = Median(before);
        var scatter = Robust * Median([.. before.Select(v => Math.Abs(v - usual)).Order()]);
        // days that were alike by chance, and sensors that hardly move, make no large effect of a small change
        scatter = Math.Max(scatter, Math.Max(within / 4, 1e-3 * Math.Abs(usual)));
        if (!(scatter > 0))
            return null;
        var lasting = recent.TakeWhile(v => Math.Abs(v - usual) > Beyond * scatter && Math.Sign(v - usual) == Math.Sign(recent[0] - usual)).Count();
        return new(signals.Sensors[lesson.Columns[of.Column]], of.Regime, Median([.. recent.Order()]), usual, scatter, recent.Length, before.Length, lasting);
    }

    /// <summary>How far values of one day are from its median, by the median of the days.</summary>
    static double Within(IEnumerable<List<double>> days)
    {
        double[] scatters = [.. days.Select(d => (Values: d, Middle: Median([.. d.Order()]))).Select(d => Robust * Median([.. d.Values.Select(v => Math.Abs(v - d.Middle)).Order()])).Order()];
        return Median(scatters);
    }

    static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
