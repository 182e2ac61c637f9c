using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Bench.Condition;

/// <summary>One series of the Numenta Anomaly Benchmark.</summary>
/// <param name="Name">Folder and file, as the labels name it.</param>
/// <param name="Times">Of the rows; stamps may repeat.</param>
/// <param name="Values">Of the rows.</param>
/// <param name="Windows">The rows where each labelled window begins and ends, both included, in order.</param>
sealed record NabSeries(
    string Name, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<double> Values, IReadOnlyList<(int First, int Last)> Windows)
{
    const double ProbationShare = 0.15;
    const int ProbationRows = 5000; // the share is taken of so many at most: 750 rows

    /// <summary>Rows at the beginning that are not scored.</summary>
    public int Probation => (int)Math.Floor(ProbationShare * Math.Min(Values.Count, ProbationRows));

    /// <summary>Every series of a folder with <c>data</c> and <c>labels</c>, in the order of their names.</summary>
    /// <exception cref="FormatException">A file cannot be read; the message names it and the line.</exception>
    public static IReadOnlyList<NabSeries> All(string folder)
    {
        using var labels = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "labels", "combined_windows.json")));
        var data = Path.Combine(folder, "data");
        return
        [
            .. Directory.EnumerateFiles(data, "*.csv", SearchOption.AllDirectories)
                .Select(path => (Path: path, Name: Path.GetRelativePath(data, path).Replace('\\', '/')))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => Read(file.Path, file.Name, labels.RootElement)),
        ];
    }

    static NabSeries Read(string path, string name, JsonElement labels)
    {
        var lines = File.ReadAllLines(path);
        List<DateTimeOffset> times = [];
        List<double> values = [];
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            var (time, value) = lines[i].Split(',') is [var first, var second] && Time(first) is { } at
                && double.TryParse(second, CultureInfo.InvariantCulture, out var number)
                    ? (at, number)
                    : throw new FormatException($"{name}, line {i + 1}: a time and a number were expected, not '{lines[i]}'.");
            times.Add(time);
            values.Add(value);
        }

        if (!labels.TryGetProperty(name, out var windows))
            throw new FormatException($"{name}: combined_windows.json does not name it.");
        return new(name, times, values, [.. windows.EnumerateArray().Select(w => (Row(w[0]), Row(w[1])))]);

        // of rows with the same stamp the first counts, as in the benchmark itself
        int Row(JsonElement stamp) => Time(stamp.GetString() ?? "") is { } at && times.IndexOf(at) is >= 0 and var row
            ? row
            : throw new FormatException($"{name}: no row has the time {stamp} of a window.");
    }

    static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
