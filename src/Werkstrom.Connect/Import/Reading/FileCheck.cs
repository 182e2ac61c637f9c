namespace Werkstrom.Connect.Import.Reading;

/// <summary>What an import of a file would bring; found by reading it, or its beginning when it is long.</summary>
/// <param name="Rows">Data rows read.</param>
/// <param name="IsWhole">False when only the beginning was read.</param>
/// <param name="EstimatedRows">Rows of the whole file; the same as <paramref name="Rows"/> when it was read whole.</param>
/// <param name="Samples">Samples in them.</param>
/// <param name="MissingCells">Cells without a value.</param>
/// <param name="BadRows">Rows with something wrong.</param>
/// <param name="TotalRows">Rows of sums, passed over.</param>
/// <param name="RepeatedRows">Rows whose instant stood in an earlier row already.</param>
/// <param name="DoubtfulRows">Rows in the autumn hour that comes twice, told apart by their order.</param>
/// <param name="FirstInstant">The earliest instant, microseconds UTC; null without samples.</param>
/// <param name="LastInstant">The latest.</param>
/// <param name="Problems">The first things that are wrong.</param>
/// <param name="Series">The signals, the first of them with their first samples for a small chart.</param>
sealed record FileCheck(
    long Rows, bool IsWhole, long EstimatedRows, long Samples, long MissingCells, long BadRows, long TotalRows, long RepeatedRows, long DoubtfulRows,
    long? FirstInstant, long? LastInstant, IReadOnlyList<RowProblem> Problems, IReadOnlyList<CheckedSeries> Series)
{
    const int MaxProblems = 20;
    const int MaxCharts = 6;
    const int MaxPointsOfChart = 400;

    /// <summary>Reads a file, or so many rows of it.</summary>
    public static FileCheck Run(string path, ImportFormat format, string name, long maxRows, CancellationToken stop)
    {
        using var reader = new SampleReader(path, format, name);
        var (samples, bad, first, last) = (0L, 0L, long.MaxValue, long.MinValue);
        List<RowProblem> problems = [];
        List<List<FilePoint>> charts = [];
        var isWhole = true;
        while (reader.Next())
        {
            bad += reader.Problems.Count > 0 ? 1 : 0;
            problems.AddRange(reader.Problems.Take(MaxProblems - problems.Count));
            samples += reader.Points.Count;
            foreach (var point in reader.Points)
            {
                (first, last) = (Math.Min(first, point.Instant), Math.Max(last, point.Instant));
                while (charts.Count <= point.Series && charts.Count < MaxCharts)
                    charts.Add([]);
                if (point.Series < MaxCharts && charts[point.Series].Count < MaxPointsOfChart)
                    charts[point.Series].Add(point);
            }

            stop.ThrowIfCancellationRequested();
            if (reader.Rows < maxRows)
                continue;
            isWhole = false;
            break;
        }

        var estimate = isWhole || reader.BytesDone == 0 ? reader.Rows : (long)(reader.Rows * ((double)reader.BytesTotal / reader.BytesDone));
        return new(reader.Rows, isWhole, estimate, samples, reader.MissingCells, bad, reader.TotalRows, reader.RepeatedRows, reader.DoubtfulRows,
            samples > 0 ? first : null, samples > 0 ? last : null, problems,
            [.. reader.Series.Select((s, i) => new CheckedSeries(s.Path, s.Unit, s.IsState, i < charts.Count ? charts[i] : []))]);
    }
}

/// <summary>A signal as the check found it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Unit">UCUM code, or empty.</param>
/// <param name="IsState">Its values are texts.</param>
/// <param name="Points">The first samples, for a small chart; empty for all but the first signals.</param>
sealed record CheckedSeries(string Path, string Unit, bool IsState, IReadOnlyList<FilePoint> Points);
