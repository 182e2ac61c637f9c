namespace Werkstrom.Condition.Life.Csv;

/// <summary>
/// Reads the lives of a file in two passes, so that a file larger than the memory can be read: first who lived from when to when, then the
/// signals in equal steps, several rows in one where lives are long. The rows may stand in any order.
/// </summary>
sealed class CsvLoader(CsvHead head, CsvRoles roles, CsvFaults faults, IProgress<double>? progress, CancellationToken stop)
{
    const int MostUnits = 100_000;
    const double MostCells = 40e6; // of all episodes together: a quarter of a gigabyte
    const int Long = 1_000; // a middle life of more rows than this is thinned
    const int Thinned = 300; // to so many samples

    readonly Dictionary<string, Span> _spans = [];
    long _rows;

    /// <summary>Reads the file.</summary>
    /// <param name="step">Length of a sample; null: chosen from the file.</param>
    public CsvLives Load(double? step)
    {
        ReadSpans();
        List<CsvLife> lives = [.. _spans.SelectMany(s => Lives(s.Key, s.Value))];
        var chosen = step ?? Step(lives);
        if (lives.Sum(l => Samples(l, chosen)) * roles.Signals.Count > MostCells)
            faults.Add(head.Name, 0, "csv.toolarge", MostCells / 1e6);
        if (faults.Kept.Any(f => f.Key is "csv.toolarge" or "csv.toomany"))
            throw new CsvException(faults);
        CsvFill fill = new(lives, roles.Signals.Count, chosen);
        CsvRows rows = new(head, roles, faults);
        CsvFaults before = new();
        foreach (var row in rows.Read(withValues: true, stop))
        {
            fill.Add(row);
            progress?.Report(0.5 + (row.Share / 2));
        }

        return new([.. fill.Done()], chosen, _rows, fill.Repeated);
    }

    void ReadSpans()
    {
        CsvRows rows = new(head, roles, faults: null); // the second pass tells them, with the signals'
        foreach (var row in rows.Read(withValues: false, stop))
        {
            _rows++;
            if (!_spans.TryGetValue(row.Unit, out var span))
            {
                if (_spans.Count == MostUnits)
                {
                    faults.Add(head.Name, 0, "csv.toomany", MostUnits, roles.Unit?.Name ?? "", new CsvInput("unit", "COLUMN"));
                    return;
                }

                _spans.Add(row.Unit, span = new());
            }

            span.Add(row.Time, row.IsFailed);
            progress?.Report(row.Share / 2);
        }
    }

    // failures that follow each other row by row are one: files flag the last rows of a life, too
    IEnumerable<CsvLife> Lives(string unit, Span span)
    {
        if (roles.Failure is null)
        {
            yield return new(unit, 1, span.First, span.Last, true);
            yield break;
        }

        span.Failures.Sort();
        var (start, number) = (span.First, 1);
        for (var i = 0; i < span.Failures.Count; i++)
        {
            if (i + 1 < span.Failures.Count && span.Failures[i + 1] - span.Failures[i] <= 1.5 * roles.Step)
                continue;
            yield return new(unit, number++, start, span.Failures[i], true);
            start = span.Failures[i] + roles.Step;
        }

        if (start <= span.Last)
            yield return new(unit, number, start, span.Last, false);
    }

    double Step(List<CsvLife> lives)
    {
        // stamps far apart now and then: as many samples as there are rows
        var sparse = lives.Sum(l => Samples(l, roles.Step)) / Math.Max(1, _rows);
        var step = sparse > 2 ? roles.Step * Math.Ceiling(sparse) : roles.Step;
        double[] lengths = [.. lives.Select(l => Samples(l, step)).Order()];
        if (lengths.Length > 0 && lengths[lengths.Length / 2] > Long)
            step *= Math.Ceiling(lengths[lengths.Length / 2] / Thinned);
        var cells = lives.Sum(l => Samples(l, step)) * roles.Signals.Count;
        return cells > MostCells ? step * Math.Ceiling(cells / MostCells) : step;
    }

    static double Samples(CsvLife life, double step) => Math.Floor(((life.End - life.Start) / step) + 0.5) + 1;

    sealed class Span
    {
        const int MostFailures = 1_000_000;

        public double First { get; private set; } = double.PositiveInfinity;

        public double Last { get; private set; } = double.NegativeInfinity;

        public List<double> Failures { get; } = [];

        public void Add(double time, bool failed)
        {
            (First, Last) = (Math.Min(First, time), Math.Max(Last, time));
            if (failed && Failures.Count < MostFailures)
                Failures.Add(time);
        }
    }
}
