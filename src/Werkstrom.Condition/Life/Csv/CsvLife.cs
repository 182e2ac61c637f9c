using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>One life of a unit in a file: from its start, or the failure before, to a failure or as far as the file goes.</summary>
/// <param name="Unit">As the file names it.</param>
/// <param name="Number">Of the life of the unit, from 1.</param>
/// <param name="Start">Its first stamp, in the unit of the time column.</param>
/// <param name="End">Its last.</param>
/// <param name="Failed">Whether it ended in a failure.</param>
sealed record CsvLife(string Unit, int Number, double Start, double End, bool Failed)
{
    /// <summary>Its signals in equal steps.</summary>
    public Episode Episode { get; init; } = new(Unit, []);

    /// <summary>The unit, with #2 and so on for lives after the first.</summary>
    public string Name => Number == 1 ? Unit : Unit.Length == 0 ? $"#{Number}" : $"{Unit} #{Number}";

    /// <summary>From its start to its last stamp, the last step included.</summary>
    /// <param name="step">Of the file.</param>
    public double Age(double step) => End - Start + step;
}

/// <summary>The lives of a file.</summary>
/// <param name="All">In the order of the file.</param>
/// <param name="Step">Length of a sample of the episodes, in the unit of the time column.</param>
/// <param name="Rows">That were read.</param>
/// <param name="Repeated">Rows whose stamp was there before; their mean is taken.</param>
sealed record CsvLives(IReadOnlyList<CsvLife> All, double Step, long Rows, long Repeated);
