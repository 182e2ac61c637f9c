using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>A day of a region as it was measured.</summary>
/// <param name="Row">As it is kept.</param>
/// <param name="Inputs">What it says.</param>
/// <param name="Values">The index of each quarter-hour among the 365 days before it; null where inputs are missing.</param>
sealed record PastDay(InputDay Row, DayInputs Inputs, GreenValue?[] Values);

/// <summary>The measured past of a region with its index, newest versions only.</summary>
/// <param name="Known">Number of the newest version in it.</param>
/// <param name="Days">In order.</param>
sealed record IndexPast(long Known, IReadOnlyList<PastDay> Days)
{
    /// <summary>The past of a region that has none.</summary>
    public static IndexPast None { get; } = new(0, []);

    /// <summary>A day; null when nothing is known of it.</summary>
    public PastDay? Find(DateOnly day) => Days.FirstOrDefault(d => d.Inputs.Day == day);

    /// <summary>From rows in order: each day is ranked among those before it.</summary>
    public static IndexPast Of(IReadOnlyList<InputDay> rows)
    {
        List<(InputDay Row, DayInputs Inputs)> days = [.. rows.Select(r => (r, DayInputs.Read(r.Inputs)))];
        var values = new Queue<GreenValue>(GreenIndex.Of([.. days.SelectMany(d => IndexWindow.Quarters(d.Inputs))]));
        return new(
            rows.Count == 0 ? 0 : rows.Max(r => r.Id),
            [.. days.Select(d => new PastDay(d.Row, d.Inputs, [.. Enumerable.Range(0, d.Inputs.Count).Select(i => d.Inputs.Quarter(i) is null ? (GreenValue?)null : values.Dequeue())]))]);
    }
}

/// <summary>Reads the past of regions; what was read is kept in memory until something new comes.</summary>
sealed class IndexPasts(InputBook book)
{
    readonly Dictionary<string, IndexPast> _read = [];

    /// <summary>The past of a region.</summary>
    public async Task<IndexPast> OfAsync(string region, CancellationToken stop)
    {
        var now = await book.NowAsync(region, stop);
        lock (_read)
        {
            if (_read.TryGetValue(region, out var known) && known.Known == now)
                return known;
        }

        var past = now == 0 ? IndexPast.None : IndexPast.Of(await book.RowsAsync(region, DateOnly.MinValue.AddYears(1), DateOnly.MaxValue.AddYears(-1), now, stop));
        lock (_read)
            _read[region] = past with { Known = now };
        return past;
    }
}
