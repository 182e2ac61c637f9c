using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>The signals of one machine in equal steps up to the last sign of a case: values, and what is unusual about them.</summary>
sealed class Course
{
    readonly Grid _grid;

    public Course(IReadOnlyList<Signal> signals, Grid grid)
    {
        (Signals, _grid, Count) = (signals, grid, grid.Rows.Length);
        Values = [.. signals.Select((s, column) => Column(grid, column, s.Kind == SignalKind.Counter))];
        Deviations = new double[signals.Count][];
        Parallel.For(0, signals.Count, s => Deviations[s] = Usual.Deviations(Values[s], grid.Step));
    }

    /// <summary>What is compared.</summary>
    public IReadOnlyList<Signal> Signals { get; }

    /// <summary>By signal, then step; NaN where one is missing.</summary>
    public double[][] Values { get; }

    /// <summary>Each value less what is usual at its time.</summary>
    public double[][] Deviations { get; }

    /// <summary>Steps.</summary>
    public int Count { get; }

    /// <summary>Days that have values of the first signal.</summary>
    public double Days => Values[0].Count(double.IsFinite) * _grid.Step.TotalDays;

    /// <summary>When a step begins.</summary>
    public DateTimeOffset At(int step) => _grid.At(step);

    // of a counter what it gained in a step, and nothing where it was set back
    static double[] Column(Grid grid, int column, bool isCounter)
    {
        double[] values = [.. grid.Rows.Select(r => r[column])];
        return isCounter ? [.. values.Select((v, i) => i > 0 && v >= values[i - 1] ? v - values[i - 1] : double.NaN)] : values;
    }
}
