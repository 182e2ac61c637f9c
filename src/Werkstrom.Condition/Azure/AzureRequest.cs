using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Condition.Azure;

/// <summary>A request of the Azure Anomaly Detector, read and checked.</summary>
/// <param name="Values">At equal steps; NaN where a point is missing.</param>
/// <param name="Places">For each point of the request its step.</param>
/// <param name="Period">Given period in steps; null to find it.</param>
/// <param name="MostOut">maxAnomalyRatio; default 0.25.</param>
/// <param name="Sensitivity">0 to 99; default 95.</param>
/// <param name="StableWindow">stableTrendWindow of change points; default 5.</param>
/// <param name="Threshold">threshold of change points; default 0.9.</param>
sealed record AzureRequest(double[] Values, int[] Places, int? Period, double MostOut, double Sensitivity, int StableWindow, double Threshold)
{
    /// <summary>Points of a request.</summary>
    public const int Least = 12, Most = 8_640;

    const double MostMissing = 0.1;

    static readonly string[] ImputeModes = ["notspecified", "auto", "previous", "linear", "fixed", "zero", "notfill"];

    /// <summary>Reads a request.</summary>
    /// <exception cref="AzureException">It is not as documented; all that follows from it is of no use.</exception>
    public static AzureRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new AzureException("InvalidJsonFormat", "The body is not a JSON object.");
        if (!body.TryGetProperty("series", out var series) || series.ValueKind != JsonValueKind.Array)
            throw new AzureException("RequiredSeries", "'series' is required: an array of points with 'timestamp' and 'value'.");
        var points = Points(series);
        var granularity = AzureGranularity.Read(body);
        var places = granularity.Places([.. points.Select(p => p.At)]);
        var values = Grid([.. points.Select(p => p.Value)], places, body);
        return new(
            values, places, GivenPeriod(body, values.Length), Number(body, "maxAnomalyRatio", 0.25, v => v is > 0 and < 0.5, "above 0 and below 0.5"),
            Number(body, "sensitivity", 95, v => v is >= 0 and <= 99 && double.IsInteger(v), "a whole number from 0 to 99"),
            (int)Number(body, "stableTrendWindow", 5, v => v is >= 3 and <= 50 && double.IsInteger(v), "a whole number from 3 to 50"),
            Number(body, "threshold", 0.9, v => v is > 0 and < 1, "above 0 and below 1"));
    }

    static List<(string? At, double Value)> Points(JsonElement series)
    {
        List<(string? At, double Value)> points = [];
        foreach (var point in series.EnumerateArray())
        {
            if (point.ValueKind != JsonValueKind.Object || !point.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Number || !double.IsFinite(value.GetDouble()))
                throw new AzureException("InvalidSeries", $"The point {points.Count} has no number as 'value'.");
            points.Add((point.TryGetProperty("timestamp", out var at) && at.ValueKind == JsonValueKind.String ? at.GetString() : null, value.GetDouble()));
        }

        if (points.Count is < Least or > Most)
            throw new AzureException("InvalidSeries", $"The series has {points.Count} points; {Least} to {Most} are needed.");
        return points;
    }

    static double[] Grid(double[] given, int[] places, JsonElement body)
    {
        var values = new double[places[^1] + 1];
        Array.Fill(values, double.NaN);
        for (var i = 0; i < given.Length; i++)
            values[places[i]] = given[i];
        var missing = values.Length - given.Length;
        var mode = body.TryGetProperty("imputeMode", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString()!.ToLowerInvariant() : "auto";
        if (!ImputeModes.Contains(mode))
            throw new AzureException("InvalidImputeMode", $"'imputeMode' is one of auto, previous, linear, fixed, zero, notFill, not '{mode}'.");
        if (missing > MostMissing * values.Length && mode is "auto" or "notspecified" && missing > 0)
            throw new AzureException("InvalidSeries", $"{missing} of {values.Length} points are missing; without an imputeMode a tenth may be.");
        for (var i = 0; i < values.Length; i++)
            values[i] = double.IsNaN(values[i]) ? Fill(mode, values, i, body) : values[i];
        return values;
    }

    // auto and linear: by the line between neighbours, which whoever judges the series draws itself
    static double Fill(string mode, double[] values, int at, JsonElement body) => mode switch
    {
        "previous" => values[at - 1],
        "zero" => 0,
        "fixed" => body.TryGetProperty("imputeFixedValue", out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : throw new AzureException("InvalidImputeFixedValue", "'imputeFixedValue' is needed with the imputeMode fixed: a number."),
        _ => double.NaN,
    };

    static int? GivenPeriod(JsonElement body, int count)
    {
        if (!body.TryGetProperty("period", out var given) || given.ValueKind == JsonValueKind.Null)
            return null;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var period) && period >= 0 && period != 1 && period <= count / 2
            ? period
            : throw new AzureException("InvalidPeriod", string.Create(CultureInfo.InvariantCulture, $"'period' is 0, or a whole number from 2 to {count / 2}, half of the points."));
    }

    static double Number(JsonElement body, string name, double usual, Func<double, bool> fits, string words)
    {
        if (!body.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null)
            return usual;
        return given.ValueKind == JsonValueKind.Number && fits(given.GetDouble()) ? given.GetDouble() : throw new AzureException("InvalidModelArgument", $"'{name}' is {words}.");
    }
}

/// <summary>Why a request is refused, with a code of the Azure Anomaly Detector.</summary>
sealed class AzureException(string code, string message) : Exception(message)
{
    public string Code => code;
}
