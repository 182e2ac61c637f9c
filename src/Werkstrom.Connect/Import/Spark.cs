using System.Globalization;
using Werkstrom.Connect.Import.Reading;

namespace Werkstrom.Connect.Import;

/// <summary>A small line of the first values.</summary>
static class Spark
{
    const double Width = 160;
    const double Height = 32;

    /// <summary>The path of the line in a box of 160 × 32, or null when there is nothing to draw.</summary>
    public static string? Of(IReadOnlyList<FilePoint> points)
    {
        if (points.Count < 2)
            return null;
        var (from, to) = ((double)points.Min(p => p.Instant), (double)points.Max(p => p.Instant));
        var (low, high) = (points.Min(p => p.Value), points.Max(p => p.Value));
        return "M" + string.Join('L', points.OrderBy(p => p.Instant).Select(p => string.Create(
            CultureInfo.InvariantCulture, $"{Part(p.Instant, from, to) * Width:0.#} {1 + ((Height - 2) * (1 - Part(p.Value, low, high))):0.#}")));
    }

    static double Part(double at, double from, double to) => to > from ? (at - from) / (to - from) : 0.5;
}
