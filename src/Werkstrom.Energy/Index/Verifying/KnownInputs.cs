using Werkstrom.Energy.Index.Inputs;

namespace Werkstrom.Energy.Index.Verifying;

/// <summary>All versions of a region's inputs, seen as they were known at some number.</summary>
/// <param name="rows">In the order of days and versions.</param>
sealed class KnownInputs(IReadOnlyList<InputDay> rows)
{
    readonly Dictionary<long, InputDay[]> _days = rows.GroupBy(r => r.Day).ToDictionary(g => g.Key, g => g.ToArray());
    readonly Dictionary<long, int[]> _read = [];

    /// <summary>The days before a day that it was ranked among.</summary>
    public IReadOnlyList<InputDay> Before(DateOnly day, long known)
    {
        var end = InputBook.Number(day);
        List<InputDay> window = [];
        for (var at = end - IndexWindow.Days; at < end; at++)
        {
            if (At(at, known) is { } row)
                window.Add(row);
        }

        return window;
    }

    /// <summary>A day's own inputs.</summary>
    public InputDay? Own(DateOnly day, long known) => At(InputBook.Number(day), known);

    /// <summary>The shares of a row's known quarter-hours, millionths; none where it cannot be read.</summary>
    public int[] Shares(InputDay row)
    {
        if (_read.TryGetValue(row.Id, out var known))
            return known;
        try
        {
            return _read[row.Id] = IndexWindow.Shares(DayInputs.Read(row.Inputs));
        }
        catch (FormatException)
        {
            return _read[row.Id] = [];
        }
    }

    InputDay? At(long day, long known) => _days.TryGetValue(day, out var versions) ? versions.LastOrDefault(v => v.Id <= known) : null;
}
