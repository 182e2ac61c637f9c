using System.Globalization;
using System.Text;

namespace Werkstrom.Tests.Condition.Life;

/// <summary>Files of made-up lives: a bearing heats up exponentially before its end, and vibrates the more the older it is.</summary>
static class LifeFiles
{
    /// <summary>The header of the table below.</summary>
    public static readonly string[] Header = ["machine", "cycle", "temperature", "vibration", "setting"];

    /// <summary>Rows of lives; the n-th lives 80 + 3·(n mod 20) cycles.</summary>
    /// <param name="units">How many.</param>
    /// <param name="left">How many cycles before its end a unit is cut off; 0: it ran to its failure.</param>
    public static List<string[]> Rows(int units, Func<int, int>? left = null, int first = 1)
    {
        List<string[]> rows = [];
        Random chance = new(first);
        for (var unit = first; unit < first + units; unit++)
        {
            var life = 80 + (3 * (unit % 20));
            for (var t = 1; t <= life - (left?.Invoke(unit) ?? 0); t++)
            {
                var wear = Math.Exp((t - life) / 15.0);
                rows.Add([$"M{unit}", Text(t), Text(Math.Round(60 + (25 * wear) + (0.4 * chance.NextDouble()), 3)), Text(Math.Round(2 + (4 * wear) + (0.1 * chance.NextDouble()), 3)), Text(unit % 3)]);
            }
        }

        return rows;
    }

    /// <summary>Writes a table into a file.</summary>
    public static string Write(string path, IEnumerable<string[]> rows, string delimiter = ",", string[]? header = null)
    {
        StringBuilder text = new();
        if (header is not null)
            text.AppendJoin(delimiter, header).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(delimiter, row).Append('\n');
        File.WriteAllText(path, text.ToString());
        return path;
    }

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
