using System.Text;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>
/// The days among which a day is ranked: those of the 396 before it of which something is known. 365 days count; the 31 more stand in where
/// quarter-hours are missing.
/// </summary>
static class IndexWindow
{
    /// <summary>Days looked back.</summary>
    public const int Days = 396;

    /// <summary>The rows before a day that count, of rows in order.</summary>
    public static IReadOnlyList<InputDay> Before(DateOnly day, IReadOnlyList<InputDay> rows)
    {
        var end = InputBook.Number(day);
        return [.. rows.Where(r => r.Day >= end - Days && r.Day < end)];
    }

    /// <summary>SHA-256 over <c>day hash</c> lines: names each input of the window.</summary>
    public static string Root(IReadOnlyList<InputDay> window)
    {
        StringBuilder text = new();
        foreach (var row in window)
            text.Append(InputBook.Date(row.Day).ToString("O", null)).Append(' ').Append(row.Hash).Append('\n');
        return DayInputs.Hash(text.ToString());
    }

    /// <summary>The known quarter-hours of a day, in order.</summary>
    public static IEnumerable<GreenQuarter> Quarters(DayInputs day) => Enumerable.Range(0, day.Count).Select(day.Quarter).OfType<GreenQuarter>();

    /// <summary>The shares of those quarter-hours, millionths.</summary>
    public static int[] Shares(DayInputs day) => [.. Quarters(day).Select(q => q.Checked().Share)];

    /// <summary>The index of a day's shares among a window: the formula, and nothing else.</summary>
    /// <param name="window">Shares of each day before it, in order, millionths.</param>
    /// <param name="shares">Of the day, millionths.</param>
    public static byte[] Rank(IEnumerable<int[]> window, int[] shares) => [.. GreenIndex.After([.. window.SelectMany(s => s)], shares).Select(v => v.Index)];
}

/// <summary>Rows of inputs in order, each read once however many windows it stands in.</summary>
sealed class WindowRows(IReadOnlyList<InputDay> rows)
{
    readonly Dictionary<long, int[]> _read = [];

    /// <summary>All.</summary>
    public IReadOnlyList<InputDay> All => rows;

    /// <summary>Number of the newest version among them; 0 when there is none.</summary>
    public long Known { get; } = rows.Count == 0 ? 0 : rows.Max(r => r.Id);

    /// <summary>The row of a day; null when there is none.</summary>
    public InputDay? Find(DateOnly day) => rows.FirstOrDefault(r => r.Day == InputBook.Number(day));

    /// <summary>The shares of a row's known quarter-hours, millionths.</summary>
    public int[] Shares(InputDay row) => _read.TryGetValue(row.Id, out var shares) ? shares : _read[row.Id] = IndexWindow.Shares(DayInputs.Read(row.Inputs));
}
