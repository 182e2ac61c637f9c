using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>The signals of one machine in equal steps up to the last sign of a case: values, and what is unusual about them.</summary>
sealed class Course
{
    readonly TimeSpan _step;
    readonly (DateTimeOffset From, DateTimeOffset To)[] _steps;

    Course(
        IReadOnlyList<Signal> signals, TimeSpan step, (DateTimeOffset, DateTimeOffset)[] steps, double[][] values, Func<double[], double[]> deviations,
        Func<IEnumerable<double>, double> scatter)
    {
        (Signals, _step, _steps, Values, Scatter) = (signals, step, steps, values, scatter);
        Deviations = new double[signals.Count][];
        Parallel.For(0, signals.Count, s => Deviations[s] = deviations(values[s]));
    }

    /// <summary>What is compared.</summary>
    public IReadOnlyList<Signal> Signals { get; }

    /// <summary>By signal, then step; NaN where one is missing.</summary>
    public double[][] Values { get; }

    /// <summary>Each value less what is usual of it.</summary>
    public double[][] Deviations { get; }

    /// <summary>How far deviations of it usually are off; NaN where there are none.</summary>
    public Func<IEnumerable<double>, double> Scatter { get; }

    /// <summary>Steps.</summary>
    public int Count => _steps.Length;

    /// <summary>Days that have values of the first signal.</summary>
    public double Days => Values[0].Count(double.IsFinite) * _step.TotalDays;

    /// <summary>All the time, as the clock goes.</summary>
    public static Course Of(IReadOnlyList<Signal> signals, Grid grid) => new(
        signals, grid.Step, [.. Enumerable.Range(0, grid.Rows.Length).Select(row => (grid.At(row), grid.At(row + 1)))],
        [.. signals.Select((s, column) => Column(grid, column, s.Kind == SignalKind.Counter))], values => Usual.Deviations(values, grid.Step), Usual.Scatter);

    /// <summary>Only some rows, one after the other as if nothing were between them.</summary>
    /// <param name="signals">The first columns of the grid.</param>
    /// <param name="grid">The rows.</param>
    /// <param name="isIn">Whether a row is of the time that counts.</param>
    /// <param name="joined">How many rows make a step.</param>
    public static Course Running(IReadOnlyList<Signal> signals, Grid grid, Func<int, bool> isIn, int joined)
    {
        int[][] steps = [.. Enumerable.Range(0, grid.Rows.Length).Where(isIn).Chunk(joined).Where(rows => rows.Length == joined)];
        double[][] all = [.. signals.Select((s, column) => Column(grid, column, s.Kind == SignalKind.Counter))];
        return new(
            signals, grid.Step * joined, [.. steps.Select(rows => (grid.At(rows[0]), grid.At(rows[^1] + 1)))],
            [.. all.Select(values => steps.Select(rows => Mean(rows, values)).ToArray())], Usual.RunningDeviations, Usual.RunningScatter);
    }

    /// <summary>When a step begins.</summary>
    public DateTimeOffset At(int step) => _steps[step].From;

    /// <summary>When a step ends.</summary>
    public DateTimeOffset EndOf(int step) => _steps[step].To;

    // of a counter what it gained in a step, and nothing where it was set back
    static double[] Column(Grid grid, int column, bool isCounter)
    {
        double[] values = [.. grid.Rows.Select(r => r[column])];
        return isCounter ? [.. values.Select((v, i) => i > 0 && v >= values[i - 1] ? v - values[i - 1] : double.NaN)] : values;
    }

    static double Mean(int[] rows, double[] values) => rows.Select(r => values[r]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
