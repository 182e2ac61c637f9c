using System.Globalization;
using System.Text;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Pages;

/// <summary>
/// A year of the index as a picture: a column a day, a row an hour (or turned, for narrow screens), ten colours that rise in lightness, so that they can be
/// told apart without seeing hues.
/// </summary>
static class HeatSvg
{
    /// <summary>Viridis in ten steps: 0–9, 10–19 … 90–100.</summary>
    public static readonly string[] Colors = ["#440154", "#482878", "#3e4a89", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];

    /// <summary>The class of a value.</summary>
    public static int Class(double index) => Math.Clamp((int)(index / 10), 0, Colors.Length - 1);

    /// <summary>Draws a year.</summary>
    /// <param name="isTall">Days downwards, hours to the right.</param>
    public static string Draw(int year, IReadOnlyList<IndexDay> days, bool isTall)
    {
        var count = new DateOnly(year, 12, 31).DayOfYear;
        var paths = Colors.Select(_ => new StringBuilder()).ToArray();
        foreach (var day in days.Where(d => d.Day.Year == year))
            Day(day, isTall, paths);
        var (wide, high) = isTall ? (24, count) : (count, 24);
        StringBuilder svg = new(string.Create(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" preserveAspectRatio="none" shape-rendering="crispEdges">"""));
        for (var i = 0; i < paths.Length; i++)
            svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{Colors[i]}" d="{paths[i]}"/>""");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The mean of each hour that the clock shows; null where nothing is known. In October the hour from 2 is the mean of both.</summary>
    public static double?[] Hours(IndexDay day)
    {
        var hours = new double?[24];
        foreach (var hour in day.Quarters.Where(q => Value(q) is not null).GroupBy(q => GermanTime.OfClock(Quarters.At(q.Start)) / 4))
            hours[hour.Key] = hour.Average(q => Value(q)!.Value);
        return hours;
    }

    /// <summary>What prices; where nothing is frozen, what was measured.</summary>
    public static int? Value(IndexQuarter quarter) => quarter.Index ?? quarter.Measured;

    static void Day(IndexDay day, bool isTall, StringBuilder[] paths)
    {
        var (at, hours) = (day.Day.DayOfYear - 1, Hours(day));
        for (var hour = 0; hour < hours.Length;)
        {
            if (hours[hour] is not { } value)
            {
                hour++;
                continue;
            }

            var (from, color) = (hour, Class(value));
            while (hour < hours.Length && hours[hour] is { } next && Class(next) == color)
                hour++;
            var length = hour - from;
            paths[color].Append(isTall ? string.Create(CultureInfo.InvariantCulture, $"M{from} {at}h{length}v1h-{length}z") : string.Create(CultureInfo.InvariantCulture, $"M{at} {from}h1v{length}h-1z"));
        }
    }
}
