using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Lengths of time as people write them: <c>500ms</c>, <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>2.5d</c>.</summary>
static partial class Lasting
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a length of time such as 500ms, 90s, 10m, 1h30m or 2d";

    /// <summary>Reads it; at most 10,000 days, whole milliseconds.</summary>
    public static bool TryParse(string text, out TimeSpan length)
    {
        length = default;
        var match = Form().Match(text);
        if (!match.Success)
            return false;
        var seconds = 0.0;
        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
            seconds += double.Parse(match.Groups["n"].Captures[i].Value, CultureInfo.InvariantCulture) * Seconds(match.Groups["u"].Captures[i].Value);
        if (seconds > 864_000_000)
            return false;
        length = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return true;
    }

    /// <summary>Writes it shortly: <c>1h30m</c>.</summary>
    public static string Write(TimeSpan length)
    {
        var text = new StringBuilder();
        Part(length.Days, "d");
        Part(length.Hours, "h");
        Part(length.Minutes, "m");
        Part(length.Seconds, "s");
        Part(length.Milliseconds, "ms");
        return text.Length == 0 ? "0s" : text.ToString();

        void Part(int count, string unit)
        {
            if (count != 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
        }
    }

    static double Seconds(string unit) => unit switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, _ => 86400 };

    [GeneratedRegex(@"^(?:(?<n>[0-9]{1,9}(?:\.[0-9]{1,6})?)(?<u>ms|s|m|h|d))+$")]
    private static partial Regex Form();
}
