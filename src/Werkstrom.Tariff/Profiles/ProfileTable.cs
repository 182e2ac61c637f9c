using System.Globalization;
using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Tariff.Profiles;

/// <summary>The numbers of a profile: 96 for each period of the year (a month, or a season) and kind of day.</summary>
sealed class ProfileTable
{
    const int Kinds = 3;
    static readonly string[] Seasons = ["summer", "transition", "winter"];
    readonly int[][] _rows;
    readonly bool _isMonthly;

    ProfileTable(bool isMonthly, int[][] rows) => (_isMonthly, _rows) = (isMonthly, rows);

    /// <summary>The profiles of a supplied file.</summary>
    public static IEnumerable<LoadProfile> Read(string name)
    {
        var rows = SemicolonText.Supplied(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(';'));
        return [.. rows.GroupBy(r => r[0], StringComparer.Ordinal).Select(g => Profile(g.Key, [.. g]))];
    }

    /// <summary>The 96 numbers of a day.</summary>
    public ReadOnlySpan<int> Row(DateOnly day, DayType type) =>
        _rows[((_isMonthly ? day.Month - 1 : Season(day)) * Kinds) + (type switch { DayType.Saturday => 0, DayType.Sunday => 1, _ => 2 })];

    static LoadProfile Profile(string name, string[][] rows)
    {
        var isMonthly = rows.Length == 12 * Kinds;
        var numbers = new int[rows.Length][];
        foreach (var row in rows)
        {
            var period = isMonthly ? int.Parse(row[1], CultureInfo.InvariantCulture) - 1 : Array.IndexOf(Seasons, row[1]);
            var kind = row[2] switch { "SA" => 0, "FT" => 1, _ => 2 };
            numbers[(period * Kinds) + kind] = [.. row[3].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        }

        return new(name, name is "H0" or "H25" or "P25" or "S25", new(isMonthly, numbers));
    }

    /// <summary>Summer 15 May to 14 September, winter 1 November to 20 March.</summary>
    static int Season(DateOnly day) => ((day.Month * 100) + day.Day) switch
    {
        >= 515 and <= 914 => 0,
        >= 1101 or <= 320 => 2,
        _ => 1,
    };
}
