namespace Werkstrom.Learning.Courses;

/// <summary>How a short series is judged.</summary>
public sealed record CourseSettings
{
    /// <summary>0 (only what is very far out) to 99 (almost everything); default 95. The boundary lies (100 − sensitivity) margins from what is expected.</summary>
    public double Sensitivity { get; init; } = 95;

    /// <summary>The share of points that may be out at most, above 0 and below 0.5; default 0.25. The furthest count.</summary>
    public double MostOut { get; init; } = 0.25;

    /// <summary>Steps after which the course comes again; null to find it, 0 for none.</summary>
    public int? Period { get; init; }

    internal void Check(int points)
    {
        List<string> wrong = [];
        if (Sensitivity is not (>= 0 and <= 99))
            wrong.Add("sensitivity: from 0 to 99");
        if (MostOut is not (> 0 and < 0.5))
            wrong.Add("most out: above 0 and below 0.5");
        if (Period is { } period && (period < 0 || period == 1 || period > points / 2))
            wrong.Add($"period: 0, or from 2 to {points / 2}, half of the points");
        Faults.Throw(wrong, nameof(points));
    }
}
