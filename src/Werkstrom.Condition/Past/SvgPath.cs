using System.Globalization;
using System.Text;

namespace Werkstrom.Condition.Past;

/// <summary>Draws a series of equal steps as the path of an SVG.</summary>
static class SvgPath
{
    const double Margin = 2;

    /// <summary>A line from left to right, broken where values are missing.</summary>
    public static string Of(IReadOnlyList<double> values, double low, double high, double width, double height)
    {
        StringBuilder path = new();
        var isOpen = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                isOpen = false;
                continue;
            }

            var x = values.Count == 1 ? width / 2 : width * i / (values.Count - 1);
            var y = high > low ? height - Margin - ((height - (2 * Margin)) * (values[i] - low) / (high - low)) : height / 2;
            path.Append(CultureInfo.InvariantCulture, $"{(isOpen ? 'L' : 'M')}{x:0.#} {y:0.#}");
            isOpen = true;
        }

        return path.ToString();
    }
}
