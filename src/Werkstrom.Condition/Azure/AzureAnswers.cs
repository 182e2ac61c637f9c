using Werkstrom.Learning.Courses;

namespace Werkstrom.Condition.Azure;

/// <summary>What a whole series says; arrays in the order of the points that were sent.</summary>
/// <param name="Period">Steps after which it comes again; 0 for none.</param>
/// <param name="ExpectedValues">What is expected.</param>
/// <param name="UpperMargins">The boundary above lies (100 − sensitivity) of these from what is expected.</param>
/// <param name="LowerMargins">The same below.</param>
/// <param name="IsAnomaly">Beyond one of the boundaries.</param>
/// <param name="IsNegativeAnomaly">Beyond the lower one.</param>
/// <param name="IsPositiveAnomaly">Beyond the upper one.</param>
/// <param name="Severity">0 for what is within, up to 1 for what is very far out.</param>
sealed record AzureEntireAnswer(
    int Period, IReadOnlyList<double> ExpectedValues, IReadOnlyList<double> UpperMargins, IReadOnlyList<double> LowerMargins, IReadOnlyList<bool> IsAnomaly,
    IReadOnlyList<bool> IsNegativeAnomaly, IReadOnlyList<bool> IsPositiveAnomaly, IReadOnlyList<double> Severity)
{
    public static AzureEntireAnswer Of(AzureRequest request)
    {
        CourseSettings settings = new() { Sensitivity = request.Sensitivity, MostOut = request.MostOut, Period = request.Period };
        var course = Course.Of(request.Values, settings);
        var severity = course.Severity(settings);
        double[] margins = [.. request.Places.Select(_ => course.Margin)];
        return new(
            course.Period, Sent(p => course.Expected[p]), margins, margins, Sent(p => severity[p] > 0),
            Sent(p => severity[p] > 0 && request.Values[p] < course.Expected[p]), Sent(p => severity[p] > 0 && request.Values[p] > course.Expected[p]), Sent(p => severity[p]));

        T[] Sent<T>(Func<int, T> of) => [.. request.Places.Select(of)];
    }
}

/// <summary>What the points before it say of the last one.</summary>
/// <param name="Period">Steps after which the series comes again; 0 for none.</param>
/// <param name="SuggestedWindow">How many points are worth sending next time.</param>
/// <param name="ExpectedValue">What is expected.</param>
/// <param name="UpperMargin">The boundary above lies (100 − sensitivity) of these from what is expected.</param>
/// <param name="LowerMargin">The same below.</param>
/// <param name="IsAnomaly">Beyond one of the boundaries.</param>
/// <param name="IsNegativeAnomaly">Beyond the lower one.</param>
/// <param name="IsPositiveAnomaly">Beyond the upper one.</param>
/// <param name="Severity">0 for what is within, up to 1 for what is very far out.</param>
sealed record AzureLastAnswer(
    int Period, int SuggestedWindow, double ExpectedValue, double UpperMargin, double LowerMargin, bool IsAnomaly, bool IsNegativeAnomaly, bool IsPositiveAnomaly,
    double Severity)
{
    const int WindowWithoutPeriod = 61;

    public static AzureLastAnswer Of(AzureRequest request)
    {
        CourseSettings settings = new() { Sensitivity = request.Sensitivity, MostOut = request.MostOut, Period = request.Period };
        var (period, expected, margin) = Course.Last(request.Values, settings);
        var off = request.Values[^1] - expected;
        var boundary = (100 - request.Sensitivity) * margin;
        var isOut = Math.Abs(off) > boundary;
        return new(
            period, period > 0 ? (4 * period) + 1 : WindowWithoutPeriod, expected, margin, margin, isOut, isOut && off < 0, isOut && off > 0,
            isOut ? 1 - (boundary / Math.Abs(off)) : 0);
    }
}

/// <summary>Where the level of a series changes.</summary>
/// <param name="Period">Steps after which it comes again; 0 for none.</param>
/// <param name="IsChangePoint">Whether it changes at the point.</param>
/// <param name="ConfidenceScores">How sure that is, 0 to 1.</param>
sealed record AzureChangeAnswer(int Period, IReadOnlyList<bool> IsChangePoint, IReadOnlyList<double> ConfidenceScores)
{
    public static AzureChangeAnswer Of(AzureRequest request)
    {
        var (period, sureness) = Turns.Of(request.Values, Math.Min(request.StableWindow, request.Values.Length / 4), request.Period);
        double[] sent = [.. request.Places.Select(p => sureness[p])];
        return new(period, [.. sent.Select(s => s >= request.Threshold)], sent);
    }
}

/// <summary>An error as the Azure Anomaly Detector words it.</summary>
/// <param name="Code">InvalidSeries, InvalidGranularity, …</param>
/// <param name="Message">Which input, and the rule.</param>
sealed record AzureError(string Code, string Message);
